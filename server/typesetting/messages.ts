import type { Outcome } from "#app/domain/refusal.ts";
import type { Pages } from "./typst-compiler.ts";

/** What the worker answers to a TypesetInput. */
export interface TypesetAnswer {
  /** What its process holds, in bytes. */
  readonly memory: number;
  readonly outcome: Outcome<Pages>;
}
