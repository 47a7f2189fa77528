import type { RevisedBlock, RevisedInline } from "#app/document/word/revised.ts";
import { OTHER_STYLES } from "#app/document/word/styles.ts";
import type { WordInput } from "#server/word/write/index.ts";
import { bodyIn, paragraphsOf, partsOf, styleIn, textOfPart } from "./docx-parts.ts";

/** Texts at random that every engine reads alike: no number or detail is printed in them. */
export function plain(input: WordInput): WordInput {
  return { ...input, text: { ...input.text, blocks: plainBlocks(input.text.blocks) } };
}

const UNTOUCHED = { inserted: null, deleted: null };

export function plainBlocks(blocks: readonly RevisedBlock[]): RevisedBlock[] {
  return blocks.map((block, index): RevisedBlock => {
    if (block.type === "other") return block;
    if (block.type === "table") {
      const rows = block.rows.map((row) => ({
        ...row,
        cells: (row.cells.length > 0 ? row.cells : [SOME_CELL]).map((cell) => ({
          ...cell,
          colspan: 1,
          rowspan: 1,
          blocks: plainBlocks(cell.blocks).filter((inner) => inner.type === "paragraph"),
        })),
      }));
      return { ...block, rows };
    }
    // An end that goes joins two paragraphs; with a table or with nothing there is no joining.
    const isJoinable = blocks[index + 1]?.type === "paragraph";
    return {
      ...block,
      mark: isJoinable ? block.mark : UNTOUCHED,
      content: block.content.map(plainInline),
    };
  });
}

const SOME_CELL = { isHeader: false, colspan: 1, rowspan: 1, blocks: [] };

function plainInline(item: RevisedInline): RevisedInline {
  const { node, note } = item;
  if (node.type === "field" || node.type === "crossReference") {
    return { ...item, node: { type: "text", text: "words", marks: node.marks ?? [] } };
  }
  return note === undefined ? item : { ...item, note: note.map(plainInline) };
}

/** Styles of what is not text. */
const GENERATED: ReadonlySet<string | undefined> = new Set(
  (["caption", "signatureBlock", "exhibit", "letterOpening", "tableGap"] as const).map(
    (name) => OTHER_STYLES[name].id,
  ),
);

/** The words of each paragraph of a file that is not printed from details. */
export function linesOf(bytes: Uint8Array): string[] {
  return paragraphsOf(bodyIn(partsOf(bytes)))
    .filter((paragraph) => !GENERATED.has(styleIn(paragraph)))
    .map((paragraph) => textOfPart(paragraph))
    .filter((line) => line !== "\f");
}

/** Words as a program keeps them that turns signs which XML has no place for into nothing. */
export const spoken = (lines: readonly string[]) =>
  lines.map((line) => line.replaceAll(/[^\p{L}\p{N}]/gu, "")).filter((line) => line !== "");
