import type { Outcome } from "#app/domain/refusal.ts";
import type { CardInput, RedlineInput, TypesetInput } from "./input.ts";
import type { Pages } from "./typst-compiler.ts";

export interface TypesetTask {
  readonly input: TypesetInput | RedlineInput | CardInput;
  /** The paths of the exhibits' PDFs, by their hashes. */
  readonly exhibits: Readonly<Record<string, string>>;
}

/** The worker's answer. */
export interface TypesetAnswer {
  /** The memory of its process, in bytes. */
  readonly memory: number;
  readonly outcome: Outcome<Pages>;
}
