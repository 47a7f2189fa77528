/** A file that did not leave from here, as a new draft (word.md W8). */
import { createEffort } from "#app/document/comparison/effort.ts";
import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import { changedStretches, comparedBlocks } from "./block-differences.ts";
import { canonicalBlocks, resolvedBlocks, type KeyedBlock } from "./fates.ts";
import { proposalOf, type ReturnProposal } from "./return-proposals.ts";
import type { RevisedBlock, RevisedInline, RevisedParagraph, RevisedText } from "./revised.ts";
import { revisionsIn } from "./tracked-authors.ts";

/** How tracked changes are taken: all of them, none, or as suggestions on the text without them. */
export type ChangesTaken = "all" | "none" | "suggestions";

export interface FileAsDraft {
  /** The blocks of the new draft, each with an id of its own. */
  readonly blocks: readonly ProseNode[];
  /** Each on blocks of these; none unless they are asked for. */
  readonly proposals: readonly ReturnProposal[];
}

/** The most steps of comparison for one file. */
const TAKING_EFFORT = 24_000_000;

/**
 * The text of a file with its tracked changes as one chose. Bounded and deterministic. Throws a ProseError
 * for a text that can't be a version.
 * @param newId an id for a block or a footnote; asked in the order of the text, for deleted ones too.
 */
export function asTaken(
  text: RevisedText,
  changes: ChangesTaken,
  newId: () => string,
): FileAsDraft {
  const own = withNewIds(text, newId);
  if (changes === "all") return { blocks: nodesOf(taken(own)), proposals: [] };
  const before = refused(own);
  const blocks = nodesOf(before);
  if (changes === "none") return { blocks, proposals: [] };
  return { blocks, proposals: proposalsOf(own, before, blocks) };
}

function taken(text: RevisedText): KeyedBlock[] {
  return resolvedBlocks(text, { isTaken: () => true });
}

function refused(text: RevisedText): KeyedBlock[] {
  return resolvedBlocks(text, { isTaken: () => false, isBefore: true });
}

function nodesOf(blocks: readonly KeyedBlock[]): ProseNode[] {
  return canonicalBlocks(blocks.map(({ node }) => node));
}

function proposalsOf(
  text: RevisedText,
  before: readonly KeyedBlock[],
  left: readonly ProseNode[],
): ReturnProposal[] {
  const after = taken(text);
  const back = nodesOf(after);
  const pairs = comparedBlocks(left, back, createEffort(TAKING_EFFORT));
  const isSame = (one: number, other: number) =>
    left[one] !== undefined && back[other] !== undefined && idOf(left[one]) === idOf(back[other]);
  const isNamed = (one: number) => left[one] !== undefined && idOf(left[one]) !== null;
  return changedStretches(pairs, isSame, isNamed).map((stretch) => {
    const made = stretch.flatMap(({ left: one, back: other }) => [
      ...(one === null ? [] : placesOf(before[one])),
      ...(other === null ? [] : placesOf(after[other])),
    ]);
    const numbers = new Set(
      [...new Set(made)].flatMap((index) => {
        const block = text.blocks[index];
        return block ? [...revisionsIn(block)] : [];
      }),
    );
    return proposalOf({ left, back, pairs }, stretch, {
      authors: Array.from(numbers).flatMap((number) => text.revisions[number] ?? []),
      isTracked: true,
      isMade: () => false,
      newId: (id) => id,
    });
  });
}

function placesOf(block: KeyedBlock | undefined): number[] {
  if (!block) return [];
  return Array.from({ length: block.to - block.from + 1 }, (_, index) => block.from + index);
}

/** The text with new ids, by which its references name their targets. */
function withNewIds(text: RevisedText, newId: () => string): RevisedText {
  const ids = new Map<string, string>();
  const named = (id: unknown): string => {
    const made = newId();
    if (typeof id === "string") ids.set(id, made);
    return made;
  };
  const paragraph = (block: RevisedParagraph): RevisedParagraph => {
    const { idBefore: _other, ...rest } = block;
    return { ...rest, id: named(block.id), content: block.content.map(noted) };
  };
  const noted = (piece: RevisedInline): RevisedInline =>
    piece.node.type === "footnote"
      ? { ...piece, node: { ...piece.node, attrs: { ...piece.node.attrs, id: named(null) } } }
      : piece;
  const first = eachParagraph(text.blocks, paragraph).map((block): RevisedBlock => {
    if (block.type !== "other" || !carriesOwnId(block.node.type)) return block;
    const attrs = { ...block.node.attrs, id: named(block.node.attrs?.id) };
    return { ...block, node: { ...block.node, attrs } };
  });
  const aimed = (piece: RevisedInline): RevisedInline => ({
    ...piece,
    node: withTargets(piece.node, ids),
    ...(piece.note ? { note: piece.note.map(aimed) } : {}),
  });
  const blocks = eachParagraph(first, (block) => ({ ...block, content: block.content.map(aimed) }));
  return { ...text, blocks };
}

function eachParagraph(
  blocks: readonly RevisedBlock[],
  change: (paragraph: RevisedParagraph) => RevisedParagraph,
): RevisedBlock[] {
  return blocks.map((block): RevisedBlock => {
    if (block.type === "paragraph") return change(block);
    if (block.type === "other") return block;
    const rows = block.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(change) })),
    }));
    return { ...block, rows };
  });
}

function withTargets(
  node: RevisedInline["node"],
  ids: ReadonlyMap<string, string>,
): RevisedInline["node"] {
  if (node.type !== "crossReference") return node;
  const name = (id: unknown): unknown => (typeof id === "string" ? (ids.get(id) ?? id) : id);
  const { targets, ranges } = node.attrs ?? {};
  return {
    ...node,
    attrs: {
      targets: Array.isArray(targets) ? targets.map(name) : [],
      ranges: Array.isArray(ranges)
        ? ranges.map((ends: unknown) => (Array.isArray(ends) ? ends.map(name) : ends))
        : [],
    },
  };
}
