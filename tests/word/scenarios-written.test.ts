import { describe, expect, test } from "vitest";
import { revisedOf } from "#app/document/word/revised-from.ts";
import type { WordComment } from "#app/document/word/revised.ts";
import { writeWord } from "#server/word/write/index.ts";
import { block, link, marked, prose, table } from "#tests/typesetting/writing.ts";
import {
  allIn,
  bodyIn,
  childIn,
  elementsIn,
  paragraphsOf,
  partIn,
  partsOf,
  styleIn,
  textOfPart,
  valueIn,
  type DocxParts,
  type PartElement,
} from "./docx-parts.ts";
import { faultsOf } from "./integrity.ts";

const SAID: WordComment = {
  id: 0,
  author: "Ana Example",
  at: "2026-11-12T09:30:00Z",
  text: "Is that so?",
  parent: null,
  isDone: false,
  from: { block: 0, cell: null, offset: 0 },
  to: { block: 0, cell: null, offset: 5 },
};

async function written(): Promise<DocxParts> {
  const text = prose(
    block("body", 1, "Alpha ", marked("beta", "bold"), " gamma."),
    block("body", 1, link("The record", "https://example.org/record?a=1&b=2")),
    block("numbered", 1, "The first claim."),
    table(true, ["Name", "Office"], ["Ana", "Oakland"]),
  );
  const parts = partsOf(
    await writeWord({
      title: "Letter",
      language: "en-US",
      profile: "nd-cal",
      pageDetails: { facts: null, layoutProfile: "nd-cal" },
      text: revisedOf(text),
      comments: [SAID],
      key: { code: "abcdefgh12345678", isVisible: true },
    }),
  );
  expect(faultsOf(parts)).toEqual([]);
  return parts;
}

/** The part to which a relationship of the document's leads. */
function partOf(parts: DocxParts, id: string | undefined): PartElement {
  const one = allIn(partIn(parts, "word/_rels/document.xml.rels"), "Relationship").find(
    ({ attributes }) => attributes["Id"] === id,
  );
  return partIn(parts, `word/${one?.attributes["Target"] ?? ""}`);
}

/** Parts of a file of ours, after the list of open-agreements/docx-platform-tests. */
describe("[W13] a file that leaves", () => {
  test("has a comment around its words, with one id in all places, its author and initials", async () => {
    const parts = await written();
    const names = ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"];
    const ids = names.map((name) =>
      allIn(bodyIn(parts), name).map(({ attributes }) => attributes["w:id"]),
    );
    expect(ids).toEqual([["0"], ["0"], ["0"]]);
    const [said] = allIn(partIn(parts, "word/comments.xml"), "w:comment");
    expect(said?.attributes).toMatchObject({
      "w:id": "0",
      "w:author": "Ana Example",
      "w:initials": "AE",
    });
    expect(said && textOfPart(said)).toBe("Is that so?");
  });

  test("has bold on its words alone, and not in the style of their paragraph", async () => {
    const parts = await written();
    const [first] = paragraphsOf(bodyIn(parts));
    const bold = (first ? allIn(first, "w:r") : []).filter((one) => allIn(one, "w:b").length > 0);
    expect(bold.map((one) => textOfPart(one))).toEqual(["beta"]);
    const style = allIn(partIn(parts, "word/styles.xml"), "w:style").find(
      ({ attributes }) => attributes["w:styleId"] === (first && styleIn(first)),
    );
    expect(style && allIn(style, "w:b")).toEqual([]);
  });

  test("links by a relationship to an address outside", async () => {
    const parts = await written();
    const [one] = allIn(bodyIn(parts), "w:hyperlink");
    expect(one && textOfPart(one)).toBe("The record");
    const relation = allIn(partIn(parts, "word/_rels/document.xml.rels"), "Relationship").find(
      ({ attributes }) => attributes["Id"] === one?.attributes["r:id"],
    );
    expect(relation?.attributes).toMatchObject({
      Target: "https://example.org/record?a=1&b=2",
      TargetMode: "External",
    });
  });

  test("numbers by a list whose format its numbering part has", async () => {
    const parts = await written();
    const claim = paragraphsOf(bodyIn(parts)).find((one) => textOfPart(one) === "The first claim.");
    const style = allIn(partIn(parts, "word/styles.xml"), "w:style").find(
      ({ attributes }) => attributes["w:styleId"] === (claim && styleIn(claim)),
    );
    const own = childIn(childIn(claim, "w:pPr"), "w:numPr");
    const numbered = own ?? childIn(childIn(style, "w:pPr"), "w:numPr");
    const numbering = partIn(parts, "word/numbering.xml");
    const num = allIn(numbering, "w:num").find(
      ({ attributes }) => attributes["w:numId"] === valueIn(numbered, "w:numId"),
    );
    const abstract = allIn(numbering, "w:abstractNum").find(
      ({ attributes }) => attributes["w:abstractNumId"] === valueIn(num, "w:abstractNumId"),
    );
    const [level] = abstract ? allIn(abstract, "w:lvl") : [];
    expect([valueIn(level, "w:numFmt"), valueIn(level, "w:lvlText")]).toEqual(["decimal", "%1."]);
  });

  test("has a grid of as many columns as each row of its table has cells", async () => {
    const [first] = allIn(bodyIn(await written()), "w:tbl");
    const rows = first ? elementsIn(first).filter(({ name }) => name === "w:tr") : [];
    expect(first && allIn(first, "w:gridCol")).toHaveLength(2);
    expect(rows.map((row) => allIn(row, "w:tc").map((one) => textOfPart(one)))).toEqual([
      ["Name", "Office"],
      ["Ana", "Oakland"],
    ]);
  });

  test("has head and foot of its pages in parts that its section names", async () => {
    const parts = await written();
    const [section] = allIn(bodyIn(parts), "w:sectPr");
    if (!section) throw new Error("no section");
    for (const name of ["w:headerReference", "w:footerReference"]) {
      const [reference] = allIn(section, name);
      expect(reference?.attributes["w:type"]).toBe("default");
      expect(textOfPart(partOf(parts, reference?.attributes["r:id"]))).not.toBe("");
    }
  });

  test("is a file of Word as it is now, not of one before", async () => {
    const modes = allIn(partIn(await written(), "word/settings.xml"), "w:compatSetting").filter(
      ({ attributes }) => attributes["w:name"] === "compatibilityMode",
    );
    expect(modes.map(({ attributes }) => attributes["w:val"])).toEqual(["15"]);
  });
});
