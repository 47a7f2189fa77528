import * as Y from "yjs";
import { flowRoot } from "~/document/flow";
import { elementOf, unitOf } from "~/document/flow/layout";

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
  doc.transact(() => {
    root.insertEmbed(root.length, marker);
    root.insert(root.length, text);
  });
  return new Paragraph(root, marker);
}
