import type { ProseNode } from "#app/document/prose.ts";
import type { Effort } from "#app/document/comparison/effort.ts";
import type { RedlinePiece, RedlineRow } from "./redline.ts";
import { comparedWords, wholeWords } from "./words.ts";

/** The rows of a table, all with the same fate. */
export function wholeRows(table: ProseNode, place: RedlineRow["place"]): RedlineRow[] {
  return (table.content ?? []).map((row) => wholeRow(row, place));
}

/** The rows of a table with what happened to them and to the words in their cells. */
export function comparedRows(before: ProseNode, after: ProseNode, effort: Effort): RedlineRow[] {
  const old = before.content ?? [];
  const now = after.content ?? [];
  const compared = effort.compare(old.map(rowText), now.map(rowText), old.length + now.length);
  if (!compared) return [...wholeRows(before, "deleted"), ...wholeRows(after, "inserted")];
  const rows: RedlineRow[] = [];
  let [oldPlace, newPlace] = [0, 0];
  let removed: readonly ProseNode[] = [];
  let added: readonly ProseNode[] = [];
  const settle = () => {
    // Rows that replaced others, one by one, are treated as those rows edited.
    const edited = Math.min(removed.length, added.length);
    removed.slice(0, edited).forEach((row, index) => {
      rows.push(...comparedRow(row, added[index] ?? row, effort));
    });
    rows.push(...removed.slice(edited).map((row) => wholeRow(row, "deleted")));
    rows.push(...added.slice(edited).map((row) => wholeRow(row, "inserted")));
    [removed, added] = [[], []];
  };
  for (const { in: side, count } of compared) {
    const olds = side === "now" ? [] : old.slice(oldPlace, oldPlace + count);
    const news = side === "old" ? [] : now.slice(newPlace, newPlace + count);
    oldPlace += olds.length;
    newPlace += news.length;
    if (side === "both") settle();
    removed = [...removed, ...olds];
    added = [...added, ...news];
    if (side === "both") settle();
  }
  settle();
  return rows;
}

function comparedRow(before: ProseNode, after: ProseNode, effort: Effort): RedlineRow[] {
  const old = before.content ?? [];
  const now = after.content ?? [];
  if (old.length !== now.length) return [wholeRow(before, "deleted"), wholeRow(after, "inserted")];
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
