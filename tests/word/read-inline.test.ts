import { describe, expect, test } from "vitest";
import {
  field,
  inList,
  level,
  linesOf,
  link,
  list,
  num,
  p,
  r,
  readParts,
  style,
  toldOf,
  type WordParts,
} from "./word-parts.ts";

const inline = (content: string): WordParts => ({ body: `<w:p>${content}</w:p>` });
const run = (inside: string) => `<w:r>${inside}</w:r>`;
const PARAGRAPHS = list(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)")) + num(1, 1);

const SPELLINGS: readonly (readonly [name: string, content: string, line: string])[] = [
  [
    "bold, and bold that is switched off",
    r("a", "<w:b/>") + r("b", '<w:b w:val="0"/>'),
    "<bold>a</>b",
  ],
  [
    "all our marks at once",
    r(
      "a",
      '<w:b/><w:i w:val="1"/><w:u w:val="single"/><w:smallCaps/><w:strike/><w:vertAlign w:val="subscript"/>',
    ),
    "<bold,italic,underline,smallCaps,subscript,strike>a</>",
  ],
  ["an underline that says it is none", r("a", '<w:u w:val="none"/>'), "a"],
  [
    "runs with the same marks, which are one text",
    r("a", "<w:b/>") + r("b", "<w:b/><w:bCs/>"),
    "<bold>ab</>",
  ],
  [
    "tabs, line breaks, hyphens",
    run(
      "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:cr/><w:t>f</w:t>",
    ),
    "a\tb⏎c\u2011d\u00ade⏎f",
  ],
  [
    "blanks at an end without xml:space, which Word drops",
    "<w:r><w:t> a </w:t></w:r>" + r(" b"),
    "a b",
  ],
  [
    "symbols of Symbol, Wingdings and other typefaces",
    run(
      '<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Times New Roman" w:char="00A7"/>',
    ),
    "α☑§",
  ],
  ["letters of Symbol in the private range", r("\uf062", '<w:rFonts w:ascii="Symbol"/>'), "β"],
  [
    "content controls, smart tags and custom XML around words",
    `<w:sdt><w:sdtPr/><w:sdtContent>${r("a")}<w:smartTag w:element="x">${r("b")}<w:customXml w:element="y">${r("c")}</w:customXml></w:smartTag></w:sdtContent></w:sdt>`,
    "abc",
  ],
  [
    "one branch of an alternative",
    `<mc:AlternateContent><mc:Choice Requires="wps">${r("a")}</mc:Choice><mc:Fallback>${r("b")}</mc:Fallback></mc:AlternateContent><mc:AlternateContent><mc:Choice Requires="zz">${r("c")}</mc:Choice><mc:Fallback>${r("d")}</mc:Fallback></mc:AlternateContent>`,
    "ad",
  ],
  [
    "ruby, of which the base stays",
    run(`<w:ruby><w:rt>${r("kana")}</w:rt><w:rubyBase>${r("漢字")}</w:rubyBase></w:ruby>`),
    "漢字",
  ],
  [
    "a direction that is turned",
    `<w:dir w:val="rtl">${r("a")}</w:dir><w:bdo w:val="rtl">${r("b")}</w:bdo>`,
    "ab",
  ],
  [
    "an element that nobody knows",
    `<w:future>${r("a")}</w:future><x:y xmlns:x="urn:x">${r("b")}</x:y>`,
    "ab",
  ],
  [
    "fields with their last words",
    field("DATE", "May 1") + `<w:fldSimple w:instr=" PAGE ">${r("3")}</w:fldSimple>`,
    "May 13",
  ],
  [
    "a field in a field's code",
    `${run('<w:fldChar w:fldCharType="begin"/>')}<w:r><w:instrText> IF </w:instrText></w:r>${field("MERGEFIELD X", "x")}${run('<w:fldChar w:fldCharType="separate"/>')}${r("shown")}${run('<w:fldChar w:fldCharType="end"/>')}`,
    "shown",
  ],
  [
    "a field that never ends, which swallows nothing",
    `${run('<w:fldChar w:fldCharType="begin"/>')}<w:r><w:instrText> REF x </w:instrText></w:r>${r("a")}`,
    "a",
  ],
  [
    "the end of a field that never began",
    `${run('<w:fldChar w:fldCharType="end"/>')}${r("a")}`,
    "a",
  ],
  [
    "a box of a form",
    `${run('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>')}<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>${run('<w:fldChar w:fldCharType="end"/>')}`,
    "☒",
  ],
  ["hidden text, which is told and not read", r("a") + r("secret", "<w:vanish/>"), "a"],
  ["controls that no page shows", r("a\u0085\u009fb"), "a\u0085b"],
];

