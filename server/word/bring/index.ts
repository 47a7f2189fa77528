import type { WordChanges } from "#app/domain/word-return.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { WordPlan, WordReport } from "./planned.ts";

/** What was read of a Word file: a report for people, and all of it, compressed, as it waits. */
export interface ReadWordFile {
  readonly report: WordReport;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The text that a file is compared with. */
export interface TextThatLeft {
  readonly blocks: readonly ProseNode[];
  /** By key in the file, the id of a block here; null where the file was not made of this text. */
  readonly keys: readonly LeftBlock[] | null;
  readonly revisions: string | null;
  readonly comments: string | null;
}

/** One block of an export record, in the file's order. */
export interface LeftBlock {
  readonly key: string;
  readonly id: string;
}

export interface PlanInput {
  readonly content: Uint8Array;
  readonly left: TextThatLeft;
  /** The draft's blocks as they stand now. */
  readonly draft: readonly ProseNode[];
}

/** A text that a Word file becomes. */
export interface WordText {
  readonly blocks: readonly ProseNode[];
  /** Its tracked changes and comments, where they become suggestions. */
  readonly plan: WordPlan | null;
}

/** Work on Word files that come in, outside the request thread (W11). `by` takes turns. */
export interface WordBringing {
  read(bytes: Uint8Array, by: string): Promise<Outcome<ReadWordFile>>;
  plan(input: PlanInput, by: string): Promise<Outcome<WordPlan>>;
  text(content: Uint8Array, changes: WordChanges, by: string): Promise<Outcome<WordText>>;
}
