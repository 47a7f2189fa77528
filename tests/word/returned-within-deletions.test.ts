import { describe, expect, test } from "vitest";
import { body, doc } from "#tests/document/build.ts";
import { cameBack, edited, leftFile } from "./came-back.ts";

const prose = doc(
  body("a", "The agency shall answer within thirty days of this request."),
  body("b", "Nothing else is asked."),
);
const DELETED = " within thirty days";
const mark = (id: number) => `w:id="${id}" w:author="Jane Doe" w:date="2026-11-20T10:00:00Z"`;
const gone = (words: string) =>
  `<w:del ${mark(9_000)}><w:r><w:delText xml:space="preserve">${words}</w:delText></w:r></w:del>`;
const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;

/** A file in which words are deleted with tracking, as they are said here. */
async function withDeleted(words: string) {
  const left = await leftFile(prose);
  const bytes = edited(left.bytes, (xml) => {
    const at = xml.indexOf(DELETED);
    const [from, to] = [xml.lastIndexOf("<w:r>", at), xml.indexOf("</w:r>", at) + "</w:r>".length];
    const made = run("The agency shall answer") + gone(words) + run(" of this request.");
    return xml.slice(0, from) + made + xml.slice(to);
  });
  return (await cameBack(left, bytes)).plan;
}

describe("[W9] an edit that nobody tracked among words that somebody deletes with tracking", () => {
  test("is told with its words, since no suggestion has them", async () => {
    const plan = await withDeleted(" within sixty days");
    expect(plan.silent).toEqual(["paragraph 1"]);
    expect(plan.changes.map(({ suggestion }) => suggestion.proposed)).toEqual([
      expect.not.stringContaining("sixty"),
    ]);
    expect(plan.leftOut).toEqual([
      {
        where: "paragraph 1",
        why: "“sixty” was written there in place of “thirty” without tracking, among words that are deleted with tracking. No suggestion has it: it goes with those words",
      },
    ]);
  });

  test("is told of words that only came, and of none where nobody wrote any", async () => {
    const came = await withDeleted(" within thirty working days");
    expect(came.leftOut.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^“working” was written there without tracking/u),
    ]);
    expect((await withDeleted(DELETED)).leftOut).toEqual([]);
    // Fewer are deleted: the suggestion has that.
    expect((await withDeleted(" within days")).leftOut).toEqual([]);
  });
});
