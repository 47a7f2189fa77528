import { idOf } from "#app/document/suggestion/index.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedParagraph,
  RevisedText,
} from "#app/document/word/revised.ts";

/** Keys for the blocks of a text, as the record of an export has them. */
export function keyOf(node: ProseNode): string | null {
  const id = idOf(node);
  return id === null ? null : `k${id}`;
}

/**
 * A text as the reader gives it of a file: with ids of its own, by which references name their targets,
 * footnotes without, and nothing of what only our memory has.
 */
export function asRead({ blocks, revisions }: RevisedText, hasKeys = true): RevisedText {
  const ids = new Map<string, string>();
  let count = 0;
  const named = ({ idBefore: _other, ...block }: RevisedParagraph): RevisedParagraph => {
    const id = `word-${(count += 1)}`;
    if (block.id !== null && !ids.has(block.id)) ids.set(block.id, id);
    return { ...block, id, key: hasKeys ? block.key : null };
  };
  const aimed = (piece: RevisedInline): RevisedInline => {
    const note = piece.note ? { note: piece.note.map(aimed) } : {};
    if (piece.node.type === "footnote") {
      return { ...piece, ...note, node: { type: "footnote", attrs: { id: null } } };
    }
    if (piece.node.type !== "crossReference") return piece;
    const name = (id: unknown) => ids.get(String(id)) ?? id;
    const { targets, ranges } = piece.node.attrs as {
      targets: string[];
      ranges: string[][];
    };
    const attrs = { targets: targets.map(name), ranges: ranges.map((ends) => ends.map(name)) };
    return { ...piece, node: { type: "crossReference", attrs } };
  };
  const each = (
    change: (block: RevisedParagraph) => RevisedParagraph,
    some: readonly RevisedBlock[],
  ) =>
    some.map((block): RevisedBlock => {
      if (block.type === "paragraph") return change(block);
      if (block.type === "other") return { ...block, key: hasKeys ? block.key : null };
      const rows = block.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(change) })),
      }));
      return { ...block, key: hasKeys ? block.key : null, rows };
    });
  const first = each(named, blocks);
  return {
    blocks: each((block) => ({ ...block, content: block.content.map(aimed) }), first),
    revisions,
  };
}
