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

/** The proposal of a stretch of changed blocks. */
export function proposalOf(
  sides: ProposalSides,
  stretch: readonly ComparedBlock[],
  { authors, isTracked, isMade, newId }: ProposalNames,
): ReturnProposal {
  const whole = withAnchor(sides, stretch);
  const base = nodesAt(
    sides.left,
    whole.map(({ left }) => left),
  );
  const own = new Set(base.map(idOf));
  const elsewhere = new Set(
    whole.flatMap(({ back, isMoved }) => {
      const id = isMoved && back !== null ? idOf(sides.back[back] ?? NOTHING) : null;
      return id === null || own.has(id) ? [] : [id];
    }),
  );
  const proposed = nodesAt(
    sides.back,
    whole.map(({ back }) => back),
  );
  const named = new ProposalIds(isMade, newId);
  const blank = new ProposalIds(isMade, () => null);
  return {
    base,
    proposed: proposed.map((node) => named.renamed(node, elsewhere)),
    authors,
    isTracked,
    identity: stable([base, proposed.map((node) => blank.renamed(node, elsewhere))]),
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
