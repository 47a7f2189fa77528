import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { stable } from "#app/document/comparison/stable.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, type Suggested } from "#app/document/suggestion/index.ts";
import type { ComparedBlock } from "./block-differences.ts";
import type { Revision } from "./revised.ts";

/** Consecutive blocks that they changed in Word, to be suggested (M7). */
export interface ReturnProposal extends Suggested {
  /** Exactly as they left, with at least one block by which they are found again where there is one. */
  readonly base: readonly ProseNode[];
  /** With the ids of blocks that are the same paragraphs. */
  readonly proposed: readonly ProseNode[];
  /** Authors who tracked changes in them; empty for none. */
  readonly authors: readonly Revision[];
  /** Whether all of it is tracked. */
  readonly isTracked: boolean;
  /**
   * The same for the same change, whatever ids new blocks have: to be hashed, and compared with those of
   * an earlier return (W10).
   */
  readonly identity: string;
  /** The identity of the piece with the added block behind which this one goes on; null for none. */
  readonly follows: string | null;
}

interface ProposalSides {
  readonly left: readonly ProseNode[];
  readonly back: readonly ProseNode[];
  readonly pairs: readonly ComparedBlock[];
}

interface ProposalNames extends Pick<ReturnProposal, "authors" | "isTracked"> {
  /** Whether an id was made for a block that did not leave. */
  readonly isMade: (id: string) => boolean;
  /** The id that a block of such an id gets. */
  readonly newId: (id: string) => string | null;
}

/** Blocks of one proposal, with room for those by which it is found; and letters of their JSON. */
const MOST_BLOCKS = MARGIN_LIMITS.blocks - 3;
const MOST_LETTERS = 80_000;

/**
 * The proposals of a stretch of changed blocks: one, or several in a row where it is longer than one
 * suggestion may be. Of these each that only adds says behind which added paragraph it goes on.
 */
export function proposalsOf(
  sides: ProposalSides,
  stretch: readonly ComparedBlock[],
  names: ProposalNames,
): ReturnProposal[] {
  const whole = withAnchor(sides, stretch);
  const pieces = inPieces(sides, whole);
  const proposals: ReturnProposal[] = [];
  const pieceOf = new Map<ComparedBlock, number>();
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const around = pieces.length === 1 ? NOTHING_AROUND : placeOf(sides, whole, from, piece.length);
    from += piece.length;
    for (const pair of piece) pieceOf.set(pair, index);
    const earlier = around.behind && proposals[pieceOf.get(around.behind) ?? -1];
    const proposal = proposalOf(sides, piece, around, names);
    proposals.push({ ...proposal, follows: earlier?.identity ?? null });
  }
  return proposals;
}

function inPieces(
  { left, back }: ProposalSides,
  whole: readonly ComparedBlock[],
): ComparedBlock[][] {
  const pieces: ComparedBlock[][] = [];
  let [count, letters] = [0, 0];
  const lettersOf = (node: ProseNode | undefined) => (node ? JSON.stringify(node).length : 0);
  for (const pair of whole) {
    const own = Math.max(lettersOf(left[pair.left ?? -1]), lettersOf(back[pair.back ?? -1]));
    count += 1;
    letters += own;
    const last = pieces.at(-1);
    if (last && count <= MOST_BLOCKS && letters <= MOST_LETTERS) last.push(pair);
    else {
      pieces.push([pair]);
      [count, letters] = [1, own];
    }
  }
  return pieces;
}

/** Blocks by which a piece is found: those that left as they left, and an added one of another piece. */
interface BlocksAround {
  readonly before: ProseNode | null;
  readonly added: ProseNode | null;
  readonly after: ProseNode | null;
  /** The pair of the added one. */
  readonly behind: ComparedBlock | null;
}

const NOTHING_AROUND: BlocksAround = { before: null, added: null, after: null, behind: null };

function placeOf(
  { left, back }: ProposalSides,
  whole: readonly ComparedBlock[],
  from: number,
  length: number,
): BlocksAround {
  const named = (pair: ComparedBlock) => {
    const node = pair.left === null ? undefined : left[pair.left];
    return node && idOf(node) !== null ? node : null;
  };
  const earlier = whole.slice(0, from);
  const at = earlier.findLastIndex((pair) => named(pair) !== null);
  const before = earlier[at] ? named(earlier[at]) : null;
  const isFound = whole.slice(from, from + length).some((pair) => named(pair) !== null);
  if (isFound && (before || from === 0)) return NOTHING_AROUND;
  const last = earlier.slice(at + 1).findLast((pair) => pair.left === null && pair.back !== null);
  const added = (last && back[last.back ?? -1]) ?? null;
  const next = whole.slice(from + length).find((pair) => named(pair) !== null);
  return {
    before,
    added,
    after: !isFound && !before && next ? named(next) : null,
    behind: last ?? null,
  };
}

