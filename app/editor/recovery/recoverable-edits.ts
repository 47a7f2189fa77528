import * as Y from "yjs";
import { blocksIn, type FlowPiece } from "#app/document/flow/pieces.ts";
import { flowRoot } from "#app/document/flow/index.ts";

/** A block that holds words which are in no draft, as far as they can be offered again (R17). */
export interface RecoverableBlock {
  readonly id: string | null;
  /** The id of the block before it, to find its place again where it was new. */
  readonly after: string | null;
  /** The block's text without these words; null where the whole block was new. */
  readonly before: string | null;
  /** Its text with them. */
  readonly text: string;
}

/**
 * The blocks in which a draft's copy holds words beyond `saved`, in the order of the text. Only what
 * was inserted can be offered; a deletion that was not saved is simply not made.
 * @param saved the state vector up to which the server has confirmed everything.
 */
export function recoverableBlocks(doc: Y.Doc, saved: Uint8Array): RecoverableBlock[] {
  const vector = Y.decodeStateVector(saved);
  const savedUpTo = (client: number) => vector.get(client) ?? 0;
  const offered: RecoverableBlock[] = [];
  let after: string | null = null;
  for (const { marker, pieces } of blocksIn(flowRoot(doc))) {
    const id = marker && idOf(marker);
    const { text, before } = textOf(pieces, savedUpTo);
    if (text !== before) {
      const isNew = marker !== null && marker.id.clock >= savedUpTo(marker.id.client);
      // A block that was split off is new, and the words in it are not.
      offered.push({ id, after, before: isNew && before === "" ? null : before, text });
    }
    after = id ?? after;
  }
  return offered;
}

/** Where the offered words stand in their block's text, as one stretch: from, and their text. */
export function insertedStretch(block: RecoverableBlock): {
  readonly at: number;
  readonly words: string;
} {
  const { before, text } = block;
  if (before === null) return { at: 0, words: text };
  let start = 0;
  while (start < before.length && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  return { at: start, words: text.slice(start, text.length - end) };
}

/** What "Copy" puts on the clipboard: the blocks' text, a blank line between them. */
export function recoverableText(blocks: readonly RecoverableBlock[]): string {
  return blocks.map(({ text }) => text).join("\n\n");
}

/** What stands for an element within a paragraph that holds no words of its own, such as a line break. */
export const LINE_BREAK = "\n";

/** The text of these pieces, with and without what lies beyond what is saved. */
export function textOf(
  pieces: readonly FlowPiece[],
  savedUpTo: (client: number) => number,
): { text: string; before: string } {
  let text = "";
  let before = "";
  for (const piece of pieces) {
    if (piece.is === "letters") {
      text += piece.text;
      before += piece.text.slice(0, Math.max(0, savedUpTo(piece.client) - piece.clock));
    } else if (piece.is === "atom") {
      text += LINE_BREAK;
      before += LINE_BREAK;
    } else {
      // The words of a footnote are words of the paragraph.
      const inner = textOf(piece.pieces, savedUpTo);
      text += inner.text;
      before += inner.before;
    }
  }
  return { text, before };
}

/** The id that a marker or footnote was given. One that is deleted no longer answers for it, but has it. */
export function idOf(item: Y.Item): string | null {
  if (!(item.content instanceof Y.ContentType)) return null;
  // oxlint-disable-next-line no-underscore-dangle -- see above
  const content = item.content.type._map.get("id")?.content;
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : null;
  return typeof value === "string" ? value : null;
}
