import type { Node } from "@tiptap/pm/model";
import type { Transform } from "@tiptap/pm/transform";
import { type BlockRange, replaceBlocks } from "#app/document/edits/replace-blocks.ts";
import type { SharedFlow, WrittenIds } from "#app/document/flow/shared-flow.ts";
import { blocksBetween } from "#app/document/nodes/block-ids.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { mergeSuggestion, type Suggested } from "#app/document/suggestion/index.ts";
import {
  asNewBlocks,
  becomingOf,
  type SuggestionChoice,
  jsonBetween,
  idsOf,
  rangeIn,
  shownText,
} from "./standing.ts";

/** A suggestion that somebody accepts, as they saw it. */
export interface ChosenSuggestion {
  readonly suggested: Suggested;
  /** The hash of what their page showed (shownText). */
  readonly shown: string;
  readonly choice: SuggestionChoice;
  /** Of a new paragraph: the id of the block that it stands behind; null for the end of the text. */
  readonly behind: string | null;
}

/** The outcome of accepting: enough to tell of it and to take it out again. */
interface AcceptedBlocks extends WrittenIds {
  /** The blocks concerned, as they stood and as they were made. */
  readonly before: readonly ProseNode[];
  readonly after: readonly ProseNode[];
}

/**
 * Why somebody has to look again: the draft says something else than was expected, both changed the same
 * words, the paragraphs are gone, they are too large by themselves, or it was too much at once.
 */
export type WhyLookAgain = "changed" | "conflict" | "gone" | "too-large" | "too-much";

/** Characters of JSON of the blocks of one suggestion, before and after, which are kept of it. */
const MOST_OF_ONE = 4 * MARGIN_LIMITS.suggestionBytes;
/** The same of all of one step: opening it again reads them all. */
const MOST_OF_STEP = 16_000_000;

export interface EditTools {
  readonly hash: (text: string) => string;
  readonly newBlockId: () => string;
  /** Whether the work has cost what it may: the rest is left. */
  readonly isSpent: () => boolean;
}

/**
 * Writes suggestions into a draft, each against what the ones before made of it. What was shown is
 * compared with the draft before any is written. Words and paragraphs that stay keep their items (F10).
 */
export function acceptInto(
  text: SharedFlow,
  chosen: readonly ChosenSuggestion[],
  tools: EditTools,
): (AcceptedBlocks | WhyLookAgain)[] {
  const seen = chosen.map((each) => (tools.isSpent() ? "too-much" : asShown(text, each, tools)));
  let ofStep = 0;
  return seen.map((place, index) => {
    const each = chosen[index];
    if (typeof place === "string" || !each) return place as WhyLookAgain;
    if (tools.isSpent()) return "too-much";
    const now = placeIn(text, each, place);
    if (typeof now === "string") return now;
    const size = sizeOf(text, now);
    if (size > MOST_OF_ONE) return "too-large";
    if (ofStep + size > MOST_OF_STEP) return "too-much";
    ofStep += size;
    return writeInto(text, now, tools);
  });
}

/** Blocks of a draft, and what they become. */
interface PlacedSuggestion {
  readonly range: BlockRange;
  readonly nodes: readonly Node[];
  readonly becoming: readonly ProseNode[];
}

/** @param known what was found before: it holds where the draft's own nodes are the same. */
function placeIn(
  { node: draft }: SharedFlow,
  { suggested, choice, behind }: ChosenSuggestion,
  known: PlacedSuggestion | null = null,
): PlacedSuggestion | WhyLookAgain {
  if (choice === "new") {
    const at = behind === null ? draft.childCount : idsOf(draft).indexOf(behind) + 1;
    if (at === 0 && behind !== null) return "gone";
    return { range: { from: at, to: at }, nodes: [], becoming: asNewBlocks(suggested) };
  }
  const range = rangeIn(draft, suggested);
  if (!range) return "gone";
  const nodes = draft.content.content.slice(range.from, range.to);
  const isKnown =
    known?.nodes.length === nodes.length && known.nodes.every((node, at) => node === nodes[at]);
  if (isKnown) return { ...known, range };
  const merged = mergeSuggestion(suggested, jsonBetween(draft, range));
  const becoming = becomingOf(merged, choice);
  return becoming ? { range, nodes, becoming } : "conflict";
}

function asShown(
  text: SharedFlow,
  chosen: ChosenSuggestion,
  tools: EditTools,
): PlacedSuggestion | WhyLookAgain {
  const place = placeIn(text, chosen);
  if (typeof place === "string") return place;
  const shown = shownText(jsonBetween(text.node, place.range), place.becoming);
  return tools.hash(shown) === chosen.shown ? place : "changed";
}

/** Characters of what is kept of writing it. */
function sizeOf({ node: draft }: SharedFlow, place: PlacedSuggestion): number {
  const { range, becoming } = place;
  const kept = keptRange(draft, place);
  const beside = [
    ...jsonBetween(draft, { from: kept.from, to: range.from }),
    ...jsonBetween(draft, { from: range.to, to: kept.to }),
  ];
  return JSON.stringify([jsonBetween(draft, kept), beside, becoming]).length;
}

/** Where nothing is left of the blocks, one beside them tells where they stood. */
function keptRange(draft: Node, { range, becoming }: PlacedSuggestion): BlockRange {
  if (becoming.length > 0) return range;
  const { from, to } = range;
  return from > 0 ? { from: from - 1, to } : { from, to: Math.min(draft.childCount, to + 1) };
}

function writeInto(text: SharedFlow, place: PlacedSuggestion, tools: EditTools): AcceptedBlocks {
  const { range, becoming } = place;
  const { from, to } = keptRange(text.node, place);
  const before = jsonBetween(text.node, { from, to });
  const behind = text.node.childCount - to;
  const steps = replaceBlocks(text.node, range, becoming);
  const ids = steps ? text.write(withIds(steps, range, tools.newBlockId)) : NOTHING;
  const after = jsonBetween(text.node, { from, to: text.node.childCount - behind });
  return { ...ids, before, after };
}

const NOTHING: WrittenIds = { written: [], erased: [] };

/** Gives ids to new blocks, as the editor does: to those without one, or with one that another has. */
function withIds(steps: Transform, { from, to }: BlockRange, newBlockId: () => string): Transform {
  const { doc, before } = steps;
  const end = doc.childCount - (before.childCount - to);
  const outside = [...blocksBetween(doc, 0, from), ...blocksBetween(doc, end, doc.childCount)];
  const taken = new Set<unknown>(outside.map(({ node }) => node.attrs.id));
  for (const { node, position } of blocksBetween(doc, from, end)) {
    const id: unknown = node.attrs.id;
    if (isBlockId(id) && !taken.has(id)) taken.add(id);
    else steps.setNodeAttribute(position, "id", newBlockId());
  }
  return steps;
}
