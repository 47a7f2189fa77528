import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { SentComment } from "#app/document/word/returned-comments.ts";
import type { SentText } from "#app/document/word/returned.ts";
import type { EarlierSuggestion } from "./earlier.ts";
import type { WordPlan, WordReport } from "./planned.ts";

/** A Word file as read: a report for people, and all of it, compressed, as it waits. */
export interface ReadWordFile {
  readonly report: WordReport;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** A comment of ours that left, with the digest of its words by the record. */
export interface LeftComment extends SentComment {
  readonly hash: string;
}

/** The details and layout that a file printed. */
export interface PrintedPage {
  readonly facts: DocumentDetails | null;
  readonly layoutProfile: LayoutProfile;
}

/** The text that a file is compared with, and what is known of how it left. */
export interface ComparedWith {
  readonly sent: SentText & { readonly comments: readonly LeftComment[] };
  /**
   * The JSON of the blocks of the export's record, where it is the text that left: a worker takes their keys
   * from it, and refuses a text that is another one.
   */
  readonly recorded?: string;
  /** The thread of each of our comments, by its id. */
  readonly threadOf: readonly (readonly [commentId: string, threadId: string])[];
  /** The details that were printed in the file, as they were then; undefined where they are not known. */
  readonly page?: PrintedPage;
}

export interface PlanInput {
  readonly content: Uint8Array;
  readonly left: ComparedWith;
  /** The draft's blocks as they stand now. */
  readonly draft: readonly ProseNode[];
  /** Suggestions of earlier returns that add paragraphs, the oldest first. */
  readonly earlier: readonly EarlierSuggestion[];
}

/** A text that a Word file becomes. */
export interface WordText {
  readonly blocks: readonly ProseNode[];
  /** Its tracked changes and comments, where they become suggestions. */
  readonly plan: WordPlan | null;
}
