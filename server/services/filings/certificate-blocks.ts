import type { ProseNode } from "#app/document/prose.ts";

/** The text of a table's cell, before its blocks are created. */
export interface Cell {
  readonly head: boolean;
  readonly words: string;
}

/** A row of cells of one kind. */
export function row(kind: "head" | "cell", words: readonly string[]): Cell[] {
  return words.map((text) => ({ head: kind === "head", words: text }));
}

/** Creates the blocks of a text that the program writes, with ids in ascending order. */
export function newBlocks() {
  let count = 0;
  const block = (kind: string, text: string): ProseNode => {
    count += 1;
    const attrs = { id: `certificate-${count}`, kind, level: 1 };
    return { type: "block", attrs, content: text === "" ? [] : [{ type: "text", text }] };
  };
  const cell = ({ head, words }: Cell): ProseNode => ({
    type: head ? "tableHeader" : "tableCell",
    attrs: { colspan: 1, rowspan: 1, colwidth: null },
    content: [block("body", words)],
  });
  const inOneLine = (text: string) => {
    const lines = text.split("\n").map((line, index, all) => {
      const start = index === 0 ? line : line.trimStart();
      return index === all.length - 1 ? start : start.trimEnd();
    });
    return lines
      .filter((line, index) => line !== "" || index === 0 || index === lines.length - 1)
      .join(" ");
  };
  return {
    heading: (text: string) => block("heading", text),
    // A reason may have several lines; a block has one.
    body: (text: string) => block("body", inOneLine(text)),
    table: (rows: readonly (readonly Cell[])[]): ProseNode => ({
      type: "table",
      content: rows.map((cells) => ({ type: "tableRow", content: cells.map(cell) })),
    }),
  };
}
