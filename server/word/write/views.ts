import { referenceOf } from "#app/document/nodes/reference.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import { PlaceList } from "#app/document/numbering/references.ts";
import type { Attributes, ProseNode } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedOther,
  RevisedParagraph,
  RevisedText,
  Tracked,
} from "#app/document/word/revised.ts";

/** A paragraph with a number that Word counts: its kind's list, and its number from the top level down. */
interface NumberedWordItem {
  readonly paragraph: RevisedParagraph;
  readonly kind: "numbered" | "requestItem" | "ordered";
  readonly value: readonly number[];
}

/** The numbers of a text with all of its tracked changes, or without. */
export interface TextView {
  readonly numbered: readonly NumberedWordItem[];
  /** The letter of each exhibit's line. */
  readonly letterOf: ReadonlyMap<RevisedOther, string>;
  /** The words of a cross-reference; null for one that leads nowhere. */
  readonly citationOf: (attributes: Attributes | undefined) => string | null;
  /** The place that the words of a reference name so: "12(a)" among paragraphs. */
  readonly placeNamed: (kind: string, name: string) => CitedPlace | null;
}

export type CitedPlace = RevisedParagraph | RevisedOther;

type RevisionSide = "newer" | "older";

export function isLive({ inserted, deleted }: Tracked, side: RevisionSide): boolean {
  return side === "newer" ? deleted === null : inserted === null;
}

/** Counts as the pages do (numbering/number.ts): no word is copied, only what has a number. */
export function viewOf(text: RevisedText, side: RevisionSide): TextView {
  const sources = new Map<ProseNode, CitedPlace>();
  const numbered: NumberedWordItem[] = [];
  const letterOf = new Map<RevisedOther, string>();
  const places = new PlaceList();
  const named = new Map<string, CitedPlace>();
  const content = text.blocks.flatMap((block) => nodesOf(block, side, sources));
  countThrough<ProseNode>({ type: "doc", content }, {}, ({ node, attrs, number }) => {
    const source = sources.get(node);
    const kind = number?.kind;
    if (kind === "ordered" || kind === "numbered" || kind === "requestItem") {
      const { value } = number ?? { value: [] };
      if (source?.type === "paragraph") numbered.push({ paragraph: source, kind, value });
    }
    if (number?.kind === "exhibit" && source?.type === "other") letterOf.set(source, number.label);
    const place = places.add(attrs?.id, number);
    if (place !== null && source !== undefined) {
      const key = `${place.kind} ${place.name}`;
      if (!named.has(key)) named.set(key, source);
    }
  });
  return {
    numbered,
    letterOf,
    citationOf: (attributes) => places.citationOf(referenceOf(attributes)),
    placeNamed: (kind, name) => named.get(`${kind} ${name}`) ?? null,
  };
}

function nodesOf(
  block: RevisedBlock,
  side: RevisionSide,
  sources: Map<ProseNode, CitedPlace>,
): ProseNode[] {
  switch (block.type) {
    case "paragraph": {
      // Without its end it is a part of the paragraph that follows.
      if (!isLive(block.mark, side)) return [];
      const shape = side === "older" ? (block.reshaped?.shape ?? block.shape) : block.shape;
      const node: ProseNode = { type: "block", attrs: { ...shape, id: block.id } };
      sources.set(node, block);
      return [node];
    }
    case "table": {
      const rows = block.rows.filter((row) => isLive(row, side));
      return [
        {
          type: "table",
          content: rows.map(({ cells }) => ({
            type: "tableRow",
            content: cells.map(({ blocks }) => ({
              type: "tableCell",
              content: blocks.flatMap((inner) => nodesOf(inner, side, sources)),
            })),
          })),
        },
      ];
    }
    case "other": {
      if (!isLive(block, side)) return [];
      const node: ProseNode = { ...block.node };
      sources.set(node, block);
      return [node];
    }
  }
}

/**
 * The blocks that have a key of the file: of several with one key, as where a row is written as gone and as
 * come, the one that stands now. Word knows no two bookmarks of one name.
 */
export function keyedBlocks({ blocks }: RevisedText): ReadonlySet<RevisedBlock> {
  const owners = new Map<string, { readonly block: RevisedBlock; readonly isNow: boolean }>();
  const add = (block: RevisedBlock, isAroundNow: boolean): void => {
    const fate = block.type === "paragraph" ? block.mark : block.type === "other" ? block : null;
    const isNow = isAroundNow && (fate === null || isLive(fate, "newer"));
    if (block.key !== null) {
      // A table's key is another name than that of a block.
      const name = `${block.type === "table" ? "t" : "b"} ${block.key.toLowerCase()}`;
      const known = owners.get(name);
      if (known === undefined || (isNow && !known.isNow)) owners.set(name, { block, isNow });
    }
    if (block.type !== "table") return;
    for (const row of block.rows) {
      const isRowNow = isAroundNow && isLive(row, "newer");
      for (const cell of row.cells) for (const inner of cell.blocks) add(inner, isRowNow);
    }
  };
  for (const block of blocks) add(block, true);
  return new Set([...owners.values()].map(({ block }) => block));
}
