import type { ProseNode } from "#app/document/prose.ts";
import type { BlockData, CellData } from "./page-data.ts";

/**
 * A table with the column of each cell worked out, spans cut to what the table has.
 * @param blocksOf what stands in a cell that has this share of the table's width for sure.
 */
export function tableOf(
  table: ProseNode,
  blocksOf: (nodes: readonly ProseNode[], share: number) => BlockData[],
): BlockData {
  const rows = (table.content ?? []).filter((row) => row.type === "tableRow");
  /** How many more rows each column is taken by a cell above. */
  const taken: number[] = [];
  const unset = rows.map((row, y) => {
    const cells: UnsetCell[] = [];
    let x = 0;
    for (const cell of row.content ?? []) {
      while ((taken[x] ?? 0) > 0) x += 1;
      let across = 1;
      while (across < spanOf(cell, "colspan") && !((taken[x + across] ?? 0) > 0)) across += 1;
      const down = Math.min(spanOf(cell, "rowspan"), rows.length - y);
      const head = cell.type === "tableHeader";
      cells.push({ x, across, down, head, content: cell.content ?? [] });
      for (let column = x; column < x + across; column += 1) taken[column] = down;
      x += across;
    }
    for (let column = 0; column < taken.length; column += 1) {
      taken[column] = Math.max(0, (taken[column] ?? 0) - 1);
    }
    return cells;
  });
  const columns = Math.max(1, taken.length);
  const placed = unset.map((cells) =>
    cells.map(({ content, ...place }): CellData => {
      return { ...place, blocks: blocksOf(content, place.across / columns) };
    }),
  );
  return { k: "table", columns, head: headRows(placed), rows: placed };
}

type UnsetCell = Omit<CellData, "blocks"> & { readonly content: readonly ProseNode[] };

function spanOf(cell: ProseNode, name: "colspan" | "rowspan"): number {
  const span = cell.attrs?.[name];
  return typeof span === "number" && span >= 1 ? Math.trunc(span) : 1;
}

/** The rows at the top that hold headers alone: they are repeated on each page. */
function headRows(rows: readonly (readonly CellData[])[]): number {
  const first = rows.findIndex((row) => row.length === 0 || row.some((cell) => !cell.head));
  const head = first === -1 ? rows.length : first;
  // Cells that reach below the head, or a table of nothing else, leave it without one.
  const reaches = rows.slice(0, head).some((row, y) => row.some((cell) => y + cell.down > head));
  return reaches || head === rows.length ? 0 : head;
}
