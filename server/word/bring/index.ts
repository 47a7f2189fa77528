import type { WordChanges } from "#app/domain/word-return.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { WordWork } from "#server/word/index.ts";
import type { RecordedBlock, RecordedComment } from "#server/word/leaving/task.ts";
import type { WordPlan, WordReport } from "./planned.ts";

/** What was read of a Word file: a report for people, and all of it, compressed, as it waits. */
export interface ReadWordFile {
  readonly report: WordReport;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The text that a file is compared with. */
export interface TextThatLeft {
  readonly blocks: readonly ProseNode[];
  /** By its export record; null where the file was not made of this text. */
  readonly sent: SentWithFile | null;
}

/** What left with a file, by its record (W6). */
export interface SentWithFile {
  /** The instant, in ISO form. */
  readonly at: string;
  readonly isRedline: boolean;
  readonly blocks: readonly RecordedBlock[];
  readonly comments: readonly RecordedComment[];
  /** Suggestions that went along, with the JSON of their blocks as stored. */
  readonly suggestions: readonly SentAlong[];
}

export interface SentAlong {
  readonly threadId: string;
  readonly base: string;
  readonly proposed: string;
  readonly author: string;
  readonly at: string | null;
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

/** By the workers of Word files. */
export function wordBringing(word: Pick<WordWork, "arrive" | "plan" | "text">): WordBringing {
  return {
    async read(bytes, by) {
      const worked = await word.arrive(bytes, by);
      if (!worked.ok || worked.value.ok) return worked.ok ? worked.value : worked;
      return refuse("bad-input", worked.value.refusal.sentence);
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
