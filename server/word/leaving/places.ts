import { ATOM } from "#app/document/margin/quoted-text.ts";
import { TextIndex, type TextRange } from "#app/document/margin/text-index.ts";
import type { RevisedParagraph, RevisedPlace, RevisedText } from "#app/document/word/revised.ts";
import type { TakenThread } from "./task.ts";

/** Where words of a text stand in one with tracked changes. */
interface PlaceSource {
  readonly block: number;
  readonly cell: RevisedPlace["cell"];
  readonly offset: number;
  /** A footnote's words all stand where its number does. */
  readonly isNote: boolean;
}

/** A block with all that stands in it, deleted parts too. */
type Whole = Pick<PlaceSource, "block" | "cell"> & { readonly length: number };

/** Finds the places of threads in a text with tracked changes, by the words as people read them here (M4). */
export class RevisedPlaces {
  readonly #index = new TextIndex<PlaceSource, Whole>();
  readonly #blocks = new Map<string, Whole>();
  readonly #first: Whole = { block: 0, cell: null, length: 0 };

  /** @param side the one of which threads' places know the words: the text with the changes, or without. */
  constructor(text: RevisedText, side: "newer" | "older") {
    let first: Whole | null = null;
    const add = (paragraph: RevisedParagraph, block: number, cell: RevisedPlace["cell"]) => {
      const whole = this.#add(paragraph, { block, cell }, side);
      first ??= whole;
    };
    text.blocks.forEach((block, index) => {
      if (block.type === "paragraph") add(block, index, null);
      if (block.type !== "table") return;
      block.rows.forEach(({ cells }, row) =>
        cells.forEach(({ blocks }, cell) =>
          blocks.forEach((paragraph, at) => add(paragraph, index, [row, cell, at])),
        ),
      );
    });
    this.#index.close();
    this.#first = first ?? this.#first;
  }

  #add(
    { id, content }: RevisedParagraph,
    at: Pick<PlaceSource, "block" | "cell">,
    side: "newer" | "older",
  ): Whole {
    const length = content.reduce((sum, { node }) => sum + (node.text?.length ?? 1), 0);
    const whole = { ...at, length };
    this.#index.open(id ?? "", whole);
    let offset = 0;
    for (const piece of content) {
      const { node, note } = piece;
      const isGone = (side === "newer" ? piece.deleted : piece.inserted) !== null;
      if (!isGone && note) {
        for (const inner of note) {
          this.#index.add(inner.node.text ?? ATOM, { ...at, offset, isNote: true });
        }
      } else if (!isGone) {
        this.#index.add(node.text ?? ATOM, { ...at, offset, isNote: false });
      }
      offset += node.text?.length ?? 1;
    }
    this.#index.close();
    if (id !== null && !this.#blocks.has(id)) this.#blocks.set(id, whole);
    return whole;
  }

  /** At its words; where they are gone at its block, and where that is gone at the beginning of the text. */
  find({ place, blockIds }: Pick<TakenThread, "place" | "blockIds">): {
    readonly from: RevisedPlace;
    readonly to: RevisedPlace;
  } {
    const found = place && place.quote !== "" ? this.#index.findText(place, true) : null;
    if (found && found.to > found.from) return this.#between(found);
    const named = [place?.blockId, ...blockIds].flatMap((id) => this.#blocks.get(id ?? "") ?? []);
    const { block, cell, length } = named[0] ?? this.#first;
    return { from: { block, cell, offset: 0 }, to: { block, cell, offset: length } };
  }

  #between({ from, to }: TextRange) {
    return { from: this.#placeOf(from, 0), to: this.#placeOf(to - 1, 1) };
  }

  #placeOf(at: number, more: 0 | 1): RevisedPlace {
    const run = this.#index.runAt(at);
    if (!run) return { block: this.#first.block, cell: this.#first.cell, offset: 0 };
    const { block, cell, offset, isNote } = run.source;
    const within = isNote ? more : Math.min(at - run.at + more, run.length);
    return { block, cell, offset: offset + within };
  }
}
