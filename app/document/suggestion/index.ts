import { blockShape, type BlockShape } from "#app/document/nodes/kinds.ts";
import { shapeName } from "#app/document/redline/html.ts";
import type { Attributes, ProseNode } from "#app/document/prose.ts";
import { idOf, locateBase } from "./locate.ts";
import type { Suggested } from "./suggested.ts";
import { createEffort } from "#app/document/comparison/effort.ts";
import { mergedThreeWays, type MergedStretch } from "#app/document/comparison/three-way.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { blocksOf, streamOf, type StreamToken, textOfTokens } from "./stream.ts";

export { idOf, locateBase } from "./locate.ts";
export { readSuggested, type Suggested } from "./suggested.ts";

/** The most steps of comparison for one suggestion: some tenths of a second where nothing is alike. */
const EFFORT = 2_000_000;

/** A passage that the draft and a suggestion both changed, in words. */
export interface MergeConflict {
  readonly base: string;
  readonly draft: string;
  readonly suggested: string;
}

/** A suggestion as it would apply to the draft as it stands (M12). */
export interface MergedSuggestion {
  /** The blocks with the suggestion taken, its words where both changed the same. */
  readonly blocks: readonly ProseNode[];
  /** The blocks with the rest of it taken, the draft's words where both changed the same. */
  readonly keepingDraft: readonly ProseNode[];
  readonly conflicts: readonly MergeConflict[];
  /** Whether the draft differs from what the suggestion was made on. */
  readonly hasMoved: boolean;
  /** Whether the draft says already what the suggestion wants. */
  readonly isDone: boolean;
}

/**
 * Merges a suggestion with the draft's blocks as they stand, by words. No word of either side is lost
 * unsaid: what only one changed is taken; what both changed is a conflict and stands in both results.
 */
export function mergeSuggestion(
  { base, proposed }: Suggested,
  current: readonly ProseNode[],
): MergedSuggestion {
  const streams = {
    base: streamOf(base),
    draft: streamOf(current),
    suggested: streamOf(proposed),
  };
  const merged = mergedThreeWays(streams, ({ opens }) => opens, createEffort(EFFORT));
  const isAgreed = merged.every((stretch) => "agreed" in stretch);
  const gone = isAgreed ? new Set<string>() : goneFrom(current, base, proposed);
  const stretches = merged.map((stretch) => withoutGone(stretch, gone));
  const shapes = mergeShapes(base, current, proposed);
  const side = (which: "draft" | "suggested") =>
    blocksOf(tokensOn(stretches, which), (opening) => shapes.attributesOf(opening, which));
  const [blocks, keepingDraft] = [side("suggested"), side("draft")];
  const twice = new Set([...repeatedIds(blocks), ...repeatedIds(keepingDraft)]);
  return {
    blocks,
    keepingDraft,
    conflicts: [
      ...stretches.flatMap(conflictOf),
      ...shapes.conflicts,
      ...Array.from(twice, (id) => conflictAt(id, base, current, proposed)),
    ],
    hasMoved: textOf(base) !== textOf(current),
    isDone: textOf(blocks) === textOf(current),
  };
}

/** Whether a draft says all that a suggestion wants, and once. False where its blocks are gone. */
export function isDoneIn(suggested: Suggested, draft: readonly ProseNode[]): boolean {
  const { base, proposed } = suggested;
  const range = locateBase(base, draft.map(idOf), (index) => draft[index] ?? null, proposed);
  return range !== null && mergeSuggestion(suggested, draft.slice(range.from, range.to)).isDone;
}

/** Whether the two say the same, whatever the order of attributes and where texts are cut. */
export function isSameText(one: readonly ProseNode[], other: readonly ProseNode[]): boolean {
  return textOf(one) === textOf(other);
}

function textOf(blocks: readonly ProseNode[]): string {
  return streamOf(blocks)
    .map(({ key, node, opens }) => (opens ? `${key}${stable(blockShape(node.attrs ?? {}))}` : key))
    .join("");
}

/** Ids of blocks that a suggestion leaves as they are and that the draft hasn't: they are its place alone. */
function goneFrom(
  current: readonly ProseNode[],
  base: readonly ProseNode[],
  proposed: readonly ProseNode[],
): ReadonlySet<string> {
  const there = new Set(current.map(idOf));
  const kept = new Map(proposed.map((node) => [idOf(node), node]));
  const gone = base.flatMap((node) => {
    const id = idOf(node);
    const same = kept.get(id);
    return id !== null && same && !there.has(id) && isSameText([node], [same]) ? [id] : [];
  });
  return new Set(gone);
}

