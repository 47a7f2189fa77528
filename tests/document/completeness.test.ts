import { describe, expect, test } from "vitest";
import { incompletePartsOf } from "#app/document/completeness.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { COALITION_DETAILS } from "#tests/typesetting/details.ts";
import {
  block,
  body,
  caption,
  doc,
  exhibit,
  field,
  footnote,
  reference,
  signatureBlock,
} from "./build.ts";

const openEnds = (...content: ProseNode[]) => incompletePartsOf(doc(...content), COALITION_DETAILS);

describe("a text can't be submitted", () => {
  test.each([
    ["a reference that leads nowhere", [body("b", "As said in ", reference("gone"), ".")], "b"],
    [
      "one in a footnote",
      [block("numbered", 1, "n", "As said", footnote("f", "See ", reference("n", "gone")))],
      "n",
    ],
    [
      "one to places of different kinds",
      [
        block("numbered", 1, "n", "One."),
        block("requestItem", 1, "r", "Two."),
        body("b", "See ", reference("n", "r")),
      ],
      "b",
    ],
    ["a field that is not known", [body("b", "On ", field("dayOfJudgment"))], "b"],
    ["a field that is not recorded", [body("b", "By ", field("addressee"))], "b"],
    ["a signature block of nobody", [signatureBlock("s", "none")], "s"],
    ["an exhibit that is not recorded", [exhibit("lost")], "lost"],
    ["a caption without details", [caption("c")], "c"],
  ])("with %s, and the block to mend is named", (_what, content, id) => {
    expect(openEnds(...content)).toEqual([{ words: expect.any(String), block: id }]);
  });

  test("and the words name the paragraph by its first words", () => {
    const [end] = openEnds(body("b", "As said in ", reference("gone"), "."));
    expect(end?.words).toBe(
      "a cross-reference in the paragraph that begins “As said in .” leads to a place that is gone",
    );
  });
});

test("a whole text has none, although the day of filing and the case number come later", () => {
  expect(
    openEnds(
      block("numbered", 1, "n", "One", footnote("f", "See ", reference("n"), ".")),
      body("b", field("dateOfFiling"), field("caseNumber"), field("trackingNumber")),
      exhibit("request"),
      signatureBlock("s", "ilrc"),
    ),
  ).toEqual([]);
});
