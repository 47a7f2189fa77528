import { describe, expect, test } from "vitest";
import { reportOf } from "#server/word/bring/report.ts";
import { block, body, doc, reference } from "#tests/document/build.ts";
import { cameBack, edited, leftFile, paragraphAt } from "./came-back.ts";

const prose = doc(
  block("numbered", 1, "a", "Plaintiff asked."),
  block("numbered", 1, "b", "Nobody answered."),
  body("c", "See paragraph ", reference("a"), " above."),
  body("d", "See ", reference("a", "b"), "."),
);

/** The file in which somebody made the first paragraph a plain one. */
async function madePlain() {
  const left = await leftFile(prose);
  const bytes = edited(left.bytes, (xml) => {
    const { from, to, xml: was } = paragraphAt(xml, "Plaintiff asked.");
    return xml.slice(0, from) + was.replace("NumberedParagraph", "BodyText") + xml.slice(to);
  });
  return cameBack(left, bytes);
}

describe("[W9] a cited paragraph that was made a plain one in Word", () => {
  test("is the only change: what cites it here still does, alone and among others", async () => {
    const { plan } = await madePlain();
    expect(plan.silent).toEqual(["¶ 1"]);
    expect(plan.changes.map(({ suggestion }) => suggestion.blockIds)).toEqual(["a"]);
    expect(plan.leftOut).toEqual([]);
  });

  test("is told in words that are true of a new draft and of a return", async () => {
    const { file } = await madePlain();
    expect(reportOf(file).notKept.map(({ what, places }) => [what, places])).toEqual([
      [
        "2 references to what has no number now (in a new draft it is the words that it showed last; beside the document that the file left from, it stays a reference)",
        ["paragraph 3 “¶ 1”", "paragraph 4 “¶¶ 1–2”"],
      ],
    ]);
  });
});
