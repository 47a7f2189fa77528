import { isItemKind, type BlockShape } from "#app/document/nodes/kinds.ts";
import { startsFromRight } from "#app/document/scripts.ts";
import type { RevisedParagraph, Tracked } from "#app/document/word/revised.ts";
import { OTHER_STYLES, styleOf } from "#app/document/word/styles.ts";
import { inlineXml, type PlacedXml } from "./inline.ts";
import { twips } from "./layout.ts";
import { notePart } from "./notes.ts";
import { NUM_OF_KIND } from "./nums.ts";
import { paragraphScripts } from "./runs.ts";
import { spacing } from "./styles-part.ts";
import { textOfContent } from "./content-text.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml } from "./xml.ts";

/** Where a paragraph stands. */
interface ParagraphPlace {
  /** Null outside of tables. */
  readonly cell: { readonly isHeader: boolean } | null;
  /** Where comments begin and end in it. */
  readonly placed: readonly PlacedXml[];
  /** Whether it stays on the page of what follows. */
  readonly isClosing?: boolean;
  /** Goes before and after its content. */
  readonly around?: readonly [before: string, after: string];
  /** Of the row that it is in, which its words share: LibreOffice settles no row otherwise. */
  readonly fate?: Tracked;
}

/** Points that each level of a list takes from the width of a cell. */
const CELL_STEP = 24;

export function paragraphXml(
  block: RevisedParagraph,
  place: ParagraphPlace,
  writing: WordWriting,
): string {
  const words = textOfContent(block.content);
  const isFromRight = startsFromRight(words);
  const scripts = paragraphScripts(words, isFromRight, writing);
  const context = {
    writing,
    scripts,
    links: writing.links,
    ...(place.fate === undefined ? {} : { fate: place.fate }),
    noteOf: (item: RevisedParagraph["content"][number], fate: Tracked) =>
      notePart(item, fate, writing),
  };
  const text = inlineXml(block.content, context, place.placed);
  const kept = writing.keyed(block);
  const [before, after] = place.around ?? ["", ""];
  const content = before + kept[0] + writing.asPlace(block, text) + kept[1] + after;
  const properties =
    paragraphProperties(block, place, isFromRight, writing) +
    markProperties(block.mark, writing) +
    reshaping(block, place, isFromRight, writing);
  return `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
}

/** The look of a paragraph, in the order of the schema. */
function paragraphProperties(
  block: RevisedParagraph,
  place: ParagraphPlace,
  isFromRight: boolean,
  writing: WordWriting,
): string {
  const { shape, content } = block;
  const isBroken = content.some(({ node }) => node.type === "hardBreak");
  const isUnindented = shape.kind === "body" && isBroken && writing.layout.indent > 0;
  return [
    valued("w:pStyle", styleIn(shape, place)),
    place.isClosing === true ? "<w:keepNext/>" : "",
    ownList(block, writing),
    isFromRight ? "<w:bidi/>" : "",
    place.cell === null
      ? isUnindented
        ? xml("w:ind", { "w:firstLine": 0 })
        : ""
      : inCell(shape, writing),
  ].join("");
}

function styleIn(shape: BlockShape, { cell }: ParagraphPlace): string {
  if (cell === null || shape.kind !== "body") return styleOf(shape).id;
  return cell.isHeader ? OTHER_STYLES.tableHeading.id : OTHER_STYLES.tableText.id;
}

/** The list of a paragraph that counts otherwise than its style's. */
function ownList(block: RevisedParagraph, { lists }: WordWriting): string {
  const { kind, level } = block.shape;
  const num = lists.numOf.get(block);
  if (kind !== "ordered" && kind !== "numbered" && kind !== "requestItem") return "";
  if (num === undefined || num === NUM_OF_KIND[kind]) return "";
  return xml("w:numPr", {}, valued("w:ilvl", level - 1) + valued("w:numId", num));
}

/** In a cell all is single-spaced and steps in less. */
function inCell({ kind, level }: BlockShape, { layout }: WordWriting): string {
  if (kind === "body") return "";
  const indent = isItemKind(kind)
    ? xml("w:ind", { "w:left": twips(CELL_STEP * level), "w:hanging": twips(CELL_STEP) })
    : "";
  return (
    spacing({ before: 0, after: layout.cellGap, line: layout.single, rule: "atLeast" }) + indent
  );
}

/** The fate of a paragraph's end. */
export function markProperties({ inserted, deleted }: Tracked, writing: WordWriting): string {
  if (inserted === null && deleted === null) return "";
  return xml(
    "w:rPr",
    {},
    (inserted === null ? "" : writing.tracked("w:ins", inserted)) +
      (deleted === null ? "" : writing.tracked("w:del", deleted)),
  );
}

function reshaping(
  block: RevisedParagraph,
  place: ParagraphPlace,
  isFromRight: boolean,
  writing: WordWriting,
): string {
  if (block.reshaped === null) return "";
  const { shape, revision } = block.reshaped;
  const before = paragraphProperties({ ...block, shape }, place, isFromRight, writing);
  return writing.tracked("w:pPrChange", revision, xml("w:pPr", {}, before));
}
