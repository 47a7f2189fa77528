import {
  BLOCK_KINDS,
  DEEPEST_LEVEL,
  type BlockKind,
  type BlockShape,
} from "#app/document/nodes/kinds.ts";
import { OTHER_STYLES, styleOf, type WordStyle } from "#app/document/word/styles.ts";
import { twips, type WordLayout } from "./layout.ts";
import { NUM_OF_KIND } from "./nums.ts";
import type { WordScripts } from "./scripts.ts";
import { valued, xml, xmlPart } from "./xml.ts";

/** The styles of the file: looks of a layout under the names that Word has for them. */
export function stylesPart(layout: WordLayout, language: string, scripts: WordScripts): string {
  const blocks = BLOCK_KINDS.flatMap((kind) =>
    Array.from({ length: DEEPEST_LEVEL[kind] }, (_, index) =>
      blockStyle({ kind, level: index + 1 }, layout),
    ),
  );
  return xmlPart(
    "w:styles",
    [
      defaults(layout, language, scripts),
      paragraphStyle({ id: "Normal", name: "Normal" }, { isDefault: true, isQuick: true }),
      xml(
        "w:style",
        { "w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont" },
        valued("w:name", "Default Paragraph Font") + valued("w:uiPriority", 1) + HIDDEN,
      ),
      xml(
        "w:style",
        { "w:type": "table", "w:default": 1, "w:styleId": "TableNormal" },
        valued("w:name", "Normal Table") +
          valued("w:uiPriority", 99) +
          HIDDEN +
          xml("w:tblPr", {}, xml("w:tblInd", { "w:w": 0, "w:type": "dxa" }) + NO_CELL_MARGINS),
      ),
      xml(
        "w:style",
        { "w:type": "numbering", "w:default": 1, "w:styleId": "NoList" },
        valued("w:name", "No List") + valued("w:uiPriority", 99) + HIDDEN,
      ),
      ...blocks,
      ...otherStyles(layout),
    ].join(""),
  );
}

const HIDDEN = "<w:semiHidden/><w:unhideWhenUsed/>";
const side = (name: string, points: number) =>
  xml(`w:${name}`, { "w:w": twips(points), "w:type": "dxa" });
const NO_CELL_MARGINS = xml(
  "w:tblCellMar",
  {},
  side("top", 0) + side("left", 5.4) + side("bottom", 0) + side("right", 5.4),
);

function defaults(layout: WordLayout, language: string, scripts: WordScripts): string {
  const latin = "Times New Roman";
  const fonts = {
    "w:ascii": latin,
    "w:hAnsi": latin,
    "w:eastAsia": scripts.eastAsia.font,
    "w:cs": latin,
  };
  const languages = {
    "w:val": language,
    "w:eastAsia": scripts.eastAsia.language,
    "w:bidi": scripts.rightToLeft,
  };
  const run = xml("w:rFonts", fonts) + sizes(layout.size) + xml("w:lang", languages);
  return xml(
    "w:docDefaults",
    {},
    xml("w:rPrDefault", {}, xml("w:rPr", {}, run)) +
      xml("w:pPrDefault", {}, xml("w:pPr", {}, spacing({ after: 0, line: 12, rule: "auto" }))),
  );
}

export const sizes = (points: number): string =>
  valued("w:sz", points * 2) + valued("w:szCs", points * 2);

interface Spacing {
  readonly before?: number;
  readonly after?: number;
  /** Points; for "auto", 12 is one line. */
  readonly line?: number;
  readonly rule?: "auto" | "exact" | "atLeast";
}

export function spacing({ before, after, line, rule }: Spacing): string {
  return xml("w:spacing", {
    "w:before": before === undefined ? undefined : twips(before),
    "w:after": after === undefined ? undefined : twips(after),
    "w:line": line === undefined ? undefined : twips(line),
    "w:lineRule": rule,
  });
}

/** How high lines are, by the layout. */
export function lineRule({ isExact }: WordLayout): "exact" | "atLeast" {
  return isExact ? "exact" : "atLeast";
}

interface StyleLook {
  readonly isDefault?: boolean;
  readonly isQuick?: boolean;
  readonly basedOn?: string;
  readonly next?: string;
  /** In the order of the schema. */
  readonly paragraph?: string;
  readonly run?: string;
}

function paragraphStyle({ id, name }: WordStyle, look: StyleLook): string {
  const { isDefault = false, isQuick = false, basedOn, next, paragraph = "", run = "" } = look;
  return xml(
    "w:style",
    {
      "w:type": "paragraph",
      "w:default": isDefault ? 1 : undefined,
      // Word keeps its own looks from styles that it does not know by name.
      "w:customStyle": isDefault || BUILT_IN.test(name) ? undefined : 1,
      "w:styleId": id,
    },
    valued("w:name", name) +
      (basedOn === undefined ? "" : valued("w:basedOn", basedOn)) +
      (next === undefined ? "" : valued("w:next", next)) +
      (isQuick ? "<w:qFormat/>" : "") +
      (paragraph === "" ? "" : xml("w:pPr", {}, paragraph)) +
      (run === "" ? "" : xml("w:rPr", {}, run)),
  );
}

const BUILT_IN =
  /^(?:body text|heading [1-4]|list bullet|list number|list bullet [2-5]|list number [2-5]|block text|footnote text)$/iu;