describe("[W7] inline content in the spellings of several programs", () => {
  test.each(SPELLINGS)("%s", async (_name, content, line) => {
    expect(await linesOf(inline(content))).toEqual([`body: ${line}`]);
  });

  test("marks of a character style count, those of a paragraph's style are looks", async () => {
    const parts = {
      body: `<w:p><w:pPr><w:pStyle w:val="Bold"/></w:pPr>${r("a", '<w:rStyle w:val="Strong"/>')}${r("b")}</w:p>`,
      styles:
        style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", "character") +
        style("Bold", "Bold", "<w:rPr><w:i/></w:rPr>"),
    };
    expect(await linesOf(parts)).toEqual(["body: <bold>a</>b"]);
  });

  test("a page break divides a paragraph; alone in one, it is that one", async () => {
    const page = run('<w:br w:type="page"/>');
    expect(
      await linesOf({
        body: `<w:p>${r("a")}${page}${r("b")}</w:p><w:p>${page}</w:p>${p("c", "<w:pageBreakBefore/>")}`,
      }),
    ).toEqual(["body: a", "[pageBreak]", "body: b", "[pageBreak]", "[pageBreak]", "body: c"]);
  });

  test("links to the web, mail and telephones stay; all others leave their words and are told", async () => {
    const to = (id: string) =>
      `<w:hyperlink r:id="${id}">${r(id, '<w:u w:val="single"/>')}</w:hyperlink>`;
    const file = {
      ...inline(
        `${to("web")}${to("script")}${to("file")}${to("inside")}<w:hyperlink w:anchor="x">${r("place")}</w:hyperlink>${field('HYPERLINK "https://a.example/"', "field")}`,
      ),
      links:
        link("web", "https://example.org/") +
        link("script", "javascript:alert(1)") +
        link("file", "file:///C:/x.docx") +
        link("inside", "word/other.xml", "hyperlink", false),
    };
    expect(await linesOf(file)).toEqual([
      "body: <link>web</><underline>scriptfileinside</>place<link>field</>",
    ]);
    expect(toldOf(await readParts(file))).toEqual(["link 4"]);
  });

  test("footnotes keep their marks and lines, endnotes become footnotes and are told", async () => {
    const file = {
      body: `<w:p>${r("a")}<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r></w:p>`,
      footnotes: `<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>${r(" One ")}${r("two", "<w:i/>")}</w:p><w:p>${r("three")}</w:p></w:footnote>`,
      endnotes: `<w:endnote w:id="3"><w:p><w:r><w:endnoteRef/><w:tab/><w:t>End</w:t></w:r></w:p></w:endnote>`,
    };
    expect(await linesOf(file)).toEqual(["body: a[note: One <italic>two</>⏎three][note: End]"]);
    expect(toldOf(await readParts(file))).toEqual(["endnote 1"]);
  });

  test("numbers of other paragraphs become references with the sign before them", async () => {
    const target = `<w:p><w:pPr>${inList(1)}</w:pPr><w:bookmarkStart w:id="1" w:name="_Ref1"/>${r("One")}<w:bookmarkEnd w:id="1"/></w:p>`;
    const parts = {
      body: `${target}${p("below", inList(1, 1))}<w:p>${r("See paragraph ")}${field("REF _Ref1 \\r \\h", "1")}${r(", at page ")}${field("PAGEREF _Ref1 \\h", "4")}${r(" and ")}${field("REF _Gone \\r", "9")}${r(".")}</w:p>`,
      numbering: PARAGRAPHS,
    };
    expect(await linesOf(parts)).toEqual([
      "numbered: One",
      "numbered 2: below",
      'body: See {crossReference ["word-1"]}, at page 4 and 9.',
    ]);
    expect(toldOf(await readParts(parts))).toEqual(["field 2", "reference-words 1"]);
  });

  test("several numbers behind one sign are one reference, with its ranges", async () => {
    const items = [1, 2, 3, 4].map(
      (at) =>
        `<w:p><w:pPr>${inList(1)}</w:pPr><w:bookmarkStart w:id="${at}" w:name="_Ref${at}"/>${r("x")}</w:p>`,
    );
    const see = `<w:p>${r("See ¶¶ ")}${field("REF _Ref1 \\r", "1")}${r("–")}${field("REF _Ref3 \\w", "3")}${r(", ")}${field("REF _Ref4 \\n", "4")}</w:p>`;
    const file = await readParts({
      body: items.join("") + see + p("x", inList(1)),
      numbering: PARAGRAPHS,
    });
    const last = file.text.blocks.at(4);
    expect(last?.type === "paragraph" ? last.content.map(({ node }) => node) : null).toEqual([
      { type: "text", text: "See " },
      {
        type: "crossReference",
        attrs: {
          targets: ["word-1", "word-2", "word-3", "word-4"],
          ranges: [["word-1", "word-3"]],
        },
      },
    ]);
    expect(toldOf(file)).toEqual([]);
  });

  test("a table of contents is left out with its words told", async () => {
    const entry = (text: string, inside: string) =>
      `<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>${inside}${r(text)}</w:p>`;
    const sign = (type: string) => run(`<w:fldChar w:fldCharType="${type}"/>`);
    const file = await readParts({
      body:
        p("Before") +
        entry(
          "Facts\t2",
          `${sign("begin")}<w:r><w:instrText> TOC \\o </w:instrText></w:r>${sign("separate")}`,
        ) +
        entry("Law\t5", "") +
        `<w:p>${sign("end")}</w:p>` +
        p("After"),
    });
    expect(file.text.blocks.length).toBe(2);
    expect(file.notKept).toEqual([
      { kind: "contents", count: 1, places: [{ block: 0, words: "Facts\t2\nLaw\t5" }] },
    ]);
  });

  test("equations, pictures and text boxes are told, and the boxes' words stand below", async () => {
    const box = `<w:drawing><wp:inline><a:graphic><wps:txbx><w:txbxContent>${p("In a box")}</w:txbxContent></wps:txbx></a:graphic></wp:inline></w:drawing>`;
    const picture = `<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A chart"/><pic:pic/></wp:inline></w:drawing>`;
    const parts = {
      body: `<w:p>${r("a")}${run(`<mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${p("In a box")}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`)}${run(picture)}<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>${r("b")}</w:p>${p("c")}`,
    };
    expect(await linesOf(parts)).toEqual(["body: ab", "body: In a box", "body: c"]);
    expect((await readParts(parts)).notKept).toEqual([
      { kind: "text-box", count: 1, places: [{ block: 0, words: "In a box" }] },
      { kind: "picture", count: 1, places: [{ block: 0, words: "A chart" }] },
      { kind: "equation", count: 1, places: [{ block: 0, words: "x=1" }] },
    ]);
  });
});

