import type { DraftPlace, VersionPlace } from "#app/domain/margin/place.ts";
import { BLOCK_END, findQuoted, findRest } from "./quoted-text.ts";

/** A part of a text, in positions of that text alone, which count in reading order. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Words of a text that stand together, or one atom: where they begin, and where they were read. */
export interface TextRun<Source> {
  readonly at: number;
  readonly length: number;
  readonly source: Source;
}

interface IndexedBlock<Block> {
  readonly textAt: number;
  readonly length: number;
  readonly block: Block;
}

/**
 * The words of a text as places quote them, with the way back to where they were read: positions of an
 * editor's text, or elements of a version's page.
 */
export class TextIndex<Source, Block> {
  text = "";
  readonly runs: TextRun<Source>[] = [];
  readonly blocks = new Map<string, IndexedBlock<Block>>();
  #begun = false;
  #open: { readonly id: string; readonly textAt: number; readonly block: Block } | null = null;

  add(words: string, source: Source): void {
    this.runs.push({ at: this.text.length, length: words.length, source });
    this.text += words;
  }

  /**
   * Begins a block; what is added until it is closed is in it.
   * @param boundary where the end of the block before was read, if it is anywhere.
   */
  open(id: string, block: Block, boundary?: Source): void {
    this.close();
    if (this.#begun || this.text !== "") {
      if (boundary === undefined) this.text += BLOCK_END;
      else this.add(BLOCK_END, boundary);
    }
    this.#begun = true;
    this.#open = { id, textAt: this.text.length, block };
  }

  close(): void {
    const { id = "", textAt = 0, block } = this.#open ?? {};
    if (block && id !== "") {
      this.blocks.set(id, { textAt, length: this.text.length - textAt, block });
    }
    this.#open = null;
  }

  /** The run that a character is in, or that the end of a block follows. */
  runAt(at: number): TextRun<Source> | null {
    let [low, high] = [0, this.runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.runs[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return this.runs[low - 1] ?? null;
  }

  /** The words of the first of these blocks that the text has. */
  findBlock(ids: readonly string[]): TextRange | null {
    for (const id of ids) {
      const block = this.blocks.get(id);
      if (block && block.length > 0) return sized(block.textAt, block.length);
    }
    return null;
  }

  /**
   * Where the words of a place are (M4): in their block, else in the text, else what is left of them in
   * the block. Null where they were removed.
   * @param trusts whether any place in their block will do, since nothing better is known.
   */
  findText(place: DraftPlace | VersionPlace, trusts: boolean): TextRange | null {
    const block = this.blocks.get(place.blockId);
    const own = block ? this.text.slice(block.textAt, block.textAt + block.length) : "";
    const begins = block?.textAt ?? 0;
    const inBlock = block ? findQuoted(own, place, place.fromOffset, trusts) : null;
    if (inBlock !== null) return sized(begins + inBlock, place.quote.length);
    const at = findQuoted(this.text, place, block ? begins + place.fromOffset : null);
    if (at !== null) return sized(at, place.quote.length);
    const rest = block && trusts ? findRest(own, place.quote) : null;
    return rest && sized(begins + rest.at, rest.length);
  }
}

function sized(from: number, length: number): TextRange {
  return { from, to: from + length };
}
