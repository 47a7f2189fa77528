import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { RevisedText } from "#app/document/word/revised.ts";
import { writeWord, type WordInput } from "#server/word/write/index.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";
import {
  block,
  caption,
  exhibit,
  field,
  footnote,
  lineBreak,
  link,
  marked,
  named,
  pageBreak,
  prose,
  reference,
  signatures,
  table,
} from "#tests/typesetting/writing.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { asRevised } from "./as-revised.ts";
import {
  allIn,
  bodyIn,
  childIn,
  paragraphsOf,
  partIn,
  partsOf,
  styleIn,
  valueIn,
  textOfPart,
  type DocxParts,
} from "./docx-parts.ts";
import { faultsOf } from "./integrity.ts";

async function written(
  text: RevisedText,
  more: Partial<Omit<WordInput, "text">> = {},
): Promise<DocxParts> {
  const profile = more.profile ?? "nd-cal";
  const parts = partsOf(
    await writeWord({
      title: "Complaint",
      language: "en-US",
      profile,
      pageDetails: { facts: SUIT_DETAILS, layoutProfile: profile },
      comments: [],
      key: null,
      ...more,
      text,
    }),
  );
  expect(faultsOf(parts)).toEqual([]);
  return parts;
}

const of = (...nodes: ProseNode[]) => written(asRevised(prose(...nodes)));

/** The list and the level of a paragraph: its own, or that of its style. */
function listOf(parts: DocxParts, paragraph: ReturnType<typeof paragraphsOf>[number]) {
  const own = childIn(childIn(paragraph, "w:pPr"), "w:numPr");
  const style = allIn(partIn(parts, "word/styles.xml"), "w:style").find(
    ({ attributes }) => attributes["w:styleId"] === styleIn(paragraph),
  );
  const numbered = own ?? childIn(childIn(style, "w:pPr"), "w:numPr");
  return [valueIn(numbered, "w:numId"), valueIn(numbered, "w:ilvl") ?? "0"].join("/");
}

