import * as Y from "yjs";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/**
 * Writes prose as schema 2 kept it: an element for each block with a text of its own. Test support, as
 * old releases are not at hand; it writes what their library wrote.
 */
export function writeSchema2(doc: Y.Doc, prose: ProseJSON): void {
  doc.transact(() => {
    doc.getXmlFragment("default").insert(0, prose.content.map(elementOf));
  });
}

export function elementOf(node: ProseNode): Y.XmlElement {
  const element = new Y.XmlElement(node.type);
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    if (value !== null) element.setAttribute(name, value as string);
  }
  element.insert(0, childrenOf(node.content ?? []));
  return element;
}

function childrenOf(nodes: readonly ProseNode[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let run: ProseNode[] = [];
  const endRun = () => {
    if (run.length === 0) return;
    const text = new Y.XmlText();
    text.applyDelta(
      run.map((node) => ({
        insert: node.text ?? "",
        attributes: Object.fromEntries(
          (node.marks ?? []).map(({ type, attrs }) => [type, attrs ?? {}]),
        ),
      })),
    );
    children.push(text);
    run = [];
  };
  for (const node of nodes) {
    if (node.type === "text") run.push(node);
    else {
      endRun();
      children.push(elementOf(node));
    }
  }
  endRun();
  return children;
}

/** The blocks of a shared document of schema 2, those in tables included. */
export function schema2Blocks(doc: Y.Doc): Y.XmlElement[] {
  const walker = doc
    .getXmlFragment("default")
    .createTreeWalker((node) => node instanceof Y.XmlElement && node.nodeName === "block");
  return [...walker] as Y.XmlElement[];
}

/** The first text in a block, made where it has none. */
export function textOf(block: Y.XmlElement): Y.XmlText {
  const first = block.get(0);
  if (first instanceof Y.XmlText) return first;
  const text = new Y.XmlText();
  block.insert(0, [text]);
  return text;
}
