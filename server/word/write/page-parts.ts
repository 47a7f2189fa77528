import { courtStyle, writtenCaseNumber } from "#app/document/details/court-style.ts";
import { CODE_LINE } from "#app/document/word/code.ts";
import { PAGE, twips, type WordLayout } from "./layout.ts";
import { border } from "./lines.ts";
import { spacing, sizes } from "./styles-part.ts";
import { textOf } from "./runs.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml, xmlPart } from "./xml.ts";

/** Headers and footers of the file, and the section that they belong to. */
interface PageParts {
  readonly parts: Readonly<Record<string, string>>;
  /** The last element of the body. */
  readonly section: string;
}

export function pageParts(visibleCode: string | null, writing: WordWriting): PageParts {
  const { layout } = writing;
  const code = visibleCode === null ? "" : codeLine(visibleCode);
  const isLetter = layout.footer === "letter";
  const parts: Record<string, string> = {
    "word/footer1.xml": xmlPart("w:ftr", footerText(writing) + code),
    ...(isLetter ? { "word/footer2.xml": xmlPart("w:ftr", code === "" ? "<w:p/>" : code) } : {}),
    ...(layout.numberedLines === null
      ? {}
      : { "word/header1.xml": xmlPart("w:hdr", lineNumbers(layout.numberedLines, layout)) }),
  };
  const { margin } = layout;
  const section = xml(
    "w:sectPr",
    {},
    (layout.numberedLines === null
      ? ""
      : xml("w:headerReference", { "w:type": "default", "r:id": "rHeader1" })) +
      xml("w:footerReference", { "w:type": "default", "r:id": "rFooter1" }) +
      (isLetter ? xml("w:footerReference", { "w:type": "first", "r:id": "rFooter2" }) : "") +
      xml("w:pgSz", { "w:w": twips(PAGE.width), "w:h": twips(PAGE.height) }) +
      xml("w:pgMar", {
        "w:top": twips(margin.top),
        "w:right": twips(margin.right),
        "w:bottom": twips(margin.bottom),
        "w:left": twips(margin.left),
        "w:header": twips(Math.min(36, margin.top - 18)),
        "w:footer": twips(layout.numberedLines === null ? 36 : 18),
        "w:gutter": 0,
      }) +
      (layout.numberedLines === null
        ? ""
        : xml("w:pgBorders", { "w:offsetFrom": "text" }, border("right", 4))) +
      (isLetter ? "<w:titlePg/>" : ""),
  );
  return { parts, section };
}

const CENTERED = valued("w:jc", "center");

function footerParagraph(properties: string, content: string): string {
  return xml("w:p", {}, xml("w:pPr", {}, properties) + content);
}

function textRun(text: string, points: number): string {
  return xml("w:r", {}, xml("w:rPr", {}, sizes(points)) + textOf(text, "w:t"));
}

/** A number of pages, as a field. */
function pageField(code: string, points: number): string {
  return xml("w:fldSimple", { "w:instr": ` ${code} ` }, textRun("1", points));
}

function footerText({ layout, page }: WordWriting): string {
  if (layout.footer === "letter") {
    const size = 10;
    return footerParagraph(
      CENTERED,
      textRun("Page ", size) +
        pageField("PAGE", size) +
        textRun(" of ", size) +
        pageField("NUMPAGES", size),
    );
  }
  const number = footerParagraph(
    layout.footer === "pleading" ? xml("w:pBdr", {}, border("bottom", 4)) + CENTERED : CENTERED,
    pageField("PAGE", 12),
  );
  const caption = page.facts?.caption ?? null;
  if (layout.footer === "number" || caption === null) return number;
  const { numberLabel } = courtStyle(page.layoutProfile);
  const line = (text: string) => footerParagraph(CENTERED, textRun(text, 10));
  const known =
    caption.caseNumber === null
      ? ""
      : line(
          `${numberLabel} ${writtenCaseNumber(caption.caseNumber, caption, page.layoutProfile)}`,
        );
  return number + line(caption.paperTitle.toUpperCase()) + known;
}

/** The line that says which file this is, which survives where all else of it is lost (W6). */
function codeLine(code: string): string {
  const run = xml(
    "w:r",
    {},
    xml("w:rPr", {}, valued("w:color", "595959") + sizes(8)) + textOf(CODE_LINE + code, "w:t"),
  );
  return footerParagraph(spacing({ before: 4 }) + valued("w:jc", "right"), run);
}

/**
 * The numbers of pleading paper and the rule beside them, in a frame at the left of each page, a line as
 * high as one of the text. Word counts none of it: text that is not double-spaced, or of another size,
 * stands beside them as it comes.
 */
function lineNumbers(count: number, layout: WordLayout): string {
  const frame = xml("w:framePr", {
    "w:w": twips(50),
    "w:h": twips(count * layout.pitch),
    "w:hRule": "exact",
    "w:hSpace": 0,
    "w:wrap": "around",
    "w:vAnchor": "page",
    "w:hAnchor": "page",
    "w:x": twips(layout.margin.left - 62),
    // A line of text stands at the foot of its height.
    "w:y": twips(layout.margin.top),
  });
  const double = xml("w:right", { "w:val": "double", "w:sz": 4, "w:space": 8, "w:color": "auto" });
  const properties =
    frame +
    xml("w:pBdr", {}, double) +
    spacing({ line: layout.pitch, rule: "exact" }) +
    valued("w:jc", "right");
  const numbers = Array.from({ length: count }, (_, index) =>
    footerParagraph(properties, textRun(String(index + 1), 12)),
  );
  return `${numbers.join("")}<w:p/>`;
}
