import * as Y from "yjs";
import { FRAGMENT } from "~/prose/schema";

/** A block that holds words which are in no draft, as far as they can be offered again (R17). */
export interface OfferedBlock {
  readonly id: string | null;
  /** The id of the block before it, to find its place again where it was new. */
  readonly after: string | null;
  /** The block's text without these words; null where the whole block was new. */
  readonly before: string | null;
  /** Its text with them. */
  readonly text: string;
}

/** Counts as saved what the state vector covers. */
type Saved = ReadonlyMap<number, number>;

/**
 * The blocks in which a draft's copy holds words beyond `saved`, in the order of the text. Only what
 * was inserted can be offered; a deletion that was not saved is simply not made.
 * @param saved the state vector up to which the server has confirmed everything.
 */
export function offeredBlocks(doc: Y.Doc, saved: Uint8Array): OfferedBlock[] {
  const vector = Y.decodeStateVector(saved);
  const offered: OfferedBlock[] = [];
  let after: string | null = null;
  for (const block of blocksIn(doc.getXmlFragment(FRAGMENT))) {
    const attribute: unknown = block.getAttribute("id");
    const id = typeof attribute === "string" ? attribute : null;
    const { text, before } = textOf(block, vector);
    if (text !== before) {
      // oxlint-disable-next-line no-underscore-dangle -- Yjs keeps the item that made a type there
      const made = block._item;
      const isNew = made !== null && !isSaved(made.id, vector);
      offered.push({ id, after, before: isNew ? null : before, text });
    }
    after = id ?? after;
  }
  return offered;
}

/** Where the offered words stand in their block's text, as one stretch: from, and their text. */
export function insertedStretch(block: OfferedBlock): {
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
export function offeredText(blocks: readonly OfferedBlock[]): string {
  return blocks.map(({ text }) => text).join("\n\n");
}

/** The blocks of a shared text in its order, those in tables included. */
export function* blocksIn(parent: Y.XmlFragment | Y.XmlElement): Generator<Y.XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === "block") yield child;
    else yield* blocksIn(child);
  }
}

/** What stands for an element within a paragraph that holds no words of its own, such as a line break. */
export const LINE_BREAK = "\n";

function textOf(block: Y.XmlElement, saved: Saved): { text: string; before: string } {
  let text = "";
  let before = "";
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText) {
      for (const item of itemsOf(child)) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        const { str } = item.content;
        text += str;
        before += str.slice(0, Math.max(0, (saved.get(item.id.client) ?? 0) - item.id.clock));
      }
    } else if (child instanceof Y.XmlElement && child.length > 0) {
      // A footnote: its words are words of the paragraph.
      const inner = textOf(child, saved);
      text += inner.text;
      before += inner.before;
    } else {
      text += LINE_BREAK;
      before += LINE_BREAK;
    }
  }
  return { text, before };
}

/* oxlint-disable no-underscore-dangle -- Yjs offers no public way to see which item wrote what */
function* itemsOf(shared: Y.XmlText): Generator<Y.Item> {
  for (let item = shared._start; item !== null; item = item.right) yield item;
}
/* oxlint-enable no-underscore-dangle */

function isSaved(id: Y.ID, saved: Saved): boolean {
  return id.clock < (saved.get(id.client) ?? 0);
}
