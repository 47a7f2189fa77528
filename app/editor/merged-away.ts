import * as Y from "yjs";
import { FRAGMENT } from "~/prose/schema";
import { LINE_BREAK, type OfferedBlock } from "./offered-words";

/* oxlint-disable no-underscore-dangle -- what a transaction deleted can only be read from Yjs's items */

/**
 * The blocks that somebody else's edit took away while words stood in them that nobody but their
 * writer had seen (R17). Others can't delete single words that they don't know; what they can delete
 * is the block around them.
 *
 * To be called after a transaction and before its cleaning up, which drops deleted text for good
 * (Yjs: on `afterTransaction`).
 * @param savedUpTo the clock from which on a client's words were written here and no one else has
 *   them; Infinity for the clients of others.
 */
export function blocksMergedAway(
  transaction: Y.Transaction,
  savedUpTo: (client: number) => number,
): OfferedBlock[] {
  const blocks: OfferedBlock[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return;
    const { type } = struct.content;
    if (!(type instanceof Y.XmlElement) || !HOLDS_WORDS.has(type.nodeName)) return;
    const isNew = struct.id.clock >= savedUpTo(struct.id.client);
    if (type.nodeName === "block") {
      const { text, before } = textBefore(type, transaction, savedUpTo);
      if (text === before) return;
      blocks.push({ id: idOf(type), after: idBefore(struct), before: isNew ? null : before, text });
      return;
    }
    // A footnote that goes with its paragraph is told of with it; one that stands somewhere else now
    // has its words put back there (app/prose/footnote-rescue.ts).
    const around = struct.parent instanceof Y.XmlElement ? struct.parent : null;
    if (around?._item?.deleted !== false || standsElsewhere(type, transaction.doc)) return;
    const { text, before } = textBefore(type, transaction, savedUpTo);
    if (text !== before) blocks.push({ id: null, after: idOf(around), before: null, text });
  });
  return blocks;
}

const HOLDS_WORDS: ReadonlySet<string> = new Set(["block", "footnote"]);

/** Whether a footnote of the same id is in the text: a split or a join makes it anew. */
function standsElsewhere(note: Y.XmlElement, doc: Y.Doc): boolean {
  const id = idOf(note);
  const walker = doc
    .getXmlFragment(FRAGMENT)
    .createTreeWalker(
      (node) =>
        node instanceof Y.XmlElement &&
        node.nodeName === "footnote" &&
        node.getAttribute("id") === id,
    );
  return id !== null && !walker.next().done;
}

/** The block's text before the transaction, with and without the words that only this page has. */
function textBefore(
  parent: Y.XmlElement | Y.XmlText,
  transaction: Y.Transaction,
  savedUpTo: (client: number) => number,
): { text: string; before: string } {
  let text = "";
  let before = "";
  for (const { id, content } of visibleBefore(parent, transaction)) {
    if (content instanceof Y.ContentString) {
      text += content.str;
      before += content.str.slice(0, Math.max(0, savedUpTo(id.client) - id.clock));
    } else if (content instanceof Y.ContentType) {
      const { type } = content;
      // A footnote holds words of its own; a line break or a field holds none.
      const holdsWords =
        type instanceof Y.XmlText || (type instanceof Y.XmlElement && type._start !== null);
      const inner = holdsWords
        ? textBefore(type, transaction, savedUpTo)
        : { text: LINE_BREAK, before: LINE_BREAK };
      text += inner.text;
      before += isRescued(type, transaction.doc) ? inner.text : inner.before;
    }
  }
  return { text, before };
}

/** Whether the words of a footnote are put back where it stands now, and need no offer. */
function isRescued(type: Y.AbstractType<unknown>, doc: Y.Doc): boolean {
  return type instanceof Y.XmlElement && type.nodeName === "footnote" && standsElsewhere(type, doc);
}

function* visibleBefore(
  parent: Y.XmlElement | Y.XmlText,
  transaction: Y.Transaction,
): Generator<Y.Item> {
  for (let item = parent._start; item !== null; item = item.right) {
    if (!item.deleted || Y.isDeleted(transaction.deleteSet, item.id)) yield item;
  }
}

/** A deleted element no longer answers for its attributes, but they are still there. */
function idOf(block: Y.XmlElement): string | null {
  const content = block._map.get("id")?.content;
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : null;
  return typeof value === "string" ? value : null;
}

/** The id of the nearest block before it that is still there. */
function idBefore(item: Y.Item): string | null {
  for (let left = item.left; left !== null; left = left.left) {
    if (left.deleted || !(left.content instanceof Y.ContentType)) continue;
    const { type } = left.content;
    const id: unknown = type instanceof Y.XmlElement ? type.getAttribute("id") : null;
    if (typeof id === "string") return id;
  }
  return null;
}