describe("[W7] tables", () => {
  const cell = (text: string, properties = "") =>
    `<w:tc>${properties === "" ? "" : `<w:tcPr>${properties}</w:tcPr>`}${text === "" ? "<w:p/>" : p(text)}</w:tc>`;
  const row = (...cells: string[]) => `<w:tr>${cells.join("")}</w:tr>`;
  const table = (...rows: string[]) => `<w:tbl>${rows.join("")}</w:tbl>`;

  test("have cells over columns and rows, heads, and rows that are filled up", async () => {
    const merge = (value = "") => `<w:vMerge${value}/>`;
    expect(
      await linesOf({
        body: table(
          `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell("A", '<w:gridSpan w:val="2"/>')}${cell("B")}</w:tr>`,
          row(cell("C", merge(' w:val="restart"')), cell("D"), cell("E")),
          row(cell("", merge()), cell("F")),
          row(cell("G", '<w:hMerge w:val="restart"/>'), cell("H", '<w:hMerge w:val="continue"/>')),
        ),
      }),
    ).toEqual([
      "| #(2x1) body: A | #body: B |\n| (1x2) body: C | body: D | body: E |\n| body: F | body:  |\n| body: G / body: H | (2x1) body:  |",
    ]);
  });

  test("keep the words that a merged cell hides, and rows and cells in content controls", async () => {
    const merge = (value = "") => `<w:vMerge${value}/>`;
    expect(
      await linesOf({
        body: table(
          `<w:sdt><w:sdtContent>${row(cell("A", merge(' w:val="restart"')))}</w:sdtContent></w:sdt>`,
          row(`<w:sdt><w:sdtContent>${cell("hidden", merge())}</w:sdtContent></w:sdt>`),
        ),
      }),
    ).toEqual(["| (1x2) body: A / body: hidden |\n|  |"]);
  });

  test("in tables become paragraphs, told; page breaks in them are told", async () => {
    const parts = {
      body: table(
        row(
          `<w:tc>${table(row(cell("in"), cell("ner")))}<w:p>${r("after")}<w:r><w:br w:type="page"/></w:r></w:p></w:tc>`,
        ),
      ),
    };
    expect(await linesOf(parts)).toEqual(["| body: in / body: ner / body: after |"]);
    expect(toldOf(await readParts(parts))).toEqual(["nested-table 1", "page-break-in-table 1"]);
  });

  test("of too many columns are joined, told, with all words", async () => {
    const cells = Array.from({ length: 80 }, (_, index) => cell(`c${index}`));
    const file = await readParts({ body: table(row(...cells)) });
    expect(toldOf(file)).toEqual(["wide-table 1"]);
    expect(JSON.stringify(file.text)).toContain("c79");
  });
});
