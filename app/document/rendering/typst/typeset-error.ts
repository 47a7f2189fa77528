import type { ProseJSON } from "#app/document/prose.ts";
import { countedPlace } from "./counted-place.ts";

/** Why a page can't be typeset, with the block at fault and what to do. */
export class TypesetError extends Error {
  override readonly name = "TypesetError";
  readonly place: FaultPlace;
  readonly advice: string;

  /**
   * @param reason a whole sentence.
   * @param advice what to do, a whole sentence.
   */
  constructor(reason: string, place: FaultPlace, advice: string) {
    super(reason);
    this.place = place;
    this.advice = advice;
  }

  /** What happened, where in this text, that nothing was lost, and what to do. */
  sentenceIn(prose: ProseJSON): string {
    const where = this.place.in === "whole" ? "" : ` It stands ${placeText(this.place, prose)}.`;
    return `${this.message}${where} The text is unchanged; ${this.advice}`;
  }
}

/** A place: a block of the text, or one of the details. */
export type FaultPlace =
  | {
      readonly in: "text";
      /** Its kind in words: "paragraph", "table", "caption", "signature block". */
      readonly called: string;
      readonly blockId: string | null;
      readonly words: string;
    }
  | { readonly in: "facts"; readonly what: string }
  /** The document as a whole, or a place that the sentence names itself. */
  | { readonly in: "whole" }
  | { readonly in: "unknown" };

function placeText(place: Exclude<FaultPlace, { in: "whole" }>, prose: ProseJSON): string {
  switch (place.in) {
    case "text": {
      const counted = place.blockId === null ? null : countedPlace(prose, place.blockId);
      if (place.words === "")
        return counted ? `in ${counted}` : `in a ${place.called} without words`;
      return counted
        ? `in ${counted}, which begins “${place.words}”`
        : `in the ${place.called} that begins “${place.words}”`;
    }
    case "facts":
      return `in the ${place.what}`;
    case "unknown":
      return "in a place that could not be found";
  }
}

/**
 * An unrecorded detail that keeps a document from being filed. `what` is the section it belongs to.
 */
export function missingDetail(reason: string, what: string): TypesetError {
  return new TypesetError(reason, { in: "facts", what }, "record what is missing and try again.");
}
