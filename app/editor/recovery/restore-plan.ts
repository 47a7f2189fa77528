import { isChanged, redlineBlock, type RedlineBlock } from "#app/document/redline/index.ts";
import { alignUnits, type UnitPair } from "#app/document/comparison/align.ts";
import { headingOf } from "#app/document/redline/changes.ts";
import { createEffort } from "#app/document/comparison/effort.ts";
import { unitReader, type RedlineUnit } from "#app/document/comparison/units.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/** Steps of comparison: some tenths of a second at most, since it runs beside typing. */
const EFFORT = 2_000_000;
/** Nodes that are read until the page gets a turn. */
const NODES_AT_ONCE = 40;

/** Something that would change if a version's words were put back. */
export interface RestorePart {
  /** The same while both texts have the same there: what was shown before something else is done. */
  readonly key: string;
  /** The ids of its blocks, in either text. */
  readonly ids: readonly string[];
  /** Index into the sections. */
  readonly section: number;
  /** From the draft to the version; of a move, both of its places. */
  readonly blocks: readonly RedlineBlock[];
}

/** The changes to the draft if a version's words were put back into it. */
export interface RestorePlan {
  readonly parts: readonly RestorePart[];
  /** The headings of what changes; null for what stands before the first. */
  readonly sections: readonly (string | null)[];
  /** Composes the text in which these parts are as in the version, and all else is as in the draft. */
  compose(chosen: ReadonlySet<RestorePart>): ProseJSON;
}

/** Compares a draft with a version of it, in slices: call `next` until it is done. */
export function* planRestore(now: ProseJSON, version: ProseJSON): Generator<void, RestorePlan> {
  const olds = yield* unitsInSlices(now);
  const news = yield* unitsInSlices(version);
  const effort = createEffort(EFFORT);
  const pairs = alignUnits(olds, news, effort);
  yield;
  const sections: (string | null)[] = [];
  let heading: string | null = null;
  let isListed = false;
  const parts: RestorePart[] = [];
  const partOf = new Map<UnitPair, RestorePart>();
  /** Moves by the index in the draft: their two places are one part. */
  const moves = new Map<number | null, RestorePart & { blocks: RedlineBlock[] }>();
  for (const [index, pair] of pairs.entries()) {
    if (index % NODES_AT_ONCE === 0) yield;
    const block = redlineBlock(pair, olds, news, effort);
    const title = headingOf(block)?.title;
    if (title !== undefined) {
      heading = title;
      isListed = false;
    }
    if (!isChanged(block)) continue;
    const known = pair.moved ? moves.get(pair.old) : undefined;
    if (known) {
      known.blocks.push(block);
      partOf.set(pair, known);
      continue;
    }
    if (!isListed) sections.push(heading);
    isListed = true;
    const old = pair.old === null ? null : (olds[pair.old] ?? null);
    // The earlier place of a move does not say where it goes.
    const other = pair.moved
      ? pairs.find((one) => one !== pair && one.moved && one.old === pair.old)
      : undefined;
    const to = pair.now ?? other?.now ?? null;
    const next = to === null ? null : (news[to] ?? null);
    const part = {
      key: JSON.stringify([old?.node ?? null, next?.node ?? null, pair.moved]),
      ids: [old?.id, next?.id].filter((id) => typeof id === "string"),
      section: sections.length - 1,
      blocks: [block],
    };
    parts.push(part);
    partOf.set(pair, part);
    if (pair.moved) moves.set(pair.old, part);
  }
  return {
    parts,
    sections,
    compose: (chosen) => ({
      ...now,
      content: pairs.flatMap((pair): readonly ProseNode[] => {
        const part = partOf.get(pair);
        const old = pair.old === null ? undefined : olds[pair.old]?.node;
        const next = pair.now === null ? undefined : news[pair.now]?.node;
        if (part && chosen.has(part)) return next ? [next] : [];
        // Of a move that is not wanted the later place stays empty.
        return old && !(pair.moved && next) ? [old] : [];
      }),
    }),
  };
}

function* unitsInSlices(prose: ProseJSON): Generator<void, RedlineUnit[]> {
  const read = unitReader(prose);
  const units: RedlineUnit[] = [];
  for (const [index, node] of prose.content.entries()) {
    if (index % NODES_AT_ONCE === 0) yield;
    units.push(read(node));
  }
  return units;
}
