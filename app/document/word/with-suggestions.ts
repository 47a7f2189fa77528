/** A draft with its open suggestions as tracked changes (word.md W2, W6). */
import { createEffort } from "#app/document/comparison/effort.ts";
import { stable } from "#app/document/comparison/stable.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import {
  idOf,
  locateBase,
  mergeSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import { composed, pairedBlocks, type RevisedPair } from "./compared-blocks.ts";
import { canonicalBlocks } from "./fates.ts";
import { REDLINE_EFFORT, type RevisedOptions } from "./revised-from.ts";
import type { RevisedText, Revision } from "./revised.ts";
import { textsOfRevisions, type RevisionTexts } from "./revision-texts.ts";

/** An open suggestion that is to leave, with whom the file is to name. */
export interface LeavingSuggestion extends Suggested {
  readonly id: string;
  readonly revision: Revision;
}

/** A suggestion that left as tracked changes: what the export record keeps of it (W6). */
export interface SentSuggestion extends Suggested, Revision {
  readonly id: string;
  /** The blocks as they left, and as it would have them. */
  readonly base: readonly ProseNode[];
  readonly proposed: readonly ProseNode[];
  /** The words that it changes there, by which it is known again. */
  readonly words: RevisionTexts;
}

/**
 * Why a suggestion is not in the file: another one that stands there competes with it, the draft says it
 * already, its paragraphs are gone, or the draft changed the same words.
 */
type WhyLeftOut = "competing" | "done" | "gone" | "conflict";

interface TextWithSuggestions {
  readonly text: RevisedText;
  /** By the number of their revision: each has its own, even where one person made two at once. */
  readonly sent: readonly SentSuggestion[];
  readonly leftOut: readonly { readonly id: string; readonly why: WhyLeftOut }[];
}

/**
 * Lays suggestions into a draft, each as it would apply now. Where several concern the same blocks, the
 * first stays. Throws a ProseError for a draft that can't be a version.
 */
export function withSuggestions(
  draft: ProseJSON,
  suggestions: readonly LeavingSuggestion[],
  options: RevisedOptions = {},
): TextWithSuggestions {
  const blocks = canonicalBlocks(draft.content);
  const places = new DraftPlaces(blocks);
  const leftOut: { id: string; why: WhyLeftOut }[] = [];
  const laid: LaidPlace[] = [];
  for (const one of suggestions) {
    const place = places.layIn(one);
    if (typeof place === "string") leftOut.push({ id: one.id, why: place });
    else laid.push(place);
  }
  laid.sort((one, other) => one.from - other.from);
  const effort = createEffort(REDLINE_EFFORT);
  const pairs: RevisedPair[] = [];
  let next = 0;
  const upTo = (end: number) => {
    for (const node of blocks.slice(next, end)) {
      pairs.push({ before: node, after: node, nameOf: () => 0 });
    }
    next = Math.max(next, end);
  };
  laid.forEach(({ from, to, proposed }, number) => {
    upTo(from);
    pairs.push(...pairedBlocks(blocks.slice(from, to), proposed, () => number, effort));
    next = to;
  });
  upTo(blocks.length);
  const tools = { effort, keyOf: options.keyOf ?? (() => null) };
  const text: RevisedText = {
    blocks: composed(pairs, tools),
    revisions: laid.map(({ suggestion }) => suggestion.revision),
  };
  const texts = textsOfRevisions(text);
  const sent = laid.map(({ suggestion, from, to, proposed }, number) => ({
    id: suggestion.id,
    author: suggestion.revision.author,
    at: suggestion.revision.at,
    base: blocks.slice(from, to),
    proposed,
    words: texts.get(number) ?? NO_TEXTS,
  }));
  return { text, sent, leftOut };
}

const NO_TEXTS: RevisionTexts = { inserted: "", deleted: "", reshaped: "", isTouched: false };

interface LaidPlace {
  readonly suggestion: LeavingSuggestion;
  readonly from: number;
  readonly to: number;
  readonly proposed: readonly ProseNode[];
}

/** The blocks of the draft that no suggestion concerns yet. */
class DraftPlaces {
  private readonly ids: readonly (string | null)[];
  private readonly taken: boolean[];

  constructor(private readonly blocks: readonly ProseNode[]) {
    this.ids = blocks.map(idOf);
    this.taken = blocks.map(() => false);
  }

  layIn(suggestion: LeavingSuggestion): LaidPlace | WhyLeftOut {
    const { base, proposed } = suggestion;
    const range = locateBase(base, this.ids, (index) => this.blocks[index] ?? null, proposed);
    if (range === null) return "gone";
    const { from, to } = range;
    if (this.taken.slice(from, to).includes(true)) return "competing";
    const current = this.blocks.slice(from, to);
    const merged = mergeSuggestion(suggestion, current);
    if (merged.conflicts.length > 0) return "conflict";
    const becoming = merged.blocks.length > 0 ? canonicalBlocks(merged.blocks) : [];
    if (merged.isDone || stable(becoming) === stable(current)) return "done";
    for (let index = from; index < to; index += 1) this.taken[index] = true;
    return { suggestion, from, to, proposed: becoming };
  }
}
