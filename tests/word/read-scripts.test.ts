import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#app/document/word/fates.ts";
import {
  BY_ANA,
  inList,
  inlineLine,
  level,
  list,
  num,
  p,
  r,
  readParts,
  toldOf,
} from "./word-parts.ts";

const HEBREW = "סעיף 12(א) לחוק חופש המידע";
const ARABIC = "حرية المعلومات، المادة ٥";
const JAPANESE = "情報公開法（平成十一年）第３条";
const RTL = "<w:rtl/>";
const BIDI = "<w:bidi/>";

async function linesOf(body: string, numbering?: string) {
  const file = await readParts({ body, ...(numbering ? { numbering } : {}) });
  const lines = file.text.blocks.map((block) =>
    block.type === "paragraph" ? block.content.map(inlineLine).join("") : block.type,
  );
  return { file, lines };
}

describe("[W7] words from right to left", () => {
  test("are kept letter for letter, as they are typed", async () => {
    const { file, lines } = await linesOf(
      p(HEBREW, `${BIDI}<w:jc w:val="start"/>`) +
        `<w:p><w:pPr>${BIDI}</w:pPr>${r(`${ARABIC} `, RTL)}${r("(FOIA)", '<w:lang w:bidi="ar-SA"/>')}</w:p>` +
        `<w:p><w:bdo w:val="rtl">${r("abc")}</w:bdo><w:dir w:val="rtl">${r(HEBREW, RTL)}</w:dir></w:p>`,
    );
    expect(lines).toEqual([HEBREW, `${ARABIC} (FOIA)`, `abc${HEBREW}`]);
    expect(toldOf(file)).toEqual([]);
  });

  test("are bold and italic by their own properties, which others leave alone", async () => {
    const marksOf = async (properties: string) => {
      const { file } = await linesOf(`<w:p>${r(HEBREW, properties)}</w:p>`);
      const [block] = accepted(file.text);
      return block?.content?.[0]?.marks?.map(({ type }) => type) ?? [];
    };
    expect(await marksOf(`<w:bCs/><w:iCs/>${RTL}`)).toEqual(["bold", "italic"]);
    expect(await marksOf(`<w:b/><w:bCs/>${RTL}`)).toEqual(["bold"]);
    expect(await marksOf(`<w:bCs w:val="0"/>${RTL}`)).toEqual([]);
    // Words from left to right are not bold for it.
    expect(await marksOf("<w:bCs/>")).toEqual([]);
  });

  test("come and go as tracked changes", async () => {
    const gone = `<w:del ${BY_ANA}><w:r><w:rPr>${RTL}</w:rPr><w:delText>ישן</w:delText></w:r></w:del>`;
    const came = `<w:ins ${BY_ANA}>${r("חדש", RTL)}</w:ins>`;
    const { file } = await linesOf(
      `<w:p><w:pPr>${BIDI}</w:pPr>${r("נוסח ", RTL)}${gone}${came}</w:p>`,
    );
    const words = (blocks: ReturnType<typeof accepted>) =>
      blocks.map(({ content = [] }) => content.map(({ text }) => text).join(""));
    expect(words(accepted(file.text))).toEqual(["נוסח חדש"]);
    expect(words(rejected(file.text))).toEqual(["נוסח ישן"]);
  });

  test.each([
    ["hebrew1", "%1."],
    ["arabicAbjad", "%1-"],
    ["arabicAlpha", "(%1)"],
  ])("are numbered by %s, which is a number here", async (format, text) => {
    const numbering = `${list(1, level(0, format, text))}${num(1, 1)}`;
    const { file, lines } = await linesOf(p(HEBREW, `${BIDI}${inList(1)}`), numbering);
    expect(lines).toEqual([HEBREW]);
    expect(file.text.blocks).not.toMatchObject([{ shape: { kind: "body" } }]);
    expect(file.numbers).toHaveLength(1);
  });
});

describe("[W7] words of East Asia", () => {
  test("are kept with their own signs; readings above them are told", async () => {
    const fonts =
      '<w:rFonts w:hint="eastAsia" w:eastAsia="MS Mincho"/><w:lang w:eastAsia="ja-JP"/>';
    const ruby = `<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/></w:rubyPr><w:rt>${r("かん")}</w:rt><w:rubyBase>${r("漢")}</w:rubyBase></w:ruby></w:r>`;
    const { file, lines } = await linesOf(
      `<w:p>${r(JAPANESE, fonts)}${r("　", fonts)}${ruby}${r("字", '<w:em w:val="dot"/>')}</w:p>` +
        `<w:p>${r("정보공개법 제5조", '<w:rFonts w:hint="eastAsia"/>')}${r("（信息自由法）", '<w:fitText w:val="1200"/>')}</w:p>`,
    );
    expect(lines).toEqual([`${JAPANESE}　漢字`, "정보공개법 제5조（信息自由法）"]);
    expect(toldOf(file)).toEqual([expect.stringContaining("ruby")]);
  });

  test.each([
    "japaneseCounting",
    "ideographDigital",
    "decimalFullWidth",
    "chineseCounting",
    "ganada",
  ])("are numbered by %s, which is a number here", async (format) => {
    const numbering = `${list(1, level(0, format, "第%1条"))}${num(1, 1)}`;
    const { file, lines } = await linesOf(p(JAPANESE, inList(1)), numbering);
    expect(lines).toEqual([JAPANESE]);
    expect(file.text.blocks).not.toMatchObject([{ shape: { kind: "body" } }]);
  });
});
