import type { ProseNode } from "#app/document/prose.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import type { Effort } from "#app/document/comparison/effort.ts";
import { comparedRuns, type ComparedToken } from "#app/document/comparison/runs.ts";
import type { RedlinePiece, RedlineRow } from "./redline.ts";
import { comparedWords, wholeWords } from "./words.ts";

/** The rows of a table, all with the same fate. */
export function wholeRows(table: ProseNode, place: RedlineRow["place"]): RedlineRow[] {
  return (table.content ?? []).map((row) => wholeRow(row, place));
}

/** The rows of a table with what happened to them and to the words in their cells. */
export function comparedRows(before: ProseNode, after: ProseNode, effort: Effort): RedlineRow[] {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const runs = comparedRuns(old, now, effort, old.length + now.length);
  if (!runs) return [...wholeRows(before, "deleted"), ...wholeRows(after, "inserted")];
  return runs.flatMap(({ before: removed, after: added }) => {
    // Rows that replaced others, one by one, are treated as those rows edited.
    const edited = Math.min(removed.length, added.length);
    return [
      ...removed
        .slice(0, edited)
        .flatMap(({ row }, index) => comparedRow(row, added[index]?.row ?? row, effort)),
      ...removed.slice(edited).map(({ row }) => wholeRow(row, "deleted")),
      ...added.slice(edited).map(({ row }) => wholeRow(row, "inserted")),
    ];
  });
}

interface RowToken extends ComparedToken {
  readonly row: ProseNode;
}

function rowsOf(table: ProseNode): RowToken[] {
  return (table.content ?? []).map((row) => ({ row, key: rowText(row), letters: 0 }));
}

function comparedRow(before: ProseNode, after: ProseNode, effort: Effort): RedlineRow[] {
  const old = before.content ?? [];
  const now = after.content ?? [];
  const isAnother = old.length !== now.length || old.some((cell, at) => !isLikeCell(cell, now[at]));
  if (isAnother) return [wholeRow(before, "deleted"), wholeRow(after, "inserted")];
  const cells = now.map((cell, index) => {
    const pieces = comparedWords(inOneBlock(old[index] ?? cell), inOneBlock(cell), effort);
    return { head: isHead(cell), pieces };
  });
  return [{ place: "stays", cells }];
}

function wholeRow(row: ProseNode, place: RedlineRow["place"]): RedlineRow {
  const change = place === "stays" ? "same" : place;
  const cells = (row.content ?? []).map((cell) => {
    const pieces: RedlinePiece[] = wholeWords(inOneBlock(cell), change);
    return { head: isHead(cell), pieces };
  });
  return { place, cells };
}

/** Words in cells are told; whatever else makes a cell another makes the row another. */
function isLikeCell(one: ProseNode, other: ProseNode | undefined): boolean {
  if (!other || one.type !== other.type) return false;
  const spans = ({ attrs }: ProseNode) => stable([attrs?.colspan ?? 1, attrs?.rowspan ?? 1]);
  const [old, now] = [one.content ?? [], other.content ?? []];
  const shape = ({ attrs }: ProseNode) => stable(blockShape(attrs ?? {}));
  const isShaped = (block: ProseNode, at: number) => {
    const after = now[at];
    return after !== undefined && shape(block) === shape(after);
  };
  // Of other paragraphs, their breaks are told among the words.
  return spans(one) === spans(other) && (old.length !== now.length || old.every(isShaped));
}

function isHead({ type }: ProseNode): boolean {
  return type === "tableHeader";
}

/** The text of a cell's blocks as one block. */
function inOneBlock(cell: ProseNode): ProseNode {
  const content = (cell.content ?? []).flatMap((block, index) => [
    ...(index > 0 ? [{ type: "hardBreak" as const }] : []),
    ...(block.content ?? []),
  ]);
  return { type: "block", content };
}

function rowText(row: ProseNode): string {
  const text = (node: ProseNode): string =>
    node.text ?? (node.content ?? []).map(text).join(node.type === "tableRow" ? "\t" : "");
  // Never empty: the comparison treats an empty key as missing.
  return `row ${text(row)}`;
}
