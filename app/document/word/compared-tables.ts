import type { Effort } from "#app/document/comparison/effort.ts";
import { comparedRuns, type ComparedToken } from "#app/document/comparison/runs.ts";
import { stable } from "#app/document/comparison/stable.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/locate.ts";
import type {
  RevisedCell,
  RevisedParagraph,
  RevisedRow,
  RevisedTable,
  Tracked,
} from "./revised.ts";

/** Tools for comparing a table. */
export interface TableTools {
  readonly effort: Effort;
  readonly key: string | null;
  /** The number of the revision by which the row that begins with this block came or went. */
  readonly nameRow: (side: "inserted" | "deleted", blockId: string | null) => number;
  /** The blocks of a cell, compared. */
  readonly inCell: (
    before: readonly ProseNode[],
    after: readonly ProseNode[],
  ) => RevisedParagraph[];
}

/** A table that came or went, with all its rows. */
export function wholeTable(
  table: ProseNode,
  side: "inserted" | "deleted",
  tools: TableTools,
): RevisedTable {
  const rows = rowsOf(table).map((row) => wholeRow(row, side, tools));
  return { type: "table", key: tools.key, rows };
}

/**
 * A table row by row; null where that can't be exact: rows that came or went beside cells that span rows,
 * or none that stays.
 */
export function comparedTable(
  before: ProseNode,
  after: ProseNode,
  tools: TableTools,
): RevisedTable | null {
  const [old, now] = [before, after].map((table) => rowsOf(table).map(rowToken));
  if (!old || !now) return null;
  const runs = comparedRuns(old, now, tools.effort, old.length + now.length);
  if (!runs) return null;
  const pairs = runs.flatMap((run) => rowPairs(run.before, run.after));
  const isWhole = pairs.every((pair) => pair.before && pair.after);
  if (!isWhole && [before, after].some(spansRows)) return null;
  if (!pairs.some((pair) => pair.before && pair.after)) return null;
  const rows = pairs.map((pair) => revisedRow(pair, tools));
  return { type: "table", key: tools.key, rows };
}

interface RowPair {
  readonly before: ProseNode | null;
  readonly after: ProseNode | null;
}

/** Rows in the place of others, one by one, are those edited, where their cells allow it. */
function rowPairs(olds: readonly ComparedRow[], news: readonly ComparedRow[]): RowPair[] {
  return Array.from({ length: Math.max(olds.length, news.length) }, (_, index) => {
    const before = olds[index]?.row ?? null;
    const after = news[index]?.row ?? null;
    if (!before || !after || isLikeRow(before, after)) return [{ before, after }];
    return [
      { before, after: null },
      { before: null, after },
    ];
  }).flat();
}

function revisedRow({ before, after }: RowPair, tools: TableTools): RevisedRow {
  if (before && after) {
    const cells = (after.content ?? []).map((cell, index) => {
      const was = before.content?.[index]?.content ?? [];
      return revisedCell(cell, tools.inCell(was, cell.content ?? []));
    });
    return { inserted: null, deleted: null, cells };
  }
  return after
    ? wholeRow(after, "inserted", tools)
    : wholeRow(before ?? { type: "tableRow" }, "deleted", tools);
}

/** A row that came or went: what is in it goes along. */
function wholeRow(row: ProseNode, side: "inserted" | "deleted", tools: TableTools): RevisedRow {
  const number = tools.nameRow(side, idOf(row));
  const fate: Tracked = {
    inserted: side === "inserted" ? number : null,
    deleted: side === "deleted" ? number : null,
  };
  const cells = (row.content ?? []).map((cell) => {
    const blocks = cell.content ?? [];
    return revisedCell(cell, tools.inCell(blocks, blocks));
  });
  return { ...fate, cells };
}

function revisedCell({ type, attrs }: ProseNode, blocks: RevisedParagraph[]): RevisedCell {
  return {
    isHeader: type === "tableHeader",
    colspan: spanOf(attrs?.colspan),
    rowspan: spanOf(attrs?.rowspan),
    blocks,
  };
}

function spanOf(value: unknown): number {
  return typeof value === "number" ? value : 1;
}

function spansRows(table: ProseNode): boolean {
  return rowsOf(table).some(({ content = [] }) =>
    content.some(({ attrs }) => spanOf(attrs?.rowspan) > 1),
  );
}

function isLikeRow(one: ProseNode, other: ProseNode): boolean {
  const shape = ({ content = [] }: ProseNode) =>
    stable(
      content.map(({ type, attrs }) => [type, spanOf(attrs?.colspan), spanOf(attrs?.rowspan)]),
    );
  return shape(one) === shape(other);
}

interface ComparedRow extends ComparedToken {
  readonly row: ProseNode;
}

function rowToken(row: ProseNode): ComparedRow {
  // Never empty: the comparison treats an empty key as missing.
  return { row, key: `row ${textOf(row)}`, letters: 0 };
}

function textOf(node: ProseNode): string {
  return node.text ?? (node.content ?? []).map(textOf).join(node.type === "tableRow" ? "\t" : "");
}

function rowsOf({ content = [] }: ProseNode): readonly ProseNode[] {
  return content;
}
