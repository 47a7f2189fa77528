import { describe, expect, test } from "vitest";
import {
  inList,
  level,
  linesOf,
  list,
  num,
  p,
  r,
  readParts,
  style,
  toldOf,
  type WordParts,
} from "./word-parts.ts";

const PLEADING = list(
  1,
  level(0, "decimal", "%1."),
  level(1, "lowerLetter", "(%2)"),
  level(2, "lowerRoman", "(%3)"),
);
const BULLETS = list(2, level(0, "bullet", "•"), level(1, "bullet", "o"));
const NUMBERED_STYLES =
  style("NumberedParagraph", "Numbered Paragraph", `<w:pPr>${inList(1)}</w:pPr>`) +
  style("NumberedParagraph2", "Numbered Paragraph 2", `<w:pPr>${inList(1, 1)}</w:pPr>`) +
  style("RequestedRecord", "Requested Record");

/** Traits of the files of each program, as they write them. */
const TRAITS: readonly (readonly [name: string, parts: WordParts, lines: readonly string[]])[] = [
  [
    "Word's own ids of headings, quotes and lists",
    {
      body:
        p("A", '<w:pStyle w:val="Title"/>') +
        p("B", '<w:pStyle w:val="Heading2"/>') +
        p("C", '<w:pStyle w:val="Heading7"/>') +
        p("D", '<w:pStyle w:val="Quote"/>') +
        p("E", '<w:pStyle w:val="ListBullet2"/>') +
        p("F", '<w:pStyle w:val="BodyText"/>'),
    },
    ["heading: A", "heading 2: B", "heading 4: C", "quote: D", "bullet 2: E", "body: F"],
  ],
  [
    "a German Word, whose ids are translated and whose names are not",
    {
      body: p("A", '<w:pStyle w:val="berschrift1"/>') + p("B", '<w:pStyle w:val="Zitat"/>'),
      styles: style("berschrift1", "heading 1") + style("Zitat", "Quote"),
    },
    ["heading: A", "quote: B"],
  ],
  [
    "a firm's style that is based on a heading, and one with an outline level alone",
    {
      body:
        p("A", '<w:pStyle w:val="Firm1"/>') +
        p("B", '<w:pStyle w:val="Firm2"/>') +
        p(`${"long ".repeat(80)}`, '<w:pStyle w:val="Firm2"/>'),
      styles:
        style("Heading3", "heading 3") +
        style("Firm1", "Firm Head", '<w:basedOn w:val="Heading3"/>') +
        style("Firm2", "Level Two", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    },
    ["heading 3: A", "heading 2: B", `body: ${"long ".repeat(80)}`],
  ],
  [
    "styles that are based on each other in a circle",
    {
      body: p("A", '<w:pStyle w:val="One"/>'),
      styles:
        style("One", "One", '<w:basedOn w:val="Two"/>') +
        style("Two", "Two", '<w:basedOn w:val="One"/>'),
    },
    ["body: A"],
  ],
  [
    "Google Docs, which puts each list on the paragraph",
    {
      body:
        p("A", `<w:pStyle w:val="Heading1"/>`) +
        p("B", `${inList(2)}<w:ind w:left="720" w:hanging="360"/>`) +
        p("C", inList(2, 1)) +
        p("D", inList(1)) +
        p("E", inList(1)),
      styles: style("Heading1", "heading 1"),
      numbering: PLEADING + BULLETS + num(1, 1) + num(2, 2),
    },
    ["heading: A", "bullet: B", "bullet 2: C", "ordered: D", "ordered: E"],
  ],
  [
    "Word's list paragraphs with (a) below: numbered paragraphs",
    {
      body: ["A", "B"]
        .map((text, at) => p(text, `<w:pStyle w:val="ListParagraph"/>${inList(1, at)}`))
        .join(""),
      styles: style("ListParagraph", "List Paragraph"),
      numbering: PLEADING + num(1, 1),
    },
    ["numbered: A", "numbered 2: B"],
  ],
  [
    "a list that goes on behind text: numbered paragraphs",
    {
      body: p("A", inList(3)) + p("between") + p("B", inList(3)),
      numbering: list(3, level(0, "decimal", "%1.")) + num(3, 3),
    },
    ["numbered: A", "body: between", "numbered: B"],
  ],
  [
    "two lists of one definition, of which the second starts anew: lists",
    {
      body: p("A", inList(3)) + p("between") + p("B", inList(4)),
      numbering:
        list(3, level(0, "decimal", "%1.")) +
        num(3, 3) +
        num(4, 3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    },
    ["ordered: A", "body: between", "ordered: B"],
  ],
  [
    "a list of a style, and a copy of it by the name of a style, which counts on behind text",
    {
      body:
        p("A", '<w:pStyle w:val="Item"/>') +
        p("B", '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
        p("C", inList(6)),
      styles:
        style("Item", "Item", `<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>`) +
        style(
          "Listed",
          "Listed",
          `<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>`,
          "numbering",
        ),
      numbering:
        list(5, level(0, "decimal", "%1."), level(1, "bullet", "-", '<w:pStyle w:val="Item"/>')) +
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="Listed"/></w:abstractNum>' +
        num(5, 5) +
        num(6, 6),
    },
    ["bullet 2: A", "body: B", "numbered: C"],
  ],
  [
    "our own styles, saved by LibreOffice, which writes each number on its paragraph",
    {
      body:
        p("A", `<w:pStyle w:val="NumberedParagraph"/>${inList(1)}`) +
        p("B", `<w:pStyle w:val="NumberedParagraph2"/>${inList(1, 1)}`) +
        p("C", `<w:pStyle w:val="NumberedParagraph"/>${inList(1, 2)}`) +
        p("(a) typed", '<w:pStyle w:val="BodyText"/>'),
      styles: NUMBERED_STYLES,
      numbering: PLEADING + num(1, 1),
    },
    ["numbered: A", "numbered 2: B", "numbered 3: C", "body: (a) typed"],
  ],
  [
    "our own numbered paragraph that somebody gave bullets, or took out of its list",
    {
      body:
        p("A", `<w:pStyle w:val="NumberedParagraph"/>${inList(2)}`) +
        p("B", '<w:pStyle w:val="NumberedParagraph"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
      styles: NUMBERED_STYLES,
      numbering: PLEADING + BULLETS + num(1, 1) + num(2, 2),
    },
    ["bullet: A", "body: B"],
  ],
  [
    "paragraphs that are indented on both sides, and ones that are centered",
    {
      body:
        p("A", '<w:ind w:left="720" w:right="720"/>') +
        p("B", '<w:ind w:start="720" w:end="720"/>') +
        p("C", '<w:jc w:val="center"/><w:ind w:left="720" w:right="720"/>') +
        p("D", '<w:ind w:left="720"/>'),
    },
    ["quote: A", "quote: B", "body: C", "body: D"],
  ],
  [
    "numbers typed by hand, across two runs and over text",
    {
      body:
        `<w:p>${r("1.")}<w:r><w:tab/></w:r>${r("First", "<w:b/>")}</w:p>` +
        p("(a) Below") +
        p("Between") +
        p("2.\tSecond") +
        p("2019 was a year") +
        p("• Bullet"),
    },
    [
      "numbered: <bold>First</>",
      "numbered 2: Below",
      "body: Between",
      "numbered: Second",
      "body: 2019 was a year",
      "bullet: Bullet",
    ],
  ],
  [
    "empty paragraphs, which are spacing",
    { body: p("A") + p("") + p(" ") + p("B") + p("") },
    ["body: A", "body: B"],
  ],
  [
    "a list whose level prints nothing, and a list that is not there",
    {
      body: p("A", inList(7)) + p("B", inList(99)),
      numbering: list(7, level(0, "none", "")) + num(7, 7),
    },
    ["body: A", "body: B"],
  ],
];

describe("[W7] kinds of paragraphs come from ids, then lists, then looks", () => {
  test.each(TRAITS)("%s", async (_name, parts, lines) => {
    expect(await linesOf(parts)).toEqual(lines);
  });

  test("levels deeper than ours are told, and so are the numbers of headings", async () => {
    const file = await readParts({
      body:
        p("A", inList(1, 8)) +
        p("B", `<w:pStyle w:val="Heading1"/>${inList(1)}`) +
        p("C", '<w:pStyle w:val="NumberedParagraph"/>'),
      numbering: list(1, level(0, "decimal", "Article %1"), level(8, "decimal", "%9.")) + num(1, 1),
    });
    expect(toldOf(file)).toEqual(["heading-number 1", "deep-level 1"]);
    expect(file.notKept[0]?.places).toEqual([{ block: 1, words: "Article 1" }]);
  });
});

describe("[W7] the numbers that a file prints", () => {
  const numbersOf = async (body: string, numbering: string) =>
    (await readParts({ body, numbering })).numbers.map(({ label }) => label);

  test("count on below each other, and begin anew below the next one above", async () => {
    const body = [0, 1, 1, 0, 1, 2, 2, 1].map((at) => p("x", inList(1, at))).join("");
    expect(await numbersOf(body, PLEADING + num(1, 1))).toEqual([
      "1.",
      "(a)",
      "(b)",
      "2.",
      "(a)",
      "(i)",
      "(ii)",
      "(b)",
    ]);
  });

  test("name the levels above, in digits where the list is legal", async () => {
    const legal = list(
      1,
      level(0, "upperRoman", "%1."),
      level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    );
    const body = p("x", inList(1)) + p("x", inList(1)) + p("x", inList(1, 1));
    expect(await numbersOf(body, legal + num(1, 1))).toEqual(["I.", "II.", "2.1"]);
  });

  test("never begin anew where the list says so, and start where it says", async () => {
    const lists = list(
      1,
      level(0, "decimal", "%1."),
      level(1, "decimalZero", "%2", '<w:lvlRestart w:val="0"/>'),
    );
    const body = [0, 1, 0, 1].map((at) => p("x", inList(1, at))).join("");
    const start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    expect(await numbersOf(body, lists + num(1, 1, start))).toEqual(["5.", "01", "6.", "02"]);
  });

  test("follow an override of a whole level", async () => {
    const override = `<w:lvlOverride w:ilvl="0">${level(0, "upperLetter", "%1)")}</w:lvlOverride>`;
    const body = p("x", inList(1)) + p("x", inList(2));
    expect(await numbersOf(body, PLEADING + num(1, 1) + num(2, 1, override))).toEqual(["1.", "B)"]);
  });
});