/**
 * Blocks that the draft lost or never had do not come with what a suggestion adds behind them. Where the
 * draft says something else there, all stays to be chosen.
 */
function withoutGone(
  stretch: MergedStretch<StreamToken>,
  gone: ReadonlySet<string>,
): MergedStretch<StreamToken> {
  if ("agreed" in stretch || gone.size === 0) return stretch;
  let isGone = false;
  const suggested = stretch.suggested.filter(({ node, opens }) => {
    if (opens) isGone = gone.has(idOf(node) ?? "");
    return !isGone;
  });
  if (suggested.length === stretch.suggested.length) return stretch;
  const { draft } = stretch;
  const isSame =
    draft.length === suggested.length &&
    draft.every(({ key }, index) => key === suggested[index]?.key);
  if (isSame) return { agreed: draft };
  return draft.length === 0 ? { ...stretch, suggested } : stretch;
}

function tokensOn(
  stretches: readonly MergedStretch<StreamToken>[],
  side: "draft" | "suggested",
): StreamToken[] {
  return stretches.flatMap((stretch) => ("agreed" in stretch ? stretch.agreed : stretch[side]));
}

function conflictOf(stretch: MergedStretch<StreamToken>): MergeConflict[] {
  if ("agreed" in stretch) return [];
  const { base, draft, suggested } = stretch;
  return [
    { base: textOfTokens(base), draft: textOfTokens(draft), suggested: textOfTokens(suggested) },
  ];
}

/** The ids of blocks that stand there twice, as where both moved one elsewhere. */
function repeatedIds(blocks: readonly ProseNode[]): string[] {
  const seen = new Set<string>();
  return blocks.map(idOf).filter((id) => {
    if (id === null) return false;
    const isAgain = seen.has(id);
    seen.add(id);
    return isAgain;
  }) as string[];
}

function conflictAt(
  id: string,
  base: readonly ProseNode[],
  draft: readonly ProseNode[],
  suggested: readonly ProseNode[],
): MergeConflict {
  const words = (blocks: readonly ProseNode[]) =>
    textOfTokens(streamOf(blocks.filter((block) => idOf(block) === id)));
  return { base: words(base), draft: words(draft), suggested: words(suggested) };
}

/** Kind and level of each block, merged on their own: words beside them don't matter. */
function mergeShapes(
  base: readonly ProseNode[],
  draft: readonly ProseNode[],
  suggested: readonly ProseNode[],
) {
  const [was, now, wanted] = [shapesOf(base), shapesOf(draft), shapesOf(suggested)];
  const conflicts: MergeConflict[] = [];
  const merged = new Map<unknown, Record<"draft" | "suggested", BlockShape>>();
  for (const [id, suggestedShape] of wanted) {
    const [before, draftShape] = [was.get(id), now.get(id)];
    if (!before || !draftShape) continue;
    const isBySuggestion = !isSameShape(before, suggestedShape);
    const isByDraft = !isSameShape(before, draftShape);
    const isBoth = isBySuggestion && isByDraft && !isSameShape(draftShape, suggestedShape);
    merged.set(id, {
      draft: isByDraft ? draftShape : suggestedShape,
      suggested: isBySuggestion ? suggestedShape : draftShape,
    });
    if (isBoth) {
      conflicts.push({
        base: shapeName(before),
        draft: shapeName(draftShape),
        suggested: shapeName(suggestedShape),
      });
    }
  }
  const attributesOf = (
    { attrs }: ProseNode,
    side: "draft" | "suggested",
  ): Attributes | undefined => {
    const shape = merged.get(attrs?.id)?.[side];
    return shape ? { ...attrs, ...shape } : attrs;
  };
  return { conflicts, attributesOf };
}

function shapesOf(blocks: readonly ProseNode[]): Map<unknown, BlockShape> {
  const shapes = blocks.flatMap(({ type, attrs }) =>
    type === "block" ? [[attrs?.id, blockShape(attrs ?? {})] as const] : [],
  );
  return new Map(shapes);
}

function isSameShape(one: BlockShape, other: BlockShape): boolean {
  return one.kind === other.kind && one.level === other.level;
}
