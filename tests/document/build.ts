import type { ProseJSON, ProseNode, ProseNodes, MarkJSON } from "#app/document/prose.ts";
import type { BlockKind } from "#app/document/nodes/kinds.ts";

/** Builders for documents in tests. Ids are given by the caller, so that tests can name blocks. */
export function text(words: string, ...marks: (string | MarkJSON)[]): ProseNodes["text"] {
  const list = marks.map((mark) => (typeof mark === "string" ? { type: mark } : mark));
  return list.length > 0
    ? { type: "text", text: words, marks: list }
    : { type: "text", text: words };
}

export function block(
  kind: BlockKind,
  level: number,
  id: string | null,
  ...content: (string | ProseNode)[]
): ProseNodes["block"] {
  const nodes = content
    .filter((piece) => piece !== "")
    .map((piece) => (typeof piece === "string" ? text(piece) : piece));
  const attrs = { id, kind, level };
  return nodes.length > 0 ? { type: "block", attrs, content: nodes } : { type: "block", attrs };
}

export const body = (id: string | null, ...content: (string | ProseNode)[]) =>
  block("body", 1, id, ...content);

export const hardBreak: ProseNode = { type: "hardBreak" };
export const pageBreak: ProseNode = { type: "pageBreak" };

export function footnote(id: string | null, ...content: (string | ProseNode)[]): ProseNode {
  const nodes = content.map((piece) => (typeof piece === "string" ? text(piece) : piece));
  return nodes.length > 0
    ? { type: "footnote", attrs: { id }, content: nodes }
    : { type: "footnote", attrs: { id } };
}

export const field = (name: string): ProseNode => ({ type: "field", attrs: { name } });

export function reference(...targets: string[]): ProseNode {
  return { type: "crossReference", attrs: { targets } };
}

export const caption = (id: string | null): ProseNode => ({ type: "caption", attrs: { id } });

export function signatureBlock(id: string | null, organization: string): ProseNode {
  return { type: "signatureBlock", attrs: { id, organization } };
}

export const exhibit = (id: string): ProseNode => ({ type: "exhibit", attrs: { id } });

export function link(href: string): MarkJSON {
  return { type: "link", attrs: { href } };
}

export function cell(...content: ProseNode[]): ProseNode {
  return { type: "tableCell", attrs: { colspan: 1, rowspan: 1, colwidth: null }, content };
}

export function header(...content: ProseNode[]): ProseNode {
  return { type: "tableHeader", attrs: { colspan: 1, rowspan: 1, colwidth: null }, content };
}

export function table(...rows: ProseNode[][]): ProseNode {
  return { type: "table", content: rows.map((content) => ({ type: "tableRow", content })) };
}

export function doc(...content: ProseNode[]): ProseJSON {
  return { type: "doc", content };
}
