import type { Place, VersionPlace } from "#app/domain/margin/place.ts";
import {
  ATOM,
  BLOCK_END,
  clipped,
  clippedAfter,
  clippedBefore,
  findQuoted,
  findRest,
} from "./quoted-text.ts";

/** Words or one atom of a frozen text, on the page. */
interface FrozenRun {
  readonly at: number;
  readonly length: number;
  readonly node: Node;
  readonly block: FrozenBlock;
  /** The offset in its block, as ProseMirror counts. */
  readonly offset: number;
}

interface FrozenBlock {
  readonly id: string;
  readonly textAt: number;
  length: number;
  /** The size of its content so far, as ProseMirror counts. */
  size: number;
}

/** A part of a frozen text, in characters of its words. */
export interface FrozenRange {
  readonly from: number;
  readonly to: number;
}

/** Atoms within a line, and those that stand for themselves. */
const INLINE_ATOMS = "[data-field], [data-reference], br";
const BLOCK_ATOMS = "[data-caption], [data-exhibit], [data-signature-block], [data-page-break]";

/**
 * The words of a frozen text as its page draws it, with the way to places and back: the HTML has the
 * same ids and atoms as the version.
 */
export class FrozenIndex {
  text = "";
  private readonly runs: FrozenRun[] = [];
  private readonly blocks = new Map<string, FrozenBlock>();

  constructor(readonly prose: Element) {
    this.read(prose, null);
  }

  private read(parent: Node, block: FrozenBlock | null): void {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        if (block) this.add(node.data, node, block);
      } else if (node instanceof Element) this.readElement(node, block);
    }
  }

  private readElement(element: Element, block: FrozenBlock | null): void {
    if (element.matches(".ProseMirror-trailingBreak, .cannot-be-shown")) return;
    if (block === null && element.matches(BLOCK_ATOMS)) {
      const id = element.getAttribute("data-id") ?? element.getAttribute("data-exhibit") ?? "";
      const own = this.open(id);
      this.add(ATOM, element, own);
      own.size = 0;
      return this.close(own);
    }
    if (element.hasAttribute("data-kind")) {
      const own = this.open(element.getAttribute("data-id") ?? "");
      this.read(element, own);
      return this.close(own);
    }
    if (block && element.matches(INLINE_ATOMS)) return this.add(ATOM, element, block);
    const isNote = block !== null && element.hasAttribute("data-footnote");
    if (isNote) block.size += 1;
    this.read(element, block);
    if (isNote) block.size += 1;
  }

  private open(id: string): FrozenBlock {
    if (this.text !== "") this.text += BLOCK_END;
    return { id, textAt: this.text.length, length: 0, size: 0 };
  }

  private close(block: FrozenBlock): void {
    block.length = this.text.length - block.textAt;
    if (block.id !== "") this.blocks.set(block.id, block);
  }

  private add(words: string, node: Node, block: FrozenBlock): void {
    const { length } = words;
    this.runs.push({ at: this.text.length, length, node, block, offset: block.size });
    this.text += words;
    block.size += length;
  }

  // --- From the page

  /** The part of the text that is selected; null where nothing of it is. */
  selected(selection: Selection | null): FrozenRange | null {
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.prose)) return null;
    const inside = this.runs.filter(({ node }) => range.intersectsNode(node));
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) return null;
    const from = first.at + within(first, range.startContainer, range.startOffset, 0);
    const to = last.at + within(last, range.endContainer, range.endOffset, last.length);
    return from < to ? { from, to } : null;
  }

  /** The character at a point of the page's tree. */
  at(node: Node, offset: number): number | null {
    const run = this.runs.find((each) => each.node === node || each.node.contains(node));
    return run ? run.at + Math.min(offset, run.length) : null;
  }

  place({ from, to }: FrozenRange, versionId: string): VersionPlace | null {
    const [first, last] = [this.runAt(from), this.runAt(to - 1)];
    if (!first || !last) return null;
    const isAtom = (run: FrozenRun) => run.block.size === 0;
    return {
      in: "version",
      versionId,
      blockId: first.block.id,
      fromOffset: isAtom(first) ? 0 : first.offset + from - first.at,
      toOffset: isAtom(last) ? 0 : last.offset + to - last.at,
      toBlockId: last.block.id === first.block.id ? null : last.block.id,
      quote: clipped(this.text.slice(from, to)),
      before: clippedBefore(this.text.slice(Math.max(0, from - 200), from)),
      after: clippedAfter(this.text.slice(to, to + 200)),
    };
  }

  // --- To the page

  /** Where a place is in this version: exactly where it was made in it, else by its words (M4). */
  find(place: Place, versionId: string): FrozenRange | null {
    if (place.in === "document") return null;
    if (place.in === "version" && place.versionId === versionId) {
      const from = this.textAt(place.blockId, place.fromOffset, false);
      const to = this.textAt(place.toBlockId ?? place.blockId, place.toOffset, true);
      if (from !== null && to !== null && from < to) return { from, to };
    }
    const block = this.blocks.get(place.blockId);
    const own = block ? this.text.slice(block.textAt, block.textAt + block.length) : "";
    if (block) {
      const at = findQuoted(own, place, place.fromOffset, true);
      if (at !== null) return sized(block.textAt + at, place.quote.length);
    }
    const at = findQuoted(this.text, place, block ? block.textAt + place.fromOffset : null);
    if (at !== null) return sized(at, place.quote.length);
    const rest = block ? findRest(own, place.quote) : null;
    return rest && block ? sized(block.textAt + rest.at, rest.length) : null;
  }

  /** The range in the page's tree. */
  domRange({ from, to }: FrozenRange): Range | null {
    const [first, last] = [this.runAt(from), this.runAt(to - 1)];
    if (!first || !last) return null;
    const range = document.createRange();
    if (first.node instanceof Text) range.setStart(first.node, from - first.at);
    else range.setStartBefore(first.node);
    if (last.node instanceof Text) range.setEnd(last.node, to - last.at);
    else range.setEndAfter(last.node);
    return range;
  }

  private textAt(blockId: string, offset: number, isEnd: boolean): number | null {
    const block = this.blocks.get(blockId);
    if (!block) return null;
    const own = this.runs.filter((run) => run.block === block);
    if (block.size === 0) return isEnd ? block.textAt + block.length : block.textAt;
    const run = isEnd
      ? own.findLast((each) => each.offset < offset)
      : own.find((each) => each.offset + each.length > offset);
    if (!run) return null;
    return run.at + Math.max(0, Math.min(run.length, offset - run.offset));
  }

  private runAt(at: number): FrozenRun | null {
    let [low, high] = [0, this.runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.runs[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return this.runs[low - 1] ?? null;
  }
}

function within(run: FrozenRun, container: Node, offset: number, otherwise: number): number {
  return run.node === container && run.node instanceof Text ? offset : otherwise;
}

function sized(from: number, length: number): FrozenRange {
  return { from, to: from + length };
}
