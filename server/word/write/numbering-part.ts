import { DEEPEST_LEVEL } from "#app/document/nodes/kinds.ts";
import { styleOf } from "#app/document/word/styles.ts";
import { twips, type WordLayout } from "./layout.ts";
import type { NumberedLists } from "./lists.ts";
import { FIRST_OTHER_NUM, NUM_OF_KIND } from "./nums.ts";
import { valued, xml, xmlPart } from "./xml.ts";

type NumberedKind = "numbered" | "requestItem" | "bullet" | "ordered";

interface LevelFormat {
  readonly format: "decimal" | "lowerLetter" | "lowerRoman" | "upperLetter" | "bullet";
  /** With the level's own number in the place of "%". */
  readonly text: string;
}

const TOP: LevelFormat = { format: "decimal", text: "%." };
const PARAGRAPHS: readonly LevelFormat[] = [
  TOP,
  { format: "lowerLetter", text: "(%)" },
  { format: "lowerRoman", text: "(%)" },
  { format: "upperLetter", text: "(%)" },
];
const LISTS: readonly LevelFormat[] = [
  TOP,
  { format: "lowerLetter", text: "%." },
  { format: "lowerRoman", text: "%." },
];
const BULLETS: readonly LevelFormat[] = [{ format: "bullet", text: "•" }];

/** Formats as `numberBlocks` has them (app/document/numbering/number.ts). */
const FORMATS: Readonly<Record<NumberedKind, readonly LevelFormat[]>> = {
  numbered: PARAGRAPHS,
  requestItem: PARAGRAPHS,
  ordered: LISTS,
  bullet: BULLETS,
};

const KINDS: readonly NumberedKind[] = ["numbered", "requestItem", "bullet", "ordered"];

/** The lists: one for each numbered kind, and those that count from elsewhere. */
export function numberingPart(layout: WordLayout, { others }: NumberedLists): string {
  const abstracts = KINDS.map((kind, index) =>
    xml(
      "w:abstractNum",
      { "w:abstractNumId": index + 1 },
      valued("w:multiLevelType", "multilevel") + levels(kind, layout),
    ),
  );
  const nums = KINDS.map((_, index) =>
    xml("w:num", { "w:numId": index + 1 }, valued("w:abstractNumId", index + 1)),
  );
  const counted = others.map(({ kind, level, start }, index) =>
    xml(
      "w:num",
      { "w:numId": FIRST_OTHER_NUM + index },
      valued("w:abstractNumId", NUM_OF_KIND[kind]) +
        Array.from({ length: DEEPEST_LEVEL[kind] - level + 1 }, (_, deeper) =>
          xml(
            "w:lvlOverride",
            { "w:ilvl": level - 1 + deeper },
            valued("w:startOverride", deeper === 0 ? start : 1),
          ),
        ).join(""),
    ),
  );
  return xmlPart("w:numbering", [...abstracts, ...nums, ...counted].join(""));
}

/** Word wants nine levels of each; those deeper than ours are bound to no style. */
function levels(kind: NumberedKind, layout: WordLayout): string {
  const formats = FORMATS[kind];
  return Array.from({ length: 9 }, (_, index) => {
    const level = index + 1;
    const { format, text } = formats[index % formats.length] ?? TOP;
    const style =
      level <= DEEPEST_LEVEL[kind] ? valued("w:pStyle", styleOf({ kind, level }).id) : "";
    return xml(
      "w:lvl",
      { "w:ilvl": index },
      valued("w:start", 1) +
        valued("w:numFmt", format) +
        style +
        valued("w:lvlText", text.replace("%", `%${level}`)) +
        valued("w:lvlJc", "left") +
        xml("w:pPr", {}, indents(kind, level, layout)),
    );
  }).join("");
}

/** Where number and words of a level stand, as in the PDF. */
function indents(kind: NumberedKind, level: number, layout: WordLayout): string {
  const { step, numberIndent, listIndent } = layout;
  const isList = kind === "bullet" || kind === "ordered";
  const first = isList || kind === "requestItem" ? listIndent : numberIndent;
  const words = twips(first + step * level);
  const tab = (at: number) => xml("w:tabs", {}, xml("w:tab", { "w:val": "num", "w:pos": at }));
  if (kind === "numbered" && level === 1 && numberIndent > 0) {
    return tab(words) + xml("w:ind", { "w:left": 0, "w:firstLine": twips(numberIndent) });
  }
  return tab(words) + xml("w:ind", { "w:left": words, "w:hanging": twips(step) });
}
