import type { WordChanges } from "#app/domain/word-return.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { SentText } from "#app/document/word/returned.ts";
import type { WordWork } from "#server/word/index.ts";
import type { WordPlan, WordReport } from "./planned.ts";

/** What was read of a Word file: a report for people, and all of it, compressed, as it waits. */
export interface ReadWordFile {
  readonly report: WordReport;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The text that a file is compared with, and what is known of how it left. */
export interface ComparedWith {
  readonly sent: SentText;
  /** The thread of each of our comments, by its id. */
  readonly threadOf: readonly (readonly [commentId: string, threadId: string])[];
}

export interface PlanInput {
  readonly content: Uint8Array;
  readonly left: ComparedWith;
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

/** By the workers of Word files. */
export function wordBringing(word: Pick<WordWork, "arrive" | "plan" | "text">): WordBringing {
  return {
    async read(bytes, by) {
      const worked = await word.arrive(bytes, by);
      if (!worked.ok) return worked;
      const read = worked.value;
      return read.ok ? read : refuse("bad-input", read.refusal.sentence);
    },
    async plan(input, by) {
      const worked = await word.plan(input, by);
      return worked.ok ? worked.value : worked;
    },
    async text(content, changes, by) {
      const worked = await word.text({ content, changes }, by);
      return worked.ok ? worked.value : worked;
    },
  };
}
