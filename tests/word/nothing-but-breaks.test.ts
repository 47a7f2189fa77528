import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import { plannedReturn } from "#server/word/bring/plan.ts";
import { arrive, text } from "#server/word/bring/tasks.ts";
import { readWord } from "#server/word/read/index.ts";
import { wordBytes } from "./word-parts.ts";

const mark = (id: number) => `w:id="${id}" w:author="Jane Doe" w:date="2026-11-20T10:00:00Z"`;
/** A page break, behind which all is tracked. */
const BODY =
  `<w:p><w:r><w:br w:type="page"/></w:r></w:p>` +
  `<w:p><w:pPr><w:rPr><w:ins ${mark(1)}/></w:rPr></w:pPr><w:ins ${mark(2)}><w:r><w:t>All is new.</w:t></w:r></w:ins></w:p>`;
const BYTES = wordBytes({ body: BODY });

describe("a text that has nothing but page breaks", () => {
  test("[W8] gets an empty paragraph where all else is a suggestion, which finds its place by it", async () => {
    const read = await arrive(BYTES);
    if (!read.ok) throw new Error("it was not read");
    const made = text({ content: read.value.content, changes: "suggestions" });
    if (!made.ok || !made.value.plan) throw new Error("no text was made");
    const { blocks, plan } = made.value;
    expect(blocks.some((node) => idOf(node) !== null)).toBe(true);
    expect(plan).toMatchObject({ leftOut: [], silent: [], changes: [{ isTracked: true }] });
    const bases = plan.changes.map(({ suggestion }) => suggestion.blockIds);
    expect(bases).not.toContain("");
  });

  test("[W9] has no place for a suggestion, and that is told", async () => {
    const file = await readWord(BYTES);
    if (!file.ok) throw new Error("it was not read");
    const left: ProseNode[] = [{ type: "pageBreak" }];
    const sent = {
      blocks: left.map((node) => ({ node, key: null })),
      suggestions: [],
      comments: [],
    };
    const plan = plannedReturn(file.value, { sent, threadOf: [] }, left);
    expect(plan.changes).toEqual([]);
    expect(plan.leftOut.map(({ why }) => why)).toEqual([
      expect.stringContaining("no paragraph beside which it could stand"),
    ]);
  });
});
