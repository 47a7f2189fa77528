/** Texts with tracked changes, from ours (word.md W1, W2, W4). */
import { createEffort } from "#app/document/comparison/effort.ts";
import { stable } from "#app/document/comparison/stable.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { composed, pairedBlocks, type RevisedChange } from "./compared-blocks.ts";
import { accepted, canonicalBlocks, rejected } from "./fates.ts";
import type { RevisedText, Revision } from "./revised.ts";

export type { RevisedChange } from "./compared-blocks.ts";

/** The most steps of comparison for one redline, as on the screen. */
export const REDLINE_EFFORT = 8_000_000;

export interface RevisedOptions {
  /** The key under which the file knows a block (W6): of paragraphs in cells, too. None by default. */
  readonly keyOf?: (node: ProseNode) => string | null;
}

/** A text without changes. Throws a ProseError for one that can't be a version. */
export function revisedOf(prose: ProseJSON, options: RevisedOptions = {}): RevisedText {
  const blocks = canonicalBlocks(prose.content);
  const pairs = blocks.map((node) => ({ before: node, after: node, nameOf: () => 0 }));
  const tools = { effort: createEffort(REDLINE_EFFORT), keyOf: options.keyOf ?? (() => null) };
  return { blocks: composed(pairs, tools), revisions: [] };
}

/**
 * The later text with what changed since the earlier one: all changes taken, it is exactly `after`, none
 * taken, exactly `before`, ids included. Bounded and deterministic: what costs too much is deleted and
 * inserted. Throws a ProseError for a text that can't be a version.
 * @param who names the author of a change; asked word by word.
 */
export function revisedBetween(
  before: ProseJSON,
  after: ProseJSON,
  who: (change: RevisedChange) => Revision,
  options: RevisedOptions = {},
): RevisedText {
  const effort = createEffort(REDLINE_EFFORT);
  const [old, now] = [canonicalBlocks(before.content), canonicalBlocks(after.content)];
  const list = new KnownRevisions();
  const pairs = pairedBlocks(old, now, (change) => list.numberOf(who(change)), effort);
  const tools = { effort, keyOf: options.keyOf ?? (() => null) };
  return { blocks: composed(pairs, tools), revisions: list.revisions };
}

/** Whether taking all changes gives exactly the later text, and taking none the earlier one (W4). */
export function isProven(
  text: RevisedText,
  { before, after }: { readonly before: ProseJSON; readonly after: ProseJSON },
): boolean {
  return (
    stable(accepted(text)) === stable(canonicalBlocks(after.content)) &&
    stable(rejected(text)) === stable(canonicalBlocks(before.content))
  );
}

/** Revisions by number; one author at one instant is one revision. */
class KnownRevisions {
  readonly revisions: Revision[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf({ author, at }: Revision): number {
    const key = stable([author, at]);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.revisions.length;
    this.revisions.push({ author, at });
    this.numbers.set(key, number);
    return number;
  }
}
