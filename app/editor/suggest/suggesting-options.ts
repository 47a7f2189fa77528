import type { Editor } from "#app/editor/editor.ts";
import type { SuggestedBlocks } from "#app/domain/margin/thread-change.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import type { ReferenceAt } from "#app/editor/references/reference-at.ts";
import type { SuggestionDevice } from "./device-suggestion.ts";
import type { SuggestionAbout } from "./suggestion-about.ts";

/** A stretch of the text, from the start of a block to the end of one; both the same where it is gone. */
export interface BlockSpan {
  readonly from: number;
  readonly to: number;
}

/** The state of somebody's suggesting that the desk shows. */
export interface SuggestingState {
  readonly on: boolean;
  /** The editor of the copy in which they write; null while they write none. */
  readonly writing: Editor | null;
  /** Of the suggestion that is written, and who reads the next one. */
  readonly about: SuggestionAbout;
  /** Whether they are asked about dropping what they wrote. */
  readonly asksToDrop: boolean;
}

export interface SuggestingOptions {
  readonly documentId: string;
  /** Index of the color of the writer's organization. */
  readonly color: number;
  readonly device: SuggestionDevice;
  readonly tell: (sentence: string) => void;
  readonly onReference: (reference: ReferenceAt) => void;
  readonly onPasteNotice: (notice: PasteNotice | null) => void;
  readonly onDecide: (what: "accept" | "reject") => void;
  readonly send: (
    suggested: SuggestedBlocks,
    span: BlockSpan,
    about: SuggestionAbout,
  ) => Promise<Proposed>;
}

/**
 * The outcome of a suggestion that was sent: the server has it, this device keeps it, or it was not
 * taken.
 */
type Proposed = "sent" | "kept" | RefusedSuggestion;

/** A suggestion that was not taken, and why. */
interface RefusedSuggestion {
  readonly refusal: string;
  /** Keeps it beside the text, to be sent again, copied or dropped. */
  readonly setAside: () => Promise<void>;
}