describe("a Word file of a text (W1)", () => {
  it("has each kind in the style of that name, headings as Heading 1 to 4", async () => {
    const parts = await of(
      block("heading", 1, "A"),
      block("heading", 4, "B"),
      block("body", 1, "C"),
      block("quote", 1, "D"),
      block("numbered", 2, "E"),
      block("requestItem", 1, "F"),
      block("bullet", 3, "G"),
      block("ordered", 1, "H"),
    );
    expect(paragraphsOf(bodyIn(parts)).map(styleIn)).toEqual([
      "Heading1",
      "Heading4",
      "BodyText",
      "BlockText",
      "NumberedParagraph2",
      "RequestedRecord",
      "ListBullet3",
      "ListNumber",
    ]);
    const names = allIn(partIn(parts, "word/styles.xml"), "w:name").map(
      ({ attributes }) => attributes["w:val"],
    );
    expect(names).toEqual(expect.arrayContaining(["heading 1", "Body Text", "List Bullet 3"]));
  });

  it("binds the levels of its lists to styles, with the formats of the PDF", async () => {
    const parts = await of(block("numbered", 1, "A"));
    const [paragraphs, , , lists] = allIn(partIn(parts, "word/numbering.xml"), "w:abstractNum");
    const levels = (list = paragraphs) =>
      allIn(list ?? partIn(parts, "word/numbering.xml"), "w:lvl").map((level) =>
        ["w:pStyle", "w:numFmt", "w:lvlText"].map((name) => valueIn(level, name)).join(" "),
      );
    expect(levels().slice(0, 4)).toEqual([
      "NumberedParagraph decimal %1.",
      "NumberedParagraph2 lowerLetter (%2)",
      "NumberedParagraph3 lowerRoman (%3)",
      "NumberedParagraph4 upperLetter (%4)",
    ]);
    expect(levels(lists).slice(0, 3)).toEqual([
      "ListNumber decimal %1.",
      "ListNumber2 lowerLetter %2.",
      "ListNumber3 lowerRoman %3.",
    ]);
  });

  it("runs complaint paragraphs on through headings and lists, in one list", async () => {
    const parts = await of(
      block("numbered", 1, "A"),
      block("heading", 1, "B"),
      block("ordered", 1, "C"),
      block("numbered", 1, "D"),
    );
    const [first, , , last] = paragraphsOf(bodyIn(parts));
    expect(first && listOf(parts, first)).toBe("1/0");
    expect(last && listOf(parts, last)).toBe("1/0");
  });

  it("begins an ordered list again after anything that is not part of it, at its level", async () => {
    const parts = await of(
      block("ordered", 1, "1."),
      block("ordered", 2, "a."),
      block("bullet", 2, "ends the second level"),
      block("ordered", 2, "a."),
      block("ordered", 2, "b."),
      block("ordered", 1, "2."),
      block("ordered", 2, "a."),
      block("body", 1, "ends all"),
      block("ordered", 1, "1."),
      block("ordered", 1, "2."),
    );
    const items = paragraphsOf(bodyIn(parts)).filter((one) =>
      styleIn(one)?.startsWith("ListNumber"),
    );
    expect(items.map((one) => listOf(parts, one))).toEqual([
      "4/0",
      "4/1",
      "5/1",
      "5/1",
      "4/0",
      "4/1",
      "6/0",
      "6/0",
    ]);
    const nums = allIn(partIn(parts, "word/numbering.xml"), "w:num");
    const restarts = (id: string) =>
      allIn(
        nums.find(({ attributes }) => attributes["w:numId"] === id) ?? bodyIn(parts),
        "w:lvlOverride",
      ).map(({ attributes }) => attributes["w:ilvl"]);
    // A list that begins again at its second level leaves the first as it is.
    expect(restarts("5")).toEqual(["1", "2", "3", "4", "5"]);
    expect(restarts("6")[0]).toBe("0");
  });

  it("counts on as we do where a level is passed over, which Word counts as one", async () => {
    const parts = await of(
      block("numbered", 1, "1."),
      block("numbered", 3, "(i), below no (a)"),
      block("numbered", 2, "(a)"),
      block("numbered", 2, "(b)"),
      block("numbered", 1, "2."),
    );
    const lists = paragraphsOf(bodyIn(parts)).map((one) => listOf(parts, one));
    expect(lists).toEqual(["1/0", "1/2", "5/1", "5/1", "1/0"]);
    const nums = allIn(partIn(parts, "word/numbering.xml"), "w:num");
    const starts = allIn(nums.at(-1) ?? bodyIn(parts), "w:startOverride");
    expect(starts.map(({ attributes }) => attributes["w:val"])).toEqual(["1", "1", "1"]);
  });

  it("has cross-references as REF fields that show the words of the PDF", async () => {
    const parts = await of(
      named("one", "numbered", 1, "A"),
      named("two", "numbered", 1, "B"),
      named("sub", "numbered", 2, "C"),
      named("item", "requestItem", 1, "D"),
      block(
        "body",
        1,
        "See ",
        reference("one"),
        "; ",
        reference("sub"),
        "; ",
        reference("one", "two"),
      ),
      block("body", 1, reference("item"), " and ", reference("request")),
      exhibit("request"),
    );
    const codes = allIn(bodyIn(parts), "w:instrText").map(({ children }) => children.join(""));
    expect(codes).toEqual([
      expect.stringMatching(/^ REF _Ref\d+ \\r \\h $/u),
      expect.stringMatching(/^ REF _Ref\d+ \\w \\h $/u),
      expect.stringMatching(/ \\r \\h $/u),
      expect.stringMatching(/ \\r \\h $/u),
      expect.stringMatching(/ \\r \\h $/u),
      expect.stringMatching(/^ REF _Ref\d+ \\h $/u),
    ]);
    const lines = paragraphsOf(bodyIn(parts)).map((one) => textOfPart(one));
    expect(lines[4]).toBe("See ¶ 1; ¶ 2(a); ¶¶ 1–2");
    expect(lines[5]).toBe("Request No. 1 and Exhibit A");
    const marks = allIn(bodyIn(parts), "w:bookmarkStart").map(
      ({ attributes }) => attributes["w:name"],
    );
    expect(new Set(marks).size).toBe(5);
  });

  it("says that a reference leads nowhere, as the page does", async () => {
    const parts = await of(block("body", 1, reference("gone")));
    expect(textOfPart(bodyIn(parts))).toBe("[reference to a paragraph that is gone]");
  });

  it("has footnotes as footnotes, with their own text and links", async () => {
    const parts = await of(
      block("body", 1, "A", footnote("See ", link("there", "https://example.org/a?b=1&c=2"), ".")),
    );
    const notes = allIn(partIn(parts, "word/footnotes.xml"), "w:footnote");
    expect(notes.map((one) => textOfPart(one))).toEqual(["", "", " See there."]);
    const [relation] = allIn(partIn(parts, "word/_rels/footnotes.xml.rels"), "Relationship");
    expect(relation?.attributes["Target"]).toBe("https://example.org/a?b=1&c=2");
    expect(relation?.attributes["TargetMode"]).toBe("External");
  });

  it("links to no address that is not safe", async () => {
    const parts = await of(
      block("body", 1, link("here", "javascript:alert(1)"), link("file", "file:///etc/passwd")),
    );
    expect(textOfPart(bodyIn(parts))).toBe("herefile");
    expect(allIn(bodyIn(parts), "w:hyperlink")).toEqual([]);
  });

  it("has every mark as Word has it", async () => {
    const parts = await of(
      block(
        "body",
        1,
        marked("a", "bold"),
        marked("b", "italic"),
        marked("c", "underline"),
        marked("d", "smallCaps"),
        marked("e", "superscript"),
        marked("f", "subscript"),
        marked("g", "strike"),
      ),
    );
    const looks = allIn(bodyIn(parts), "w:rPr").map(({ children }) =>
      children.map((child) => (typeof child === "string" ? child : child.name)).join(" "),
    );
    expect(looks).toEqual([
      "w:b w:bCs",
      "w:i w:iCs",
      "w:u",
      "w:smallCaps",
      "w:vertAlign",
      "w:vertAlign",
      "w:strike",
    ]);
  });

  it("keeps tabs, breaks, blanks and hyphens, and drops what XML has no way to write", async () => {
    const parts = await of(
      block("body", 1, "  a\tb\u2011c  d\u0001\ud800e\u{1F600}", lineBreak, " f "),
    );
    expect(textOfPart(bodyIn(parts))).toBe("  a\tb\u2011c  de\u{1F600}\n f ");
  });

  it("has words that are names of an object's properties as any other", async () => {
    const parts = await of(block("body", 1, "constructor"), block("body", 1, "valueOf"));
    expect(paragraphsOf(bodyIn(parts)).map((one) => textOfPart(one))).toEqual([
      "constructor",
      "valueOf",
    ]);
  });

  it("has tables with their spans, and heads that repeat", async () => {
    const cell = (attrs: { colspan: number; rowspan: number }, words: string): ProseNode => ({
      type: "tableCell",
      attrs,
      content: [block("body", 1, words)],
    });
    const spanned: ProseNode = {
      type: "table",
      content: [
        {
          type: "tableRow",
          content: [cell({ colspan: 2, rowspan: 1 }, "A"), cell({ colspan: 1, rowspan: 2 }, "B")],
        },
        {
          type: "tableRow",
          content: [cell({ colspan: 1, rowspan: 1 }, "C"), cell({ colspan: 1, rowspan: 1 }, "D")],
        },
      ],
    };
    const parts = await of(spanned, table(true, ["Head", "Head"], ["1", "2"]));
    const [first, second] = allIn(bodyIn(parts), "w:tbl");
    if (first === undefined || second === undefined) throw new Error("no tables");
    expect(allIn(first, "w:gridSpan").map(({ attributes }) => attributes["w:val"])).toEqual(["2"]);
    expect(allIn(first, "w:vMerge").map(({ attributes }) => attributes["w:val"])).toEqual([
      "restart",
      "continue",
    ]);
    expect(allIn(second, "w:tblHeader").length).toBe(1);
    expect(paragraphsOf(second).map(styleIn)).toEqual([
      "TableHeading",
      "TableHeading",
      "TableText",
      "TableText",
    ]);
  });

  it("has caption and signatures as tables, with the words of the page", async () => {
    const parts = await of(caption(), ...signatures("council", "ilrc"));
    const [first, ...rest] = allIn(bodyIn(parts), "w:tbl");
    const words = first ? textOfPart(first) : "";
    expect(words).toContain("UNITED STATES DISTRICT COURT");
    expect(words).toContain("U.S. IMMIGRATION AND CUSTOMS ENFORCEMENT");
    expect(words).toContain("COMPLAINT FOR DECLARATORY AND INJUNCTIVE RELIEF");
    expect(rest.length).toBe(1);
    expect(rest.map((one) => textOfPart(one)).join("")).toContain("American Immigration Council");
  });

  it("prints what stands above a letter", async () => {
    const details = { facts: LETTER_DETAILS, layoutProfile: "letter" } as const;
    const parts = await written(asRevised(prose(block("body", 1, "Dear Officer:"))), {
      profile: "letter",
      pageDetails: details,
    });
    const lines = paragraphsOf(bodyIn(parts)).map((one) => textOfPart(one));
    expect(lines).toContain("September 9, 2021");
    expect(lines.at(-1)).toBe("Dear Officer:");
    const own = paragraphsOf(bodyIn(parts)).filter((one) => styleIn(one) === "BodyText");
    expect(own.length).toBe(1);
  });

  it("has page breaks, fields and page numbers", async () => {
    const parts = await of(
      pageBreak(),
      block("body", 1, field("caseNumber"), field("trackingNumber")),
    );
    expect(allIn(bodyIn(parts), "w:br").map(({ attributes }) => attributes["w:type"])).toEqual([
      "page",
    ]);
    expect(textOfPart(bodyIn(parts)).trim()).toBe("[case number]2021-ICFO-00000");
    const properties = allIn(partIn(parts, "docProps/custom.xml"), "property");
    expect(properties.map(({ attributes }) => attributes["name"])).toEqual([
      "case number",
      "tracking number",
    ]);
    expect(allIn(partIn(parts, "word/footer1.xml"), "w:fldSimple").length).toBe(1);
  });

  it("sets paragraphs from the right, and runs of each direction", async () => {
    const parts = await of(
      block("body", 1, "שלום (12) world"),
      block("body", 1, "The word שלום here"),
    );
    const [first, second] = paragraphsOf(bodyIn(parts));
    if (first === undefined || second === undefined) throw new Error("no paragraphs");
    expect(allIn(first, "w:bidi").length).toBe(1);
    expect(allIn(second, "w:bidi").length).toBe(0);
    const fromRight = (one: typeof first) =>
      allIn(one, "w:r")
        .filter((run) => allIn(run, "w:rtl").length > 0)
        .map((run) => textOfPart(run));
    expect(fromRight(first)).toEqual(["שלום (12) "]);
    expect(fromRight(second)).toEqual(["שלום"]);
  });

  it("gives East Asian text the font of its language", async () => {
    const parts = await of(
      block("body", 1, "資訊自由法與個人資料"),
      block("body", 1, "情報公開の請求"),
    );
    const fonts = allIn(partIn(parts, "word/styles.xml"), "w:rFonts").map(
      ({ attributes }) => attributes["w:eastAsia"],
    );
    const own = allIn(bodyIn(parts), "w:rFonts").map(({ attributes }) => attributes["w:eastAsia"]);
    expect([...fonts, ...own]).toEqual(["MS Mincho", "PMingLiU", undefined]);
  });

  it.each([
    ["letter", 1440, false],
    ["nd-cal", 2160, true],
    ["cd-cal", 2160, true],
    ["sdny", 1440, false],
    ["ddc", 1440, false],
  ] as const)(
    "has the margins of %s, and numbers beside its lines where it has them",
    async (profile, left, isNumbered) => {
      const parts = await written(asRevised(prose(block("body", 1, "A"))), { profile });
      const [margins] = allIn(bodyIn(parts), "w:pgMar");
      expect(margins?.attributes["w:left"]).toBe(String(left));
      const header = parts.get("word/header1.xml");
      expect(header !== undefined).toBe(isNumbered);
      if (header)
        expect(textOfPart(header)).toBe(Array.from({ length: 28 }, (_, line) => line + 1).join(""));
    },
  );

  it("names its title and language, and nobody, no program, no clock", async () => {
    const bytes = await writeWord({
      title: "A & B",
      language: "es",
      profile: "ddc",
      pageDetails: { facts: null, layoutProfile: "ddc" },
      text: asRevised(prose(block("body", 1, "A"))),
      comments: [],
      key: null,
    });
    const parts = partsOf(bytes);
    const core = partIn(parts, "docProps/core.xml");
    expect(
      core.children.map((child) =>
        typeof child === "string" ? child : [child.name, child.children[0]],
      ),
    ).toEqual([
      ["dc:title", "A & B"],
      ["dc:language", "es"],
    ]);
    expect([...parts.keys()]).not.toContain("word/people.xml");
    expect([...parts.keys()]).not.toContain("docProps/app.xml");
    // Each entry of the archive has the first day that an archive knows.
    const day = new DataView(bytes.buffer, bytes.byteOffset).getUint16(12, true);
    expect(day).toBe((1 << 5) | 1);
    expect(Object.keys(unzipSync(bytes))[0]).toBe("[Content_Types].xml");
  });
});
