import type { ProseNode } from "#app/document/prose.ts";
import {
  idOf,
  locateBase,
  mergeSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import { canonicalBlocks, type KeyedBlock } from "./fates.ts";
import type { RevisedText } from "./revised.ts";
import type { IsSameRevision } from "./same-revision.ts";
import { wordsOfRevisions, type RevisionWords } from "./revision-words.ts";
import type { SentSuggestion } from "./with-suggestions.ts";

/** What they did with a suggestion of ours in Word. */
export type OwnFate = "accepted" | "rejected" | "altered" | "untouched";

/** The characters of an instant up to its minute. */
const MINUTE = "2026-11-12T10:00".length;

/** The suggestions that left, looked for in a text that came back. */
export class OwnSuggestions {
  private readonly pending: readonly (RevisionWords | null)[];

  /** @param idsOfBlocks our id of each block of the text; null for what did not leave. */
  constructor(
    private readonly sent: readonly SentSuggestion[],
    private readonly text: RevisedText,
    idsOfBlocks: readonly (string | null)[],
    private readonly isSame: IsSameRevision,
  ) {
    this.pending = sent.map((one) => this.pendingWords(one, idsOfBlocks));
  }

  /** Whether a revision of the text is that of one that left. */
  isOwn(revision: number): boolean {
    const found = this.text.revisions[revision];
    return found !== undefined && this.sent.some((one) => this.isSame(one, found));
  }

  /** Whether it is still there as they got it, or was taken or refused word by word. */
  isAltered(index: number): boolean {
    const [one, pending] = [this.sent[index], this.pending[index]];
    return one !== undefined && pending !== undefined && pending !== null && !isWhole(one, pending);
  }

  /** Whether a revision is of one whose words they changed. */
  isOfAltered(revision: number): boolean {
    const found = this.text.revisions[revision];
    return (
      found !== undefined &&
      this.sent.some((one, index) => this.isSame(one, found) && this.isAltered(index))
    );
  }

  /** @param plain the text that came back without any tracked change, under our ids. */
  fateOf(index: number, plain: readonly ProseNode[]): OwnFate {
    const one = this.sent[index];
    if (!one) throw new RangeError("no such suggestion");
    if (this.pending[index]) return this.isAltered(index) ? "altered" : "untouched";
    const range = locateBase(one.base, plain.map(idOf), (at) => plain[at] ?? null, one.proposed);
    if (range === null) return one.proposed.length === 0 ? "accepted" : "altered";
    const merged = mergeSuggestion(one, plain.slice(range.from, range.to));
    if (merged.conflicts.length > 0) return "altered";
    return merged.isDone ? "accepted" : "rejected";
  }

  private pendingWords(
    one: SentSuggestion,
    idsOfBlocks: readonly (string | null)[],
  ): RevisionWords | null {
    const name = ({ author, at }: SentSuggestion) => `${at?.slice(0, MINUTE) ?? ""} ${author}`;
    const isOnly = this.sent.filter((other) => name(other) === name(one)).length === 1;
    // Several by one person in one minute are told apart by their blocks.
    const words = wordsOfRevisions(
      this.text,
      isOnly ? undefined : blocksOfSuggestion(one, idsOfBlocks),
    );
    const own = [...words].filter(([number]) => {
      const revision = this.text.revisions[number];
      return revision !== undefined && this.isSame(one, revision);
    });
    if (own.length === 0) return null;
    const joined = (what: "inserted" | "deleted" | "reshaped") =>
      own.map(([, each]) => each[what]).join("");
    return {
      inserted: joined("inserted"),
      deleted: joined("deleted"),
      reshaped: joined("reshaped"),
      isTouched: own.some(([, { isTouched }]) => isTouched),
    };
  }
}

/** Which blocks are of a suggestion: those that it left with, and new ones beside them. */
function blocksOfSuggestion(
  { base, proposed }: Suggested,
  idsOfBlocks: readonly (string | null)[],
): (index: number) => boolean {
  const own = new Set([...base, ...proposed].map(idOf));
  own.delete(null);
  const isOwn = (id: string | null | undefined) => own.has(id ?? null);
  const before = lastKnown(idsOfBlocks);
  const after = lastKnown(idsOfBlocks.toReversed()).toReversed();
  return (index) => {
    const id = idsOfBlocks[index] ?? null;
    return id === null ? isOwn(before[index]) || isOwn(after[index]) : isOwn(id);
  };
}

/** Of each place the last id up to it. */
function lastKnown(ids: readonly (string | null)[]): (string | null)[] {
  let last: string | null = null;
  return ids.map((id) => (last = id ?? last));
}

function isWhole({ words }: SentSuggestion, pending: RevisionWords): boolean {
  const isSame = (what: "inserted" | "deleted" | "reshaped") =>
    plainWords(words[what]) === plainWords(pending[what]);
  return !pending.isTouched && isSame("inserted") && isSame("deleted") && isSame("reshaped");
}

/** Ends of paragraphs and blanks are told in many ways. */
function plainWords(words: string): string {
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
