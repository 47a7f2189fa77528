import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { body, doc } from "#tests/document/build.ts";
import { cameBack, edited, leftFile } from "./came-back.ts";

const both: ProseNode = {
  type: "text",
  text: "note",
  marks: [{ type: "superscript" }, { type: "subscript" }],
};
const { attrs = {} } = body("a", "");
const prose = doc({
  type: "block",
  attrs,
  content: [{ type: "text", text: "See the " }, both, { type: "text", text: " below." }],
});

describe("[W9] letters that are raised and lowered at once", () => {
  test("leave raised, and stay both where the file comes back", async () => {
    const left = await leftFile(prose);
    expect((await cameBack(left, left.bytes)).plan.changes).toEqual([]);
    const { plan } = await cameBack(
      left,
      edited(left.bytes, (xml) => xml.replace(" below.", " above.")),
    );
    const [change] = plan.changes;
    const [block] = JSON.parse(change?.suggestion.proposed ?? "[]") as ProseNode[];
    expect(block?.content?.map(({ text, marks = [] }) => [text, marks.length])).toEqual([
      ["See the ", 0],
      ["note", 2],
      [" above.", 0],
    ]);
  });
});
