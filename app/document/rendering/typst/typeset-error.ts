/** Why a page can't be set, with the block at fault: what a person needs in order to mend it. */
export class TypesetError extends Error {
  override readonly name = "PageFault";
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

  /** What happened, where, that nothing was lost, what to do. */
  get sentence(): string {
    const where = this.place.in === "whole" ? "" : ` It stands ${placeText(this.place)}.`;
    return `${this.message}${where} The text is unchanged; ${this.advice}`;
  }
}

/** Where something stands: a block of the text, or one of the facts. */
export type FaultPlace =
  | {
      readonly in: "text";
      /** What it is called: "block", "table", "caption", "signature block". */
      readonly called: string;
      readonly blockId: string | null;
      readonly words: string;
    }
  | { readonly in: "facts"; readonly what: string }
  /** The document as a whole, or what the sentence names itself. */
  | { readonly in: "whole" }
  | { readonly in: "unknown" };

function placeText(place: Exclude<FaultPlace, { in: "whole" }>): string {
  switch (place.in) {
    case "text": {
      const id = place.blockId === null ? "" : ` (${place.blockId})`;
      return place.words === ""
        ? `in a ${place.called} without words${id}`
        : `in the ${place.called} that begins “${place.words}”${id}`;
    }
    case "facts":
      return `in the ${place.what}`;
    case "unknown":
      return "in a place that could not be found";
  }
}

/** What keeps a document from being filed because it is not recorded. `what` is where it belongs. */
export function missingDetail(reason: string, what: string): TypesetError {
  return new TypesetError(reason, { in: "facts", what }, "record what is missing and try again.");
}
