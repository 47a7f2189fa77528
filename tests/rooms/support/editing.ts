import * as Y from "yjs";
import { below, pick, type Random } from "./random";
import { rootOf } from "./stock";

const WORDS = ["records", "fees", "the ", "§ 552", "é", "ß", " and", "\n"];

/** One edit as an editor makes it: typing, deleting, formatting, splitting, removing, an attribute. */
export function editAtRandom(doc: Y.Doc, random: Random): void {
  const root = rootOf(doc);
  doc.transact(() => {
    if (root.length === 0 || random() < 0.08) {
      root.insert(below(random, root.length + 1), [paragraph(pick(random, WORDS))]);
      return;
    }
    const index = below(random, root.length);
    const block = root.get(index);
    if (!(block instanceof Y.XmlElement)) return;
    if (random() < 0.04) root.delete(index, 1);
    else if (random() < 0.06) block.setAttribute("kind", pick(random, ["body", "heading"]));
    else editText(root, index, block, random);
  });
}

function editText(root: Y.XmlFragment, index: number, block: Y.XmlElement, random: Random): void {
  const text = block.get(0);
  if (!(text instanceof Y.XmlText)) {
    block.insert(0, [new Y.XmlText(pick(random, WORDS))]);
    return;
  }
  const at = below(random, text.length + 1);
  const length = Math.min(text.length - at, 1 + below(random, 5));
  const choice = random();
  if (choice < 0.6) text.insert(at, pick(random, WORDS));
  else if (choice < 0.8 && length > 0) text.delete(at, length);
  else if (choice < 0.9 && length > 0)
    text.format(at, length, { bold: random() < 0.5 ? true : null });
  else {
    root.insert(index + 1, [paragraph(text.toString().slice(at))]);
    if (text.length > at) text.delete(at, text.length - at);
  }
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement("block");
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}
