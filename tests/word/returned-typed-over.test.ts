import { describe, expect, test } from "vitest";
import { block, body, doc, field, reference } from "#tests/document/build.ts";
import { cameBack, edited, leftFile, run } from "./came-back.ts";

const TEXT = doc(
  body("a", "Signed by ", field("certifier"), " today."),
  block("numbered", 1, "n1", "First one."),
  body("z", "See ", reference("n1"), "."),
);

const BY_JANE = (id: number) =>
  `w:id="${9000 + id}" w:author="Jane Doe" w:date="2026-11-20T10:00:00Z"`;
const TRACKED =
  `<w:del ${BY_JANE(1)}><w:r><w:delText>old</w:delText></w:r></w:del>` +
  `<w:ins ${BY_JANE(2)}>${run("typedhere")}</w:ins>`;

/** With other runs as the words that a field shows. */
function inField(xml: string, code: string, runs: string): string {
  const result = xml.indexOf("separate", xml.indexOf(code));
  const from = xml.indexOf("<w:r>", result);
  const to = xml.indexOf("</w:r>", from) + "</w:r>".length;
  return xml.slice(0, from) + runs + xml.slice(to);
}

async function withWords(code: string, runs: string) {
  const left = await leftFile(TEXT);
  return cameBack(
    left,
    edited(left.bytes, (xml) => inField(xml, code, runs)),
  );
}

const REFERENCE = "REF _Ref";
const FIELD = "DOCPROPERTY";

describe("[W7] [W9] words typed over a field or the number of a reference", () => {
  test("are told where nobody tracked them, and nothing is told of a file as it left", async () => {
    const left = await leftFile(TEXT);
    expect((await cameBack(left, left.bytes)).plan).toMatchObject({ leftOut: [], changes: [] });
    const { plan } = await withWords(FIELD, run("typedhere"));
    expect(plan.leftOut).toHaveLength(1);
    expect(plan.leftOut[0]?.where).toBe("paragraph 1");
    expect(plan.leftOut[0]?.why).toMatch(/^“typedhere” was typed over the field/u);
    const other = (await withWords(REFERENCE, run("typedhere"))).plan;
    expect(other.leftOut).toMatchObject([
      {
        where: "paragraph 3",
        why: expect.stringMatching(/^“typedhere” was typed over the number/u),
      },
    ]);
  });

  test("are a change by who tracked them, which takes the field out", async () => {
    for (const [code, type] of [
      [FIELD, "field"],
      [REFERENCE, "crossReference"],
    ] as const) {
      const { plan } = await withWords(code, TRACKED);
      expect(plan.tracked).toEqual([{ author: "Jane Doe", count: 1 }]);
      expect(plan.silent).toEqual([]);
      expect(plan.changes).toMatchObject([{ author: "Jane Doe", isTracked: true }]);
      const { base, proposed } = plan.changes[0]?.suggestion ?? { base: "", proposed: "" };
      expect(base).toContain(`"${type}"`);
      expect(proposed).not.toContain(`"${type}"`);
      expect(proposed).toContain("typedhere");
    }
  });

  test("are no change where Word counts numbers again", async () => {
    const { plan } = await withWords(REFERENCE, run("1"));
    expect(plan.leftOut).toEqual([]);
  });

  test("keep the place of a comment that stands on them", async () => {
    const at = (offset: number) => ({ block: 0, cell: null, offset });
    const said = { id: 0, author: "Jane Doe", at: null, text: "Who?", parent: null, isDone: false };
    const comment = { ...said, from: at(10), to: at(11) };
    const left = await leftFile(TEXT, undefined, [comment]);
    const within = edited(left.bytes, (xml) => {
      const [start, end] = ['<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'];
      const named = xml.indexOf("<w:commentReference");
      const from = xml.lastIndexOf("<w:r>", named);
      const mark = xml.slice(from, xml.indexOf("</w:r>", named) + "</w:r>".length);
      const bare = xml.replace(start, "").replace(end, "").replace(mark, "");
      return inField(bare, FIELD, start + run("[Certifier]") + end + mark);
    });
    const { file } = await cameBack(left, within);
    expect(file.comments).toMatchObject([{ text: "Who?", from: { block: 0 } }]);
    expect(file.notKept).toEqual([]);
  });
});
