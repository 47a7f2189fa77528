import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#app/document/word/fates.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedParagraph,
  RevisedTable,
  Tracked,
} from "#app/document/word/revised.ts";
import type { ProseNode } from "#app/document/prose.ts";

const LIVE: Tracked = { inserted: null, deleted: null };
const CAME: Tracked = { inserted: 0, deleted: null };
const GONE: Tracked = { inserted: null, deleted: 0 };
const NOBODYS: Tracked = { inserted: 0, deleted: 1 };

const say = (text: string, fate = LIVE): RevisedInline => ({
  node: { type: "text", text },
  restyled: null,
  ...fate,
});

function p(
  id: string,
  mark: Tracked,
  content: readonly RevisedInline[],
  others: Partial<RevisedParagraph> = {},
): RevisedParagraph {
  const shape = { kind: "body", level: 1 } as const;
  return { type: "paragraph", id, key: null, shape, reshaped: null, mark, content, ...others };
}

const pageBreak = (fate = LIVE): RevisedBlock => ({
  type: "other",
  key: null,
  node: { type: "pageBreak" },
  ...fate,
});

function cellsOf(rows: readonly (readonly [Tracked, readonly RevisedParagraph[]])[]): RevisedTable {
  return {
    type: "table",
    key: null,
    rows: rows.map(([fate, blocks]) => ({
      ...fate,
      cells: [{ isHeader: false, colspan: 1, rowspan: 1, blocks }],
    })),
  };
}

const textOf = (node: ProseNode): string => node.text ?? (node.content ?? []).map(textOf).join("");
/** Each block with its kind, id and words. */
const told = (blocks: readonly ProseNode[]) =>
  blocks.map((node) =>
    node.type === "block"
      ? `${String(node.attrs?.id)} ${String(node.attrs?.kind)}: ${textOf(node)}`
      : `${node.type}: ${textOf(node)}`,
  );
const both = (...blocks: RevisedBlock[]) => {
  const revisions = [
    { author: "Ana", at: null },
    { author: "Jane", at: null },
  ];
  const text = { blocks, revisions };
  return { taken: told(accepted(text)), refused: told(rejected(text)) };
};

const heading = { shape: { kind: "heading", level: 1 } } as const;

describe("[W5] the end of a paragraph", () => {
  test("that is deleted joins it with the following one, whose look survives, under the id of the words that stay", () => {
    expect(both(p("a", GONE, [say("one ")]), p("b", LIVE, [say("two")], heading))).toEqual({
      taken: ["a heading: one two"],
      refused: ["a body: one ", "b heading: two"],
    });
  });

  test("that is inserted parts a paragraph, which without it has the look of the last part", () => {
    expect(both(p("a", CAME, [say("one ")]), p("b", LIVE, [say("two")], heading))).toEqual({
      taken: ["a body: one ", "b heading: two"],
      refused: ["a heading: one two"],
    });
  });

  test("goes with all words of it: the paragraph is gone, and leaves no empty one", () => {
    expect(both(p("a", GONE, [say("one", GONE)]), p("b", LIVE, [say("two")]))).toEqual({
      taken: ["b body: two"],
      refused: ["a body: one", "b body: two"],
    });
    expect(both(p("a", LIVE, []), p("b", GONE, [say("x", GONE)]), pageBreak()).taken).toEqual([
      "a body: ",
      "pageBreak: ",
    ]);
  });

  test("stays where none follows: at a table, at a page break, at the end", () => {
    expect(both(p("a", GONE, [say("one")]), pageBreak()).taken).toEqual([
      "a body: one",
      "pageBreak: ",
    ]);
    expect(both(p("a", LIVE, [say("one")]), p("b", GONE, [say("two", GONE)])).taken).toEqual([
      "a body: one",
      "b body: ",
    ]);
    const table = cellsOf([[LIVE, [p("c", GONE, [say("x", GONE)])]]]);
    expect(accepted({ blocks: [table], revisions: [] })).toMatchObject([
      { content: [{ content: [{ content: [{ type: "block", attrs: { id: "c" } }] }] }] },
    ]);
  });
});

describe("[W8] words", () => {
  test("inserted by one and deleted by another are nobody's, either way", () => {
    const block = p("a", LIVE, [say("live"), say(" nobody's", NOBODYS)]);
    expect(both(block)).toEqual({ taken: ["a body: live"], refused: ["a body: live"] });
  });

  test("have the marks of before where their new ones are refused", () => {
    const restyled: RevisedInline = {
      ...say("said"),
      node: { type: "text", text: "said", marks: [{ type: "bold" }] },
      restyled: { marks: [{ type: "italic" }], revision: 0 },
    };
    const text = { blocks: [p("a", LIVE, [restyled])], revisions: [] };
    expect(accepted(text)[0]?.content?.[0]?.marks).toEqual([{ type: "bold" }]);
    expect(rejected(text)[0]?.content?.[0]?.marks).toEqual([{ type: "italic" }]);
  });

  test("of a footnote go along with its sign, and have fates of their own", () => {
    const note = (fate: Tracked): RevisedInline => ({
      node: { type: "footnote", attrs: { id: null } },
      restyled: null,
      ...fate,
      note: [say("see "), say("there", GONE), say("here", CAME)],
    });
    expect(both(p("a", LIVE, [say("w"), note(LIVE)]))).toEqual({
      taken: ["a body: wsee here"],
      refused: ["a body: wsee there"],
    });
    expect(both(p("a", LIVE, [say("w"), note(GONE)])).taken).toEqual(["a body: w"]);
  });
});

describe("[W8] rows and blocks that are no text", () => {
  test("go and come as a whole; a table of which no row is left is gone", () => {
    const rows = cellsOf([
      [GONE, [p("a", LIVE, [say("old")])]],
      [CAME, [p("b", LIVE, [say("new")])]],
    ]);
    expect(both(rows)).toEqual({ taken: ["table: new"], refused: ["table: old"] });
    const gone = cellsOf([[GONE, [p("a", LIVE, [say("old")])]]]);
    expect(both(p("z", LIVE, []), gone).taken).toEqual(["z body: "]);
    expect(both(p("z", LIVE, []), pageBreak(CAME)).refused).toEqual(["z body: "]);
  });

  test("a cell across rows spans those that are left", () => {
    const table = cellsOf([
      [LIVE, [p("a", LIVE, [say("tall")])]],
      [GONE, []],
      [LIVE, []],
    ]);
    const tall = {
      ...table,
      rows: table.rows.map((row, index) => ({
        ...row,
        cells: index === 0 ? row.cells.map((cell) => ({ ...cell, rowspan: 3 })) : [],
      })),
    };
    const [taken] = accepted({ blocks: [tall], revisions: [] });
    expect(taken?.content?.[0]?.content?.[0]?.attrs).toMatchObject({ rowspan: 2 });
  });

  test("of a text of which nothing is left an empty paragraph is", () => {
    expect(both(pageBreak(GONE)).taken).toEqual(["null body: "]);
  });
});
