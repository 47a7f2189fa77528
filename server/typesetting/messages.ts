import type { Outcome } from "#app/domain/refusal.ts";
import type { Pages } from "./typst-compiler.ts";

/** The worker's answer to a TypesetInput. */
export interface TypesetAnswer {
  /** The memory of its process, in bytes. */
  readonly memory: number;
  readonly outcome: Outcome<Pages>;
}
