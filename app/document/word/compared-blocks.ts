import { alignUnits } from "#app/document/comparison/align.ts";
import type { Effort } from "#app/document/comparison/effort.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { unitsOf } from "#app/document/comparison/units.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { ownId } from "#app/document/nodes/node-id.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { comparedInline, lettersOfBlock, wholeInline, type NameChange } from "./compared-inline.ts";
import { comparedTable, wholeTable, type TableTools } from "./compared-tables.ts";
import type { RevisedBlock, RevisedOther, RevisedParagraph, Tracked } from "./revised.ts";

/** One change, for whoever names its author. */
export interface RevisedChange {
  readonly kind: "inserted" | "deleted" | "restyled" | "reshaped";
  readonly part: "words" | "mark" | "shape" | "row" | "block";
  /**
   * The block in which it is: of a deletion as the earlier text knows it, else as the later one does. Of a
   * row its first block. Null for a block without an id.
   */
  readonly blockId: string | null;
  /** Letters of that block there, in UTF-16 units, with those in its footnotes. */
  readonly from: number;
  readonly to: number;
}

/** A block as it was and as it is; null where it was not, or is not any more. */
export interface RevisedPair {
  readonly before: ProseNode | null;
  readonly after: ProseNode | null;
  /** The number of the revision that made a change of it. */
  readonly nameOf: (change: RevisedChange) => number;
}

interface BlockTools {
  readonly effort: Effort;
  /** The key under which a file knows a block. */
  readonly keyOf: (node: ProseNode) => string | null;
}

/** Pairs the blocks of two texts as a redline does; what moved is gone at one place and new at the other. */
export function pairedBlocks(
  before: readonly ProseNode[],
  after: readonly ProseNode[],
  nameOf: RevisedPair["nameOf"],
  effort: Effort,
): RevisedPair[] {
  const [old, now] = [before, after].map((content) => unitsOf({ type: "doc", content }));
  return alignUnits(old ?? [], now ?? [], effort).map((pair) => {
    const isGone = pair.old === null || (pair.moved && pair.now !== null);
    return {
      before: isGone ? null : (before[pair.old ?? 0] ?? null),
      after: pair.now === null ? null : (after[pair.now] ?? null),
      nameOf,
    };
  });
}

/** A pair of which only one side is there, of text. */
interface LoneBlock {
  readonly node: ProseNode;
  readonly side: "inserted" | "deleted";
  readonly pair: RevisedPair;
}

/**
 * The pairs as one text with changes. A paragraph that came or went joins the following one, so that those
 * at the end need care: there the paragraph before gives up its end, or the last is written in the place of
 * the last.
 */
export function composed(pairs: readonly RevisedPair[], tools: BlockTools): RevisedBlock[] {
  const tail = tailOf(pairs);
  const head = pairs.slice(0, pairs.length - tail.length);
  const blocks = head.flatMap((pair) => revisedPair(pair, tools));
  const last = tail.at(-1);
  if (!last) return blocks;
  const old = tail.findLast(({ side }) => side === "deleted");
  const now = tail.findLast(({ side }) => side === "inserted");
  const lead = head.at(-1);
  const before = blocks.at(-1);
  if (old && now) {
    const others = tail.filter((one) => one !== old && one !== now);
    return [...blocks, ...others.map((one) => oneSided(one, tools)), inPlaceOf(old, now, tools)];
  }
  if (before?.type === "paragraph" && lead?.before && lead.after) {
    const mark = markOf(last);
    const others = tail.slice(0, -1).map((one) => oneSided(one, tools));
    return [
      ...blocks.slice(0, -1),
      { ...before, mark },
      ...others,
      endingOf(last, lead.before, lead.after, tools),
    ];
  }
  const own = tail.map((one) => oneSided(one, tools));
  const ending = own.at(-1);
  // A text is never without a block.
  if (head.length === 0 && ending) return [...own.slice(0, -1), { ...ending, mark: UNTOUCHED }];
  return [...blocks, ...own];
}

/** Paragraphs at the end that one side lacks. */
function tailOf(pairs: readonly RevisedPair[]): LoneBlock[] {
  const tail: LoneBlock[] = [];
  for (const pair of pairs.toReversed()) {
    const one = oneSideOf(pair);
    if (one?.node.type !== "block") break;
    tail.push(one);
  }
  return tail.toReversed();
}

function oneSideOf(pair: RevisedPair): LoneBlock | null {
  const { before, after } = pair;
  if (before && after) return null;
  if (after) return { node: after, side: "inserted", pair };
  return before ? { node: before, side: "deleted", pair } : null;
}

const UNTOUCHED: Tracked = { inserted: null, deleted: null };

