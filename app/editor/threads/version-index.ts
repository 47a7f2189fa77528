import type { Place, VersionPlace } from "#app/domain/margin/place.ts";
import { ATOM, clipped, clippedAfter, clippedBefore } from "#app/document/margin/quoted-text.ts";
import { TextIndex, type TextRun } from "#app/document/margin/text-index.ts";
import type { TextRange } from "./text-places.ts";

/** Where words or an atom are on the page, and behind how much of their block, as ProseMirror counts. */
interface VersionSource {
  readonly node: Node;
  readonly block: VersionBlock;
  readonly offset: number;
}

interface VersionBlock {
  readonly id: string;
  /** The size of its content so far, as ProseMirror counts. */
  size: number;
}

type VersionRun = TextRun<VersionSource>;

/** Atoms within a line, and those that stand for themselves. */
const INLINE_ATOMS = "[data-field], [data-reference], br";
const BLOCK_ATOMS = "[data-caption], [data-exhibit], [data-signature-block], [data-page-break]";

/**
 * The words of a version as its page draws them, with the way to places and back: the HTML has the
 * same ids and atoms as the version.
 */
export class VersionIndex extends TextIndex<VersionSource, VersionBlock> {
  constructor(readonly prose: HTMLElement) {
    super();
    this.read(prose, null);
  }

  private read(parent: Node, block: VersionBlock | null): void {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        if (block) this.addTo(block, node.data, node);
      } else if (node instanceof Element) this.readElement(node, block);
    }
  }

  private readElement(element: Element, block: VersionBlock | null): void {
    if (element.matches(".ProseMirror-trailingBreak, .cannot-be-shown")) return;
    if (block === null && element.matches(BLOCK_ATOMS)) {
      const id = element.getAttribute("data-id") ?? element.getAttribute("data-exhibit") ?? "";
      // Its places have no offsets.
      this.open(id, { id, size: 0 });
      this.add(ATOM, { node: element, block: { id, size: 0 }, offset: 0 });
      return this.close();
    }
    if (element.hasAttribute("data-kind")) {
      const id = element.getAttribute("data-id") ?? "";
      const own = { id, size: 0 };
      this.open(id, own);
      this.read(element, own);
      return this.close();
    }
    if (block && element.matches(INLINE_ATOMS)) return this.addTo(block, ATOM, element);
    const isNote = block !== null && element.hasAttribute("data-footnote");
    if (isNote) block.size += 1;
    this.read(element, block);
    if (isNote) block.size += 1;
  }

  private addTo(block: VersionBlock, words: string, node: Node): void {
    this.add(words, { node, block, offset: block.size });
    block.size += words.length;
  }

  // --- From the page

  /** The part of the text that is selected; null where nothing of it is. */
  selected(selection: Selection | null): TextRange | null {
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.prose)) return null;
    const inside = this.runs.filter(({ source }) => range.intersectsNode(source.node));
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) return null;
    const from = first.at + within(first, range.startContainer, range.startOffset, 0);
    const to = last.at + within(last, range.endContainer, range.endOffset, last.length);
    return from < to ? { from, to } : null;
  }

  /** The character at a point of the page's tree. */
  at(node: Node, offset: number): number | null {
    const run = this.runs.find(({ source }) => source.node === node || source.node.contains(node));
    return run ? run.at + Math.min(offset, run.length) : null;
  }

  place({ from, to }: TextRange, versionId: string): VersionPlace | null {
    const [first, last] = [this.runAt(from), this.runAt(to - 1)];
    if (!first || !last) return null;
    const [begins, ends] = [first.source.block, last.source.block];
    const offset = ({ source, at: begin }: VersionRun, at: number) =>
      source.block.size === 0 ? 0 : source.offset + at - begin;
    return {
      in: "version",
      versionId,
      blockId: begins.id,
      fromOffset: offset(first, from),
      toOffset: offset(last, to),
      toBlockId: ends.id === begins.id ? null : ends.id,
      quote: clipped(this.text.slice(from, to)),
      before: clippedBefore(this.text.slice(Math.max(0, from - 200), from)),
      after: clippedAfter(this.text.slice(to, to + 200)),
    };
  }

  // --- To the page

  /** Where a place is in this version: exactly where it was made in it, else by its words (M4). */
  find(place: Place, versionId: string): TextRange | null {
    if (place.in === "document") return null;
    if (place.in === "version" && place.versionId === versionId) {
      const from = this.textAt(place.blockId, place.fromOffset, false);
      const to = this.textAt(place.toBlockId ?? place.blockId, place.toOffset, true);
      if (from !== null && to !== null && from < to) return { from, to };
    }
    return this.findText(place, true);
  }

  /** The range in the page's tree. */
  domRange({ from, to }: TextRange): Range | null {
    const [first, last] = [this.runAt(from), this.runAt(to - 1)];
    if (!first || !last) return null;
    const range = document.createRange();
    const [begins, ends] = [first.source.node, last.source.node];
    if (begins instanceof Text) range.setStart(begins, from - first.at);
    else range.setStartBefore(begins);
    if (ends instanceof Text) range.setEnd(ends, to - last.at);
    else range.setEndAfter(ends);
    return range;
  }

  private textAt(blockId: string, offset: number, isEnd: boolean): number | null {
    const found = this.blocks.get(blockId);
    if (!found) return null;
    const { textAt, length, block } = found;
    if (block.size === 0) return isEnd ? textAt + length : textAt;
    const own = this.runs.filter(({ source }) => source.block === block);
    const run = isEnd
      ? own.findLast(({ source }) => source.offset < offset)
      : own.find((each) => each.source.offset + each.length > offset);
    if (!run) return null;
    return run.at + Math.max(0, Math.min(run.length, offset - run.source.offset));
  }
}

function within(run: VersionRun, container: Node, offset: number, otherwise: number): number {
  const { node } = run.source;
  return node === container && node instanceof Text ? offset : otherwise;
}
