import * as Y from "yjs";
import { blocksIn, type FlowPiece } from "#app/document/flow/pieces.ts";
import { flowRoot } from "#app/document/flow/index.ts";

/** A block with text that is not in the draft, as far as it can be offered for recovery (R17). */
export interface RecoverableBlock {
  readonly id: string | null;
  /** The id of the block before it, to find the place of a new block. */
  readonly after: string | null;
  /** The block's text without the unsaved text; null where the whole block was new. */
  readonly before: string | null;
  /** The block's text with it. */
  readonly text: string;
}

/**
 * The blocks in which a draft's copy has text beyond `saved`, in the order of the text. Only
 * insertions can be recovered; an unsaved deletion is dropped.
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
      // A block created by a split is new, but its text is not.
      offered.push({ id, after, before: isNew && before === "" ? null : before, text });
    }
    after = id ?? after;
  }
  return offered;
}

/** The unsaved text within its block as one range: the offset and the text. */
export function insertedRange(block: RecoverableBlock): {
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

/** The text that "Copy" puts on the clipboard: the blocks separated by a blank line. */
export function recoverableText(blocks: readonly RecoverableBlock[]): string {
  return blocks.map(({ text }) => text).join("\n\n");
}

/** Represents an inline element without text, such as a line break. */
const LINE_BREAK = "\n";

/** The text of these pieces, with and without its unsaved part. */
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
      // The text of a footnote is part of the paragraph's.
      const inner = textOf(piece.pieces, savedUpTo);
      text += inner.text;
      before += inner.before;
    }
  }
  return { text, before };
}

/** The id attribute of a marker or footnote, also of a deleted one. */
export function idOf(item: Y.Item): string | null {
  if (!(item.content instanceof Y.ContentType)) return null;
  // oxlint-disable-next-line no-underscore-dangle -- see above
  const content = item.content.type._map.get("id")?.content;
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : null;
  return typeof value === "string" ? value : null;
}
