import type { BlockKind } from "#app/document/nodes/kinds.ts";
import type { MarkJSON, ProseJSON, ProseNode } from "#app/document/prose.ts";

/** Words for a test's text: a string, or an inline node made by the functions below. */
export type TestText = string | ProseNode;

let blocks = 0;

/** A block; its id tells its place among all blocks that a test made. */
export function block(kind: BlockKind, level: number, ...words: TestText[]): ProseNode {
  blocks += 1;
  return named(`block-${blocks}`, kind, level, ...words);
}

export function named(id: string, kind: BlockKind, level: number, ...words: TestText[]): ProseNode {
  return {
    type: "block",
    attrs: { id, kind, level },
    content: words
      .filter((word) => word !== "")
      .map((word) => (typeof word === "string" ? { type: "text", text: word } : word)),
  };
}

export const body = (...words: TestText[]) => block("body", 1, ...words);
export const marked = (text: string, ...types: string[]): ProseNode => ({
  type: "text",
  text,
  marks: types.map((type): MarkJSON => ({ type })),
});
export const link = (text: string, href: string): ProseNode => ({
  type: "text",
  text,
  marks: [{ type: "link", attrs: { href } }],
});
export const lineBreak: ProseNode = { type: "hardBreak" };
export const footnote = (...words: TestText[]): ProseNode => ({
  type: "footnote",
  content: words.map((word) => (typeof word === "string" ? { type: "text", text: word } : word)),
});
export const field = (name: string): ProseNode => ({ type: "field", attrs: { name } });
export const reference = (...targets: string[]): ProseNode => ({
  type: "crossReference",
  attrs: { targets },
});
export const caption = (): ProseNode => ({ type: "caption" });
export const pageBreak = (): ProseNode => ({ type: "pageBreak" });
export const signatures = (...organizations: string[]): ProseNode[] =>
  organizations.map((organization) => ({ type: "signatureBlock", attrs: { organization } }));
export const exhibit = (id: string): ProseNode => ({ type: "exhibit", attrs: { id } });

/** A table of one paragraph a cell, with a head or without. */
export function table(head: boolean, ...rows: readonly (readonly TestText[])[]): ProseNode {
  return {
    type: "table",
    content: rows.map((cells, row) => ({
      type: "tableRow",
      content: cells.map((cell) => ({
        type: head && row === 0 ? "tableHeader" : "tableCell",
        attrs: { colspan: 1, rowspan: 1 },
        content: [body(cell)],
      })),
    })),
  };
}

export const prose = (...content: ProseNode[]): ProseJSON => ({ type: "doc", content });
