import type { DraftPlace, VersionPlace } from "#app/domain/margin/place.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { Revision } from "#app/document/word/revised.ts";
import type { SentSuggestion } from "#app/document/word/with-suggestions.ts";
import type { RedlineHistory } from "#server/workers/redline/index.ts";

/** Author and time as the file is to say them; no time where it says none. */
interface WordWriter {
  readonly author: string;
  readonly at: string | null;
}

/** An open suggestion that goes along. */
export interface TakenSuggestion extends WordWriter {
  readonly threadId: string;
  /** The JSON of its blocks, as stored. */
  readonly base: string;
  readonly proposed: string;
}

/** A conversation that goes along. */
export interface TakenThread {
  readonly threadId: string;
  /** Null for the document as a whole. */
  readonly place: DraftPlace | VersionPlace | null;
  /** Of a suggestion, the blocks that it changes: where its words are gone, it stands at them. */
  readonly blockIds: readonly string[];
  readonly isDone: boolean;
  readonly comments: readonly (WordWriter & { readonly id: string; readonly text: string })[];
}

/** All that a Word file is made of. */
export interface WordToWrite {
  readonly title: string;
  readonly language: string;
  readonly layoutProfile: LayoutProfile;
  readonly facts: DocumentDetails;
  /** The text, of a redline the later one. */
  readonly after: ProseJSON;
  /** The earlier text of a redline. */
  readonly redline: {
    readonly before: ProseJSON;
    readonly history: RedlineHistory | null;
    /** The names of the people in the history, in its order. */
    readonly names: readonly string[];
    /** The name on a change of which nobody is known, or is to be told. */
    readonly nobody: string;
    readonly times: boolean;
  } | null;
  readonly suggestions: readonly TakenSuggestion[];
  readonly threads: readonly TakenThread[];
  readonly key: { readonly code: string; readonly isVisible: boolean };
}

/** One block of an export record, in the order of the text. */
export interface RecordedBlock {
  /** Under which the file knows it; null for none. */
  readonly key: string | null;
  /** Null for a block without an id. */
  readonly id: string | null;
  /** SHA-256 of it as it left, in its canonical form, in base64url. */
  readonly hash: string;
}

/** Which revisions of the file are which suggestions, and which were a redline's. */
export interface RecordedRevisions {
  readonly suggestions: readonly SentSuggestion[];
  readonly redline: readonly Revision[];
}

/** Which comment of the file is which one of ours, in the file's order. */
export interface RecordedComment {
  readonly threadId: string;
  readonly id: string;
  readonly author: string;
  readonly at: string | null;
  readonly isDone: boolean;
  /** SHA-256 of its text, in base64url: the text itself goes where its author removes it (M1). */
  readonly hash: string;
}

/** A Word file that was made, and its records. */
export interface WrittenWord {
  readonly bytes: Uint8Array;
  readonly blocks: readonly RecordedBlock[];
  readonly revisions: RecordedRevisions;
  readonly comments: readonly RecordedComment[];
  /** Suggestions that could not go along as tracked changes, since the text has moved on. */
  readonly apart: readonly string[];
}

/** A file, or why there is none: what it says is not what it was made from (W4). */
export type WordAnswer =
  | { readonly is: "written"; readonly word: WrittenWord }
  | { readonly is: "unproven"; readonly where: "composition" | "file" };
