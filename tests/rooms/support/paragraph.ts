import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { elementOf, unitOf } from "#app/document/flow/layout.ts";

export { flowRoot as rootOf };

/** The words of one paragraph of a flow: those behind its marker, up to the next. */
export class Paragraph {
  constructor(
    readonly root: Y.XmlText,
    readonly marker: Y.XmlElement,
  ) {}

  insert(at: number, words: string): void {
    this.root.insert(this.placeOf(at), words);
  }

  delete(at: number, length: number): void {
    this.root.delete(this.placeOf(at), length);
  }

  get words(): string {
    let words = "";
    for (let item = this.marker._item?.right ?? null; item; item = item.right) {
      if (item.deleted) continue;
      if (unitOf(item) === "marker") break;
      if (item.content instanceof Y.ContentString) words += item.content.str;
    }
    return words;
  }

  /** Where a letter of it stands in the flow, as Yjs counts. */
  placeOf(at: number): number {
    let place = 1 + at;
    for (let item = this.marker._item?.left ?? null; item; item = item.left) {
      if (!item.deleted && item.countable) place += item.length;
    }
    return place;
  }
}

/** The paragraphs of a document. */
export function paragraphsOf(doc: Y.Doc): Paragraph[] {
  const root = flowRoot(doc);
  const paragraphs: Paragraph[] = [];
  for (let item = root._start; item; item = item.right) {
    if (!item.deleted && unitOf(item) === "marker") {
      paragraphs.push(new Paragraph(root, elementOf(item)));
    }
  }
  return paragraphs;
}

/** The paragraph that stands there, counted from 0. */
export function paragraphOf(doc: Y.Doc, index = 0): Paragraph {
  const paragraph = paragraphsOf(doc)[index];
  if (!paragraph) throw new Error(`no paragraph ${index}`);
  return paragraph;
}

/** Adds a paragraph with this text at the end. */
export function writeParagraph(doc: Y.Doc, text: string): Paragraph {
  const root = flowRoot(doc);
  const marker = new Y.XmlElement("block");
  doc.transact((transaction) => {
    append(transaction, root, new Y.ContentType(marker));
    if (text !== "") append(transaction, root, new Y.ContentString(text));
  });
  return new Paragraph(root, marker);
}

/**
 * The last id that was written at the end of each flow. Not its item: Yjs merges items that are deleted
 * into the one before, and what is put behind an item that was merged stands nowhere in the list.
 */
const ends = new WeakMap<Y.XmlText, Y.ID>();

/** As Yjs appends, but that it looks for the end each time, which a busy writer would wait for. */
function append(transaction: Y.Transaction, root: Y.XmlText, content: Y.Item["content"]): void {
  const { store, clientID } = transaction.doc;
  const end = ends.get(root);
  let left = end ? Y.getItem(store, end) : root._start;
  while (left?.right) left = left.right;
  const id = Y.createID(clientID, Y.getState(store, clientID));
  const item = new Y.Item(id, left, left?.lastId ?? null, null, null, root, null, content);
  item.integrate(transaction, 0);
  ends.set(root, item.lastId);
}
