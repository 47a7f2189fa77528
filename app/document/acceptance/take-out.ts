import { replaceBlocks } from "#app/document/edits/replace-blocks.ts";
import type { SharedFlow, IdSpan, WrittenIds } from "#app/document/flow/shared-flow.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, mergeSuggestion } from "#app/document/suggestion/index.ts";
import type { EditTools, WhyLookAgain } from "./accept.ts";
import { jsonBetween, rangeIn } from "./standing.ts";

/** An acceptance of a draft, as it was kept. */
interface KeptAcceptance {
  readonly written: readonly IdSpan[];
  readonly erased: readonly IdSpan[];
  readonly before: readonly ProseNode[];
  readonly after: readonly ProseNode[];
}

/**
 * Takes acceptances out of a draft, the latest first: just what they wrote goes, and what they deleted
 * comes back. An acceptance is the suggestion turned round, and merges as one; where a word of it was
 * changed since, or something was put between, it stays as it is and somebody has to look.
 */
export function takeOutOf(
  text: SharedFlow,
  accepted: readonly KeptAcceptance[],
  { isSpent }: Pick<EditTools, "isSpent">,
): (WrittenIds | WhyLookAgain)[] {
  return accepted
    .toReversed()
    .map((each) => (isSpent() ? "too-much" : takeOut(text, each)))
    .toReversed();
}

function takeOut(text: SharedFlow, kept: KeptAcceptance): WrittenIds | WhyLookAgain {
  const { written, before, after } = kept;
  const turned = { base: after, proposed: before };
  const range = rangeIn(text.node, turned);
  if (!range) return "gone";
  if (!text.stands(written)) return "changed";
  const merged = mergeSuggestion(turned, jsonBetween(text.node, range));
  if (merged.conflicts.length > 0) {
    // Where letters alone came, they alone go, whatever somebody typed right beside them.
    return isOfLetters(text, kept) ? text.deleteLetters(written) : "conflict";
  }
  // By their ids first: of two words that are the same, the one goes that was written, and also where
  // somebody parted its paragraph. Blocks stay where they are by that.
  const gone = text.deleteLetters(written);
  const steps = replaceBlocks(text.node, range, merged.blocks);
  const rest = steps ? text.write(steps) : { written: [], erased: [] };
  return { written: rest.written, erased: [...gone.erased, ...rest.erased] };
}

function isOfLetters(
  text: SharedFlow,
  { written, erased, before, after }: KeptAcceptance,
): boolean {
  const names = (blocks: readonly ProseNode[]) => blocks.map(idOf).join(" ");
  return erased.length === 0 && names(before) === names(after) && text.areLetters(written);
}
