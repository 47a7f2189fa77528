import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText, type SentText } from "#app/document/word/returned.ts";
import { revisedOf } from "#app/document/word/revised-from.ts";
import type { RevisedCell, RevisedRow, RevisedText } from "#app/document/word/revised.ts";
import { body, doc } from "#tests/document/build.ts";
import { asRead, keyOf } from "./as-read.ts";

const cell = (id: string, text: string, colspan = 1): ProseNode => ({
  type: "tableCell",
  attrs: { colspan, rowspan: 1, colwidth: null },
  content: [body(id, text)],
});
const row = (...content: ProseNode[]): ProseNode => ({ type: "tableRow", content });
const draft = canonicalProse(
  doc(
    body("x", "Before."),
    {
      type: "table",
      content: [
        row(cell("a", "One"), cell("b", "Two"), cell("c", "Three", 2)),
        row(cell("d", "Four"), cell("e", "Five"), cell("f", "Six"), cell("g", "Seven")),
      ],
    },
    body("y", "After."),
  ),
);

const jane = { author: "Jane Doe", at: "2026-11-20T09:00:00Z" };

/** A file with other rows in the place of the first one. */
function withRows(become: (row: RevisedRow) => RevisedRow[]): RevisedText {
  const { blocks } = asRead(revisedOf(draft, { keyOf }));
  return {
    blocks: blocks.map((block) => {
      if (block.type !== "table") return block;
      const [first, ...rest] = block.rows;
      return first ? { ...block, rows: [...become(first), ...rest] } : block;
    }),
    revisions: [jane, jane],
  };
}

function back(text: RevisedText, others: Partial<SentText> = {}) {
  const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
  const sent = { blocks, suggestions: [], comments: [], ...others };
  return returnedText(sent, { text, comments: [] }, { newId: () => "new" });
}

const spans = (cells: readonly RevisedCell[], ...across: number[]) =>
  cells.map((one, index) => ({ ...one, colspan: across[index] ?? 1 }));
const firstRow = ([table]: readonly ProseNode[]) =>
  table?.content?.[0]?.content?.map(({ attrs, content }) => [
    attrs?.colspan,
    content?.[0]?.attrs?.id,
  ]);

describe("[W9] a row that was put in the place of another with tracking", () => {
  const replaced = withRows((first) => [
    { ...first, deleted: 0 },
    { ...first, inserted: 1, cells: spans(first.cells, 2) },
  ]);

  test("keeps how far its cells span, though its words are the same, under the ids that they had", () => {
    const { proposals, silent } = back(replaced);
    expect(silent).toEqual([]);
    expect(proposals.map(({ proposed }) => firstRow(proposed))).toEqual([
      [
        [2, "a"],
        [1, "b"],
        [1, "c"],
      ],
    ]);
  });

  test("is as it left where the row of a redline of ours came, and where nothing was tracked", () => {
    expect(back(replaced, { redline: [jane] }).proposals).toEqual([]);
    const silently = withRows((first) => [{ ...first, cells: spans(first.cells, 2) }]);
    expect(back(silently).proposals).toEqual([]);
  });
});
