import type { ProseJSON } from "#app/document/prose.ts";
import { countedPlace } from "./counted-place.ts";

/** Why a page can't be typeset, with the block at fault and what to do. */
export class TypesetError extends Error {
  override readonly name = "TypesetError";
  readonly place: FaultPlace;
  readonly advice: string;
  readonly signs: readonly Unprintable[];

  /**
   * @param reason a whole sentence.
   * @param advice what to do, a whole sentence.
   * @param signs where several can't be printed: all of them; `place` is the first one's.
   */
  constructor(
    reason: string,
    place: FaultPlace,
    advice: string,
    signs: readonly Unprintable[] = [],
  ) {
    super(reason);
    this.place = place;
    this.advice = advice;
    this.signs = signs;
  }

  /**
   * Says in one sentence what happened, where in this text, that nothing was lost, and what to do.
   */
  sentenceIn(prose: ProseJSON): string {
    const where = this.place.in === "whole" ? "" : ` ${this.whereIn(this.place, prose)}.`;
    return `${this.message}${where} The text is unchanged; ${this.advice}`;
  }

  private whereIn(place: FindablePlace, prose: ProseJSON): string {
    if (this.signs.length === 0) return `It stands ${placeText(place, prose)}`;
    const named = this.signs.slice(0, MOST_NAMED).map(({ place: where, signs }) => {
      const some = signs.slice(0, MOST_NAMED).join(", ");
      const more = signs.length > MOST_NAMED ? ` and ${signs.length - MOST_NAMED} more` : "";
      return where.in === "whole" ? some + more : `${placeText(where, prose)}: ${some}${more}`;
    });
    const left = this.signs.length - named.length;
    const rest = left > 0 ? `; and in ${left} more ${left === 1 ? "place" : "places"}` : "";
    return `They stand ${named.join("; ")}${rest}`;
  }
}

/** Signs without a picture in one place, each with its number. */
export interface Unprintable {
  readonly place: FaultPlace;
  readonly signs: readonly string[];
}

/** The most places, and signs of one place, that a message names. */
const MOST_NAMED = 12;

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

type FindablePlace = Exclude<FaultPlace, { in: "whole" }>;

function placeText(place: FindablePlace, prose: ProseJSON): string {
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
