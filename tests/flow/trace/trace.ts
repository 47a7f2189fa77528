/**
 * Somebody's act, and its time: milliseconds, person, act. Places are parts of the whole from 0 to 1,
 * of the blocks and of a block's letters, so that they mean something in whatever text the person has
 * by then; everything else happens at the caret.
 */
export type TraceAct =
  | readonly [ms: number, who: 0 | 1, act: "go", block: number, offset: number]
  | readonly [ms: number, who: 0 | 1, act: "type", words: string, msPerKey: number]
  | readonly [ms: number, who: 0 | 1, act: "back", letters: number, msPerKey: number]
  | readonly [ms: number, who: 0 | 1, act: "bold", letters: number]
  | readonly [ms: number, who: 0 | 1, act: "note", words: string]
  | readonly [ms: number, who: 0 | 1, act: "move", to: number]
  | readonly [ms: number, who: 0 | 1, act: "enter" | "join" | "break" | "undo"];

export interface Trace {
  readonly seed: number;
  /** A paragraph each. */
  readonly start: readonly string[];
  readonly acts: readonly TraceAct[];
}
