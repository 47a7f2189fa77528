import type { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import { replaceBlocks } from "#app/document/edits/replace-blocks.ts";
import type { SharedFlow, IdSpan, WrittenIds } from "#app/document/flow/shared-flow.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, mergeSuggestion } from "#app/document/suggestion/index.ts";
import type { EditTools, WhyLookAgain } from "./accept.ts";
import { jsonBetween, rangeIn } from "./standing.ts";

/** What accepting a suggestion did to a draft, as it was kept. */
export interface KeptAcceptance {
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
  const wanted = replaceBlocks(text.node, range, merged.blocks)?.doc;
  if (!wanted) return { written: [], erased: [] };
  // By their ids first: of two words that are the same, the one goes that was written.
  const gone = text.deleteLetters(written);
  const rest = text.write(stepsTo(text.node, wanted));
  return { written: rest.written, erased: [...gone.erased, ...rest.erased] };
}

function isOfLetters(
  text: SharedFlow,
  { written, erased, before, after }: KeptAcceptance,
): boolean {
  const names = (blocks: readonly ProseNode[]) => blocks.map(idOf).join(" ");
  return erased.length === 0 && names(before) === names(after) && text.areLetters(written);
}

/** The least steps from a document to another. */
function stepsTo(now: Node, wanted: Node): Transform {
  let from = 0;
  const least = Math.min(now.childCount, wanted.childCount);
  while (from < least && now.child(from).eq(wanted.child(from))) from += 1;
  let behind = 0;
  while (
    behind < least - from &&
    now.child(now.childCount - 1 - behind).eq(wanted.child(wanted.childCount - 1 - behind))
  ) {
    behind += 1;
  }
  const becoming = wanted.content.content.slice(from, wanted.childCount - behind);
  const range = { from, to: now.childCount - behind };
  const steps = replaceBlocks(
    now,
    range,
    becoming.map((node) => node.toJSON() as ProseNode),
  );
  return steps ?? new Transform(now);
}