const NEXT_IS_BODY = styleOf({ kind: "body", level: 1 }).id;

function blockStyle(shape: BlockShape, layout: WordLayout): string {
  const { kind, level } = shape;
  const { pitch, single, gap, itemGap } = layout;
  const rule = lineRule(layout);
  const nums: Readonly<Partial<Record<BlockKind, number>>> = NUM_OF_KIND;
  const num = nums[kind];
  const numbered =
    num === undefined
      ? ""
      : xml("w:numPr", {}, (level > 1 ? valued("w:ilvl", level - 1) : "") + valued("w:numId", num));
  const full = { line: pitch, rule, after: gap };
  const own = { basedOn: "Normal", isQuick: true };
  switch (kind) {
    case "heading": {
      const look = layout.headings[level - 1];
      const isOnGrid = layout.numberedLines !== null;
      const line = isOnGrid ? pitch : single;
      return paragraphStyle(styleOf(shape), {
        ...own,
        next: NEXT_IS_BODY,
        paragraph:
          "<w:keepNext/><w:keepLines/>" +
          // Word has the larger of this and of what the paragraph above asks for.
          spacing({ before: pitch - line + gap + (look?.above ?? 0), after: gap, line, rule }) +
          (look?.isCentered ? valued("w:jc", "center") : "") +
          valued("w:outlineLvl", level - 1),
        run: (look?.isBold ? "<w:b/><w:bCs/>" : "") + (look?.isItalic ? "<w:i/><w:iCs/>" : ""),
      });
    }
    case "body":
      return paragraphStyle(styleOf(shape), {
        ...own,
        paragraph:
          "<w:widowControl/>" +
          spacing(full) +
          (layout.indent > 0 ? xml("w:ind", { "w:firstLine": twips(layout.indent) }) : ""),
      });
    case "quote": {
      const edge = twips(layout.step);
      return paragraphStyle(styleOf(shape), {
        ...own,
        paragraph:
          "<w:widowControl/>" +
          spacing({ before: pitch - single, after: gap, line: single, rule }) +
          xml("w:ind", { "w:left": edge, "w:right": edge }),
      });
    }
    case "bullet":
    case "ordered":
      return paragraphStyle(styleOf(shape), {
        ...own,
        paragraph: `<w:widowControl/>${numbered}${spacing({ ...full, after: itemGap })}`,
      });
    case "numbered":
    case "requestItem":
      return paragraphStyle(styleOf(shape), {
        ...own,
        paragraph: `<w:widowControl/>${numbered}${spacing(full)}`,
      });
  }
}

function otherStyles(layout: WordLayout): string[] {
  const { single, tight, pitch, noteSize, notePitch, signSize, linkColor, cellGap } = layout;
  const rule = lineRule(layout);
  const plain = { basedOn: "Normal" };
  const tableText = spacing({ after: cellGap, line: single, rule: "atLeast" });
  return [
    paragraphStyle(OTHER_STYLES.caption, {
      ...plain,
      paragraph: spacing({ line: tight, rule }),
    }),
    paragraphStyle(OTHER_STYLES.signatureBlock, {
      ...plain,
      paragraph: `<w:keepNext/><w:keepLines/>${spacing({ line: single, rule: "atLeast" })}`,
      run: sizes(signSize),
    }),
    paragraphStyle(OTHER_STYLES.exhibit, {
      ...plain,
      paragraph: spacing({ after: layout.gap, line: pitch, rule }),
    }),
    paragraphStyle(OTHER_STYLES.letterOpening, {
      ...plain,
      paragraph: spacing({ after: layout.gap, line: single, rule }),
    }),
    paragraphStyle(OTHER_STYLES.tableText, { ...plain, paragraph: tableText }),
    paragraphStyle(OTHER_STYLES.tableHeading, {
      basedOn: OTHER_STYLES.tableText.id,
      run: "<w:b/><w:bCs/>",
    }),
    paragraphStyle(OTHER_STYLES.tableGap, {
      ...plain,
      paragraph: spacing({ line: layout.tableGap, rule: "exact" }),
      run: sizes(4),
    }),
    paragraphStyle(OTHER_STYLES.footnoteText, {
      ...plain,
      paragraph: spacing({ line: notePitch, rule: "atLeast" }),
      run: sizes(noteSize),
    }),
    characterStyle(OTHER_STYLES.footnoteReference, valued("w:vertAlign", "superscript")),
    characterStyle(OTHER_STYLES.crossReference, ""),
    characterStyle(OTHER_STYLES.hyperlink, linkColor === null ? "" : valued("w:color", linkColor)),
    tableStyle("CaptionTable", "Caption Table"),
    tableStyle("SignatureTable", "Signature Table"),
  ];
}

function characterStyle({ id, name }: WordStyle, run: string): string {
  return xml(
    "w:style",
    {
      "w:type": "character",
      "w:customStyle": name === "Cross Reference" ? 1 : undefined,
      "w:styleId": id,
    },
    valued("w:name", name) +
      valued("w:basedOn", "DefaultParagraphFont") +
      (run === "" ? "" : xml("w:rPr", {}, run)),
  );
}

function tableStyle(id: string, name: string): string {
  return xml(
    "w:style",
    { "w:type": "table", "w:customStyle": 1, "w:styleId": id },
    valued("w:name", name) + valued("w:basedOn", "TableNormal"),
  );
}
