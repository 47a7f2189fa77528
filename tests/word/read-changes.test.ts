import { describe, expect, test } from "vitest";
import {
  BY_ANA,
  BY_JANE,
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
} from "./word-parts.ts";

const deleted = (text: string) => `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`;

describe("[W8] tracked changes of a foreign file", () => {
  test("are words that came and words that went, each with its person and time", async () => {
    const file = await readParts({
      body: `<w:p>${r("a ")}<w:ins ${BY_ANA}>${r("b ")}</w:ins><w:del ${BY_JANE}>${deleted("c ")}</w:del></w:p>`,
    });
    expect(file.text.revisions).toEqual([
      { author: "Ana", at: "2026-11-12T10:00:00.000Z" },
      { author: "Jane Doe", at: "2026-11-13T11:30:00.000Z" },
    ]);
    expect(
      await linesOf({ body: `<w:p>${r("a ")}<w:ins ${BY_ANA}>${r("b ")}</w:ins></w:p>` }),
    ).toEqual(["body: a +0{b }"]);
  });

  test("that are inserted by one and deleted by another are nobody's live text, either way round", async () => {
    const inside = `<w:ins ${BY_ANA}><w:del ${BY_JANE}>${deleted("x")}</w:del></w:ins>`;
    const outside = `<w:del ${BY_JANE}><w:ins ${BY_ANA}>${deleted("x")}</w:ins></w:del>`;
    expect(await linesOf({ body: `<w:p>${inside}</w:p>` })).toEqual(["body: +0{-1{x}}"]);
    expect(await linesOf({ body: `<w:p>${outside}</w:p>` })).toEqual(["body: +1{-0{x}}"]);
  });

  test("take the instant before the local time that Word calls UTC, and none where it is no time", async () => {
    const at = async (attributes: string) =>
      (
        await readParts({
          body: `<w:p><w:ins w:id="1" w:author="A" ${attributes}>${r("x")}</w:ins></w:p>`,
        })
      ).text.revisions[0]?.at;
    expect(await at('w:date="2026-11-12T05:00:00Z" w16du:dateUtc="2026-11-12T10:00:00Z"')).toBe(
      "2026-11-12T10:00:00.000Z",
    );
    expect(await at('w:date="2026-11-12T05:00:00"')).toBe("2026-11-12T05:00:00.000Z");
    expect(await at('w:date="0001-01-01T00:00:00Z"')).toBeNull();
    expect(await at('w:date="soon"')).toBeNull();
    expect(await at("")).toBeNull();
  });

  test("of ends of paragraphs are the marks' fates", async () => {
    const marked = (change: string) => p("x", `<w:rPr>${change}</w:rPr>`);
    expect(
      await linesOf({
        body:
          marked(`<w:ins ${BY_ANA}/>`) +
          marked(`<w:del ${BY_JANE}/>`) +
          marked(`<w:ins ${BY_ANA}/><w:del ${BY_JANE}/>`) +
          marked(`<w:moveFrom ${BY_ANA}/>`) +
          p("x"),
      }),
    ).toEqual(["body: x+0{¶}", "body: x-1{¶}", "body: x+0{-1{¶}}", "body: x-0{¶}", "body: x"]);
  });

  test("that move words are words gone and come", async () => {
    const from = `<w:moveFromRangeStart w:id="5" w:name="move1" w:author="Ana"/><w:moveFrom ${BY_ANA}>${deleted("x ")}</w:moveFrom><w:moveFromRangeEnd w:id="5"/>`;
    const to = `<w:moveToRangeStart w:id="6" w:name="move1" w:author="Ana"/><w:moveTo ${BY_ANA}>${r("x ")}</w:moveTo><w:moveToRangeEnd w:id="6"/>`;
    expect(await linesOf({ body: `<w:p>${from}${r("y ")}${to}</w:p>` })).toEqual([
      "body: -0{x }y +0{x }",
    ]);
  });

  test("that move whole paragraphs move their ends, as older versions of Word say by the range alone", async () => {
    const moved = (name: string, content: string) =>
      `<w:p><w:${name}RangeStart w:id="5" w:name="move1" w:author="Ana"/><w:${name} ${BY_ANA}>${content}</w:${name}></w:p><w:${name}RangeEnd w:id="5"/>`;
    expect(
      await linesOf({
        body: moved("moveTo", r("x")) + p("y") + moved("moveFrom", r("x")) + p("z"),
      }),
    ).toEqual(["body: +0{x}+1{¶}", "body: y", "body: -0{x}-1{¶}", "body: z"]);
  });

  test("of rows are the rows' fates, and what goes along has none of its own", async () => {
    const row = (change: string, content: string) =>
      `<w:tr><w:trPr>${change}</w:trPr><w:tc>${content}</w:tc></w:tr>`;
    const inserted = `<w:p><w:pPr><w:rPr><w:ins ${BY_ANA}/></w:rPr></w:pPr><w:ins ${BY_ANA}>${r("b")}</w:ins></w:p>`;
    expect(
      await linesOf({
        body: `<w:tbl>${row("", p("a"))}${row(`<w:ins ${BY_ANA}/>`, inserted)}${row(`<w:del ${BY_JANE}/>`, p("c"))}</w:tbl>`,
      }),
    ).toEqual(["| body: a |\n+0{row}| body: b |\n-1{row}| body: c |"]);
  });

  test("of cells are told, and are changes of their words", async () => {
    const file = await readParts({
      body: `<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns ${BY_ANA}/></w:tcPr>${p("a")}</w:tc></w:tr></w:tbl>`,
    });
    expect(toldOf(file)).toEqual(["cell-change 1"]);
  });

  test("of formatting have the marks before; those of looks alone are told", async () => {
    const changed = (now: string, before: string) =>
      `<w:p>${r("x", `${now}<w:rPrChange ${BY_ANA}><w:rPr>${before}</w:rPr></w:rPrChange>`)}</w:p>`;
    const body = changed("<w:b/>", "<w:i/>") + changed('<w:sz w:val="24"/>', "");
    expect(await linesOf({ body })).toEqual(["body: <bold was italic>x</>", "body: x"]);
    expect(toldOf(await readParts({ body }))).toEqual(["format-change 1"]);
  });

  test("of a paragraph's style or list have the kind before", async () => {
    const change = (before: string) =>
      `<w:pPrChange ${BY_ANA}><w:pPr>${before}</w:pPr></w:pPrChange>`;
    const parts = {
      body:
        p("x", `<w:pStyle w:val="Heading2"/>${change('<w:pStyle w:val="Quote"/>')}`) +
        p("y", `${inList(1)}${change("")}`) +
        p("z", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins ${BY_ANA}/></w:numPr>`) +
        p("w", `<w:jc w:val="left"/>${change('<w:jc w:val="center"/>')}`),
      styles: style("Heading2", "heading 2") + style("Quote", "Quote"),
      numbering: list(1, level(0, "bullet", "•")) + num(1, 1),
    };
    expect(await linesOf(parts)).toEqual([
      "heading 2 (was quote 1): x",
      "bullet (was body 1): y",
      "bullet (was body 1): z",
      "body: w",
    ]);
    expect(toldOf(await readParts(parts))).toEqual(["format-change 1"]);
  });

  test("in a footnote are the note's; a note that came whole has no other fate inside", async () => {
    const note = `<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>${r(" old ")}<w:ins ${BY_ANA}>${r("new")}</w:ins></w:p></w:footnote>`;
    const reference = '<w:r><w:footnoteReference w:id="2"/></w:r>';
    expect(await linesOf({ body: `<w:p>${reference}</w:p>`, footnotes: note })).toEqual([
      "body: [note: old +0{new}]",
    ]);
    expect(
      await linesOf({ body: `<w:p><w:ins ${BY_ANA}>${reference}</w:ins></w:p>`, footnotes: note }),
    ).toEqual(["body: +0{[note: old new]}"]);
  });

  test("of an inserted page break divide a paragraph that was one before", async () => {
    const page = '<w:r><w:br w:type="page"/></w:r>';
    expect(
      await linesOf({ body: `<w:p>${r("a")}<w:ins ${BY_ANA}>${page}</w:ins>${r("b")}</w:p>` }),
    ).toEqual(["body: a+0{¶}", "[pageBreak]+0{}", "body: b"]);
  });

  test("of a number that was typed in are words, not a kind", async () => {
    const body = `<w:p><w:ins ${BY_ANA}>${r("1.\t")}</w:ins>${r("First")}</w:p>`;
    expect(await linesOf({ body })).toEqual(["body: +0{1.\t}First"]);
  });
});