function proposalOf(
  sides: ProposalSides,
  piece: readonly ComparedBlock[],
  { before, added, after }: BlocksAround,
  { authors, isTracked, isMade, newId }: ProposalNames,
): Omit<ReturnProposal, "follows"> {
  const base = nodesAt(
    sides.left,
    piece.map(({ left }) => left),
  );
  const own = new Set(base.map(idOf));
  const elsewhere = new Set(
    piece.flatMap(({ back, isMoved }) => {
      const id = isMoved && back !== null ? idOf(sides.back[back] ?? NOTHING) : null;
      return id === null || own.has(id) ? [] : [id];
    }),
  );
  const proposed = nodesAt(
    sides.back,
    piece.map(({ back }) => back),
  );
  const [lead, end] = [before ? [before] : [], after ? [after] : []];
  const sidesUnder = (ids: ProposalIds) => {
    const goesOn = added ? [ids.renamed(added, elsewhere)] : [];
    const becomes = proposed.map((node) => ids.renamed(node, elsewhere));
    return {
      base: [...lead, ...goesOn, ...base, ...end],
      proposed: [...lead, ...goesOn, ...becomes, ...end],
    };
  };
  const blank = sidesUnder(new ProposalIds(isMade, () => null));
  return {
    ...sidesUnder(new ProposalIds(isMade, newId)),
    authors,
    isTracked,
    identity: stable([blank.base, blank.proposed]),
  };
}

const NOTHING: ProseNode = { type: "doc", content: [] };

function nodesAt(nodes: readonly ProseNode[], places: readonly (number | null)[]): ProseNode[] {
  return places.flatMap((place) => (place === null ? [] : (nodes[place] ?? [])));
}

/** With unchanged blocks beside it until one of those that left has an id: a place is found by it. */
function withAnchor(
  { left, pairs }: ProposalSides,
  stretch: readonly ComparedBlock[],
): readonly ComparedBlock[] {
  const hasId = (some: readonly ComparedBlock[]) =>
    some.some((pair) => pair.left !== null && idOf(left[pair.left] ?? NOTHING) !== null);
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (!first || !last || hasId(stretch)) return stretch;
  const from = pairs.indexOf(first);
  for (const isBefore of [true, false]) {
    const anchored = [...stretch];
    for (let index = isBefore ? from - 1 : pairs.indexOf(last) + 1; ; index += isBefore ? -1 : 1) {
      const pair = pairs[index];
      if (!pair || pair.isChanged) break;
      if (isBefore) anchored.unshift(pair);
      else anchored.push(pair);
      if (hasId([pair])) return anchored;
    }
  }
  return stretch;
}

class ProposalIds {
  constructor(
    private readonly isMade: (id: string) => boolean,
    private readonly newId: (id: string) => string | null,
  ) {}

  /** @param elsewhere ids of blocks that left from another place: there they go, and here come others. */
  renamed(node: ProseNode, elsewhere: ReadonlySet<string>): ProseNode {
    const id = node.attrs?.id;
    const isNew = typeof id === "string" && (this.isMade(id) || elsewhere.has(id));
    const attrs = isNew ? { ...node.attrs, id: this.newId(id) } : this.references(node);
    const content = node.content?.map((inner) => this.renamed(inner, elsewhere));
    return {
      ...node,
      ...(attrs ? { attrs } : {}),
      ...(content ? { content } : {}),
    } as ProseNode;
  }

  private references({ type, attrs }: ProseNode): ProseNode["attrs"] {
    if (type !== "crossReference") return attrs;
    const name = (id: unknown): unknown =>
      typeof id === "string" && this.isMade(id) ? (this.newId(id) ?? id) : id;
    const { targets, ranges } = attrs ?? {};
    return {
      targets: Array.isArray(targets) ? targets.map(name) : [],
      ranges: Array.isArray(ranges)
        ? ranges.map((ends: unknown) => (Array.isArray(ends) ? ends.map(name) : ends))
        : [],
    };
  }
}
