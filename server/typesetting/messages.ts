import type { Refusal } from "#app/domain/refusal.ts";
import type { TypesetInput } from "./input.ts";
import type { Pages } from "./typst-compiler.ts";

/** What goes to the worker, one at a time. */
export interface Job {
  readonly job: number;
  readonly input: TypesetInput;
}

/** What comes back. `memory` is what the worker's process holds, in bytes. */
export type Answer =
  | { readonly job: number; readonly memory: number; readonly ok: true; readonly value: Pages }
  | {
      readonly job: number;
      readonly memory: number;
      readonly ok: false;
      readonly refusal: Refusal;
    };
