import type { Node } from "@tiptap/pm/model";
import type { Transform } from "@tiptap/pm/transform";
import { type BlockRange, replaceBlocks } from "#app/document/edits/replace-blocks.ts";
import type { SharedFlow, WrittenIds } from "#app/document/flow/shared-flow.ts";
import { blocksBetween } from "#app/document/nodes/block-ids.ts";
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

/** What accepting did, so that it can be told and taken out again. */
export interface AcceptedBlocks extends WrittenIds {
  /** The blocks concerned, as they stood and as they were made. */
  readonly before: readonly ProseNode[];
  readonly after: readonly ProseNode[];
}

/**
 * Why somebody has to look again: the draft says something else than was expected, both changed the same
 * words, the paragraphs are gone, or it was too much at once.
 */
export type WhyLookAgain = "changed" | "conflict" | "gone" | "too-much";

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
  return seen.map((place, index) => {
    const each = chosen[index];
    if (typeof place === "string" || !each) return place as WhyLookAgain;
    if (tools.isSpent()) return "too-much";
    const now = placeIn(text, each, place);
    return typeof now === "string" ? now : writeInto(text, now, tools);
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

function writeInto(
  text: SharedFlow,
  { range, becoming }: PlacedSuggestion,
  tools: EditTools,
): AcceptedBlocks {
  // Where nothing is left of the blocks, one beside them tells where they stood.
  const isBare = becoming.length === 0;
  const from = isBare ? Math.max(0, range.from - 1) : range.from;
  const to = isBare && range.from === 0 ? Math.min(text.node.childCount, range.to + 1) : range.to;
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