function revisedPair(pair: RevisedPair, tools: BlockTools): RevisedBlock[] {
  const { before, after } = pair;
  if (!before || !after) {
    const one = oneSideOf(pair);
    return one ? [oneSidedBlock(one, tools)] : [];
  }
  if (before.type === "block" && after.type === "block")
    return [paragraph(pair, before, after, tools)];
  if (before.type === "table" && after.type === "table") {
    const table = comparedTable(before, after, tableTools(after, pair, tools));
    if (table) return [table];
  } else if (stable(before) === stable(after)) {
    return [{ type: "other", key: tools.keyOf(after), node: other(after), ...UNTOUCHED }];
  }
  return [
    oneSidedBlock({ node: before, side: "deleted", pair }, tools),
    oneSidedBlock({ node: after, side: "inserted", pair }, tools),
  ];
}

function oneSidedBlock(one: LoneBlock, tools: BlockTools): RevisedBlock {
  const { node, side, pair } = one;
  if (node.type === "block") return oneSided(one, tools);
  if (node.type === "table") return wholeTable(node, side, tableTools(node, pair, tools));
  const blockId = ownId(node.attrs);
  const number = pair.nameOf({ kind: side, part: "block", blockId, from: 0, to: 0 });
  return { type: "other", key: tools.keyOf(node), node: other(node), ...fate(side, number) };
}

function tableTools(table: ProseNode, { nameOf }: RevisedPair, tools: BlockTools): TableTools {
  const { effort, keyOf } = tools;
  return {
    effort,
    key: keyOf(table),
    nameRow: (kind, blockId) => nameOf({ kind, part: "row", blockId, from: 0, to: 0 }),
    inCell: (before, after) =>
      composed(pairedBlocks(before, after, nameOf, effort), tools).flatMap((block) =>
        block.type === "paragraph" ? [block] : [],
      ),
  };
}

/** Only blocks are compared here. */
function other(node: ProseNode): RevisedOther["node"] {
  return node as RevisedOther["node"];
}

function fate(side: LoneBlock["side"], number: number): Tracked {
  return side === "inserted"
    ? { inserted: number, deleted: null }
    : { inserted: null, deleted: number };
}

function paragraph(
  { nameOf }: RevisedPair,
  before: ProseNode,
  after: ProseNode,
  { keyOf, effort }: BlockTools,
): RevisedParagraph {
  const [id, idBefore] = [ownId(after.attrs), ownId(before.attrs)];
  const [shape, was] = [blockShape(after.attrs ?? {}), blockShape(before.attrs ?? {})];
  const name: NameChange = (kind, from, to) =>
    nameOf({ kind, part: "words", blockId: kind === "deleted" ? idBefore : id, from, to });
  const isReshaped = stable(shape) !== stable(was);
  const reshaping = { kind: "reshaped", part: "shape", blockId: id, from: 0, to: 0 } as const;
  return {
    type: "paragraph",
    id,
    ...(id === idBefore ? {} : { idBefore }),
    key: keyOf(after),
    shape,
    reshaped: isReshaped ? { shape: was, revision: nameOf(reshaping) } : null,
    mark: UNTOUCHED,
    content: comparedInline(before, after, name, effort),
  };
}

/** A paragraph that came or went with its end. */
function oneSided(one: LoneBlock, { keyOf }: BlockTools): RevisedParagraph {
  const { node } = one;
  return {
    type: "paragraph",
    id: ownId(node.attrs),
    key: keyOf(node),
    shape: blockShape(node.attrs ?? {}),
    reshaped: null,
    mark: markOf(one),
    content: inlineOfBlock(one),
  };
}

function markOf({ node, side, pair }: LoneBlock): Tracked {
  const end = lettersOfBlock(node);
  const blockId = ownId(node.attrs);
  return fate(side, pair.nameOf({ kind: side, part: "mark", blockId, from: end, to: end }));
}

function inlineOfBlock({ node, side, pair }: LoneBlock) {
  const blockId = ownId(node.attrs);
  return wholeInline(node, side, (kind, from, to) =>
    pair.nameOf({ kind, part: "words", blockId, from, to }),
  );
}

/** The last paragraph, of which all words are others. */
function inPlaceOf(old: LoneBlock, now: LoneBlock, tools: BlockTools): RevisedParagraph {
  const { content: _old, ...before } = old.node as ProseNode & { readonly content?: unknown };
  const { content: _now, ...after } = now.node as ProseNode & { readonly content?: unknown };
  const pair = paragraph(now.pair, before as ProseNode, after as ProseNode, tools);
  return { ...pair, content: [...inlineOfBlock(old), ...inlineOfBlock(now)] };
}

/**
 * The last paragraph where it came or went, and the one before it gave up its end: without it, it is the
 * end of that one, with its look.
 */
function endingOf(
  one: LoneBlock,
  leadBefore: ProseNode,
  leadAfter: ProseNode,
  tools: BlockTools,
): RevisedParagraph {
  const isNew = one.side === "inserted";
  const [before, after] = isNew ? [leadBefore, one.node] : [one.node, leadAfter];
  const bare = (node: ProseNode): ProseNode => ({ type: "block", attrs: node.attrs ?? {} });
  return {
    ...paragraph(one.pair, bare(before), bare(after), tools),
    key: tools.keyOf(one.node),
    content: inlineOfBlock(one),
  };
}
