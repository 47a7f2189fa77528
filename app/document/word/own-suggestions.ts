import { createEffort } from "#app/document/comparison/effort.ts";
import { stable } from "#app/document/comparison/stable.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  idOf,
  locateBase,
  mergeSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import { composed, pairedBlocks } from "./compared-blocks.ts";
import { canonicalBlocks, type KeyedBlock } from "./fates.ts";
import type { RevisedText } from "./revised.ts";
import { withoutSpaces, runsOfRevisions, type RevisionRun } from "./revision-runs.ts";
import { textsOfRevisions, type RevisionTexts } from "./revision-texts.ts";
import type { SeparateRevisions } from "./separate-revisions.ts";
import type { SentSuggestion } from "./with-suggestions.ts";

/** The fate in Word of a suggestion of ours. */
export type OwnFate = "accepted" | "rejected" | "altered" | "untouched";

/** The suggestions that left, looked for in a text that came back. */
export class OwnSuggestions {
  private readonly areAltered: readonly (boolean | null)[];

  constructor(
    private readonly sent: readonly SentSuggestion[],
    private readonly separate: SeparateRevisions,
  ) {
    const texts = textsOfRevisions(separate.text);
    this.areAltered = sent.map((one, index) => {
      const isOfIt = (revision: number) => separate.ownerOf(revision) === index;
      const own = [...texts].flatMap(([revision, each]) => (isOfIt(revision) ? [each] : []));
      if (own.length === 0) return null;
      return !isWhole(one, joinedTexts(own)) || !isUnbroken(one, separate.text, isOfIt);
    });
  }

  /** Whether a revision of the text is that of one that left. */
  isOwn(revision: number): boolean {
    return this.separate.ownerOf(revision) !== null;
  }

  /** Whether a revision is of one whose words they changed. */
  isOfAltered(revision: number): boolean {
    const owner = this.separate.ownerOf(revision);
    return owner !== null && this.areAltered[owner] === true;
  }

  /** @param plain the text that came back without any tracked change, under our ids. */
  fateOf(index: number, plain: readonly ProseNode[]): OwnFate {
    const one = this.sent[index];
    if (!one) throw new RangeError("no such suggestion");
    const isAltered = this.areAltered[index] ?? null;
    if (isAltered !== null) return isAltered ? "altered" : "untouched";
    const range = locateBase(one.base, plain.map(idOf), (at) => plain[at] ?? null, one.proposed);
    if (range === null) return one.proposed.length === 0 ? "accepted" : "altered";
    const there = plain.slice(range.from, range.to);
    const merged = mergeSuggestion(one, there);
    if (merged.conflicts.length > 0) return "altered";
    if (merged.isDone) return "accepted";
    // Of a long one they may have accepted a part, and rejected another.
    const undone = mergeSuggestion({ base: one.proposed, proposed: one.base }, there);
    return undone.isDone && undone.conflicts.length === 0 ? "rejected" : "altered";
  }
}

function joinedTexts(some: readonly RevisionTexts[]): RevisionTexts {
  const joined = (what: "inserted" | "deleted" | "reshaped") =>
    some.map((each) => each[what]).join("");
  return {
    inserted: joined("inserted"),
    deleted: joined("deleted"),
    reshaped: joined("reshaped"),
    isTouched: some.some(({ isTouched }) => isTouched),
  };
}

/** The most steps of comparison for one suggestion. */
const SUGGESTION_EFFORT = 2_000_000;

/** Whether nothing else stands between its words that did not when it left. */
function isUnbroken(
  { base, proposed, words }: SentSuggestion,
  text: RevisedText,
  isOfIt: (revision: number) => boolean,
): boolean {
  const effort = createEffort(SUGGESTION_EFFORT);
  const pairs = pairedBlocks(base, proposed, () => 0, effort);
  const left = runsOfRevisions(
    { blocks: composed(pairs, { effort, keyOf: () => null }) },
    () => true,
  );
  const isKnown = (["inserted", "deleted"] as const).every(
    (what) => left.map((run) => run[what]).join("") === withoutSpaces(words[what]),
  );
  // Of a record that another release wrote, only all of its words are known.
  return !isKnown || isDeepEqual(left, runsOfRevisions(text, isOfIt));
}

function isDeepEqual(one: readonly RevisionRun[], other: readonly RevisionRun[]): boolean {
  return stable(one) === stable(other);
}

function isWhole({ words }: SentSuggestion, pending: RevisionTexts): boolean {
  const isSame = (what: "inserted" | "deleted" | "reshaped") =>
    withSingleSpaces(words[what]) === withSingleSpaces(pending[what]);
  return !pending.isTouched && isSame("inserted") && isSame("deleted") && isSame("reshaped");
}

/** Ends of paragraphs and blanks are told in many ways. */
function withSingleSpaces(words: string): string {
  return words.replaceAll("¶", "").replaceAll(/\s+/gu, " ").trim();
}

/**
 * The blocks that came back without a suggestion of ours that is done in them, so that it is not
 * suggested again; what else they changed there stays. As they are where it isn't done, or can't be told
 * from their own words.
 * @param left the blocks that left, in order.
 */
export function withoutSuggestion(
  blocks: readonly KeyedBlock[],
  { base, proposed }: Suggested,
  left: readonly ProseNode[],
): readonly KeyedBlock[] {
  const nodes = blocks.map(({ node }) => node);
  const ids = nodes.map(idOf);
  const range = locateBase(base, ids, (at) => nodes[at] ?? null, proposed);
  if (range === null) return proposed.length === 0 ? withBlocksBack(blocks, base, left) : blocks;
  const current = nodes.slice(range.from, range.to);
  const applied = mergeSuggestion({ base, proposed }, current);
  if (!applied.isDone || applied.conflicts.length > 0) return blocks;
  const undone = mergeSuggestion({ base: proposed, proposed: base }, current);
  if (undone.conflicts.length > 0) return blocks;
  const was = blocks.slice(range.from, range.to);
  const becoming = undone.blocks.length > 0 ? canonicalBlocks(undone.blocks) : [];
  const changed = becoming.map((node) => placedAs(node, was));
  return [...blocks.slice(0, range.from), ...changed, ...blocks.slice(range.to)];
}

/** A block with the place of the one that it was, or of all of them. */
function placedAs(node: ProseNode, was: readonly KeyedBlock[]): KeyedBlock {
  const same = was.find((one) => idOf(one.node) === idOf(node));
  if (same) return { ...same, node };
  return { node, key: null, from: was[0]?.from ?? 0, to: was.at(-1)?.to ?? 0 };
}

/** The same with blocks that a suggestion took away, behind those that stood before them. */
function withBlocksBack(
  blocks: readonly KeyedBlock[],
  base: readonly ProseNode[],
  left: readonly ProseNode[],
): readonly KeyedBlock[] {
  const start = left.findIndex(
    (node) => idOf(node) !== null && idOf(node) === idOf(base[0] ?? node),
  );
  const before = new Set(left.slice(0, Math.max(0, start)).map(idOf));
  before.delete(null);
  const at = blocks.findLastIndex(({ node }) => before.has(idOf(node))) + 1;
  const place = blocks[at - 1]?.to ?? 0;
  const back = base.map((node) => ({ node, key: null, from: place, to: place }));
  return [...blocks.slice(0, at), ...back, ...blocks.slice(at)];
}
