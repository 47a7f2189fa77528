import { describe, expect, test } from "vitest";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  idOf,
  locateBase,
  mergeSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";
import type { WordPlan } from "#server/word/bring/planned.ts";
import { body, doc } from "#tests/document/build.ts";
import { cameBack, edited, leftFile, paragraphAt, run, styled } from "./came-back.ts";

const textOf = (node: ProseNode): string => node.text ?? (node.content ?? []).map(textOf).join("");
const paragraphs = (count: number, say: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => say(n));
const written = (some: readonly string[]) =>
  some.map((said) => `<w:p>${styled("BodyText")}${run(said)}</w:p>`).join("");

const suggestionsOf = ({ changes }: WordPlan): Suggested[] =>
  changes.map(({ suggestion: { base, proposed } }) => {
    return { base: JSON.parse(base), proposed: JSON.parse(proposed) } as Suggested;
  });

/** The draft after suggestions were accepted one after the other; their words where they ask. */
function accepted(draft: readonly ProseNode[], suggestions: readonly Suggested[]): string[] {
  let now = [...draft];
  for (const one of suggestions) {
    const at = locateBase(one.base, now.map(idOf), (n) => now[n] ?? null, one.proposed);
    if (!at) throw new Error("its place was not found");
    const { blocks } = mergeSuggestion(one, now.slice(at.from, at.to));
    now = [...now.slice(0, at.from), ...blocks, ...now.slice(at.to)];
  }
  return now.map(textOf);
}

async function back(left: readonly string[], change: (xml: string) => string) {
  const file = await leftFile(doc(...left.map((said, n) => body(`p${n}`, said))));
  const { plan } = await cameBack(file, edited(file.bytes, change));
  return { plan, draft: file.blocks.map(({ node }) => node), suggestions: suggestionsOf(plan) };
}

const isShort = ({ base, proposed }: Suggested) =>
  Math.max(base.length, proposed.length) <= MARGIN_LIMITS.blocks;
const BEFORE = ["The first one stays.", "The last one stays, too."];
const ADDED = paragraphs(150, (n) => `New paragraph ${n} has words of its own.`);

describe("[W9] more paragraphs in a row than one suggestion may have", () => {
  test("come in as several where they were added, each behind the one before", async () => {
    const { plan, draft, suggestions } = await back(BEFORE, (xml) => {
      const { to } = paragraphAt(xml, BEFORE[0] ?? "");
      return xml.slice(0, to) + written(ADDED) + xml.slice(to);
    });
    expect(plan.leftOut).toEqual([]);
    expect(suggestions).toHaveLength(3);
    expect(suggestions.every(isShort)).toBe(true);
    const all = [BEFORE[0], ...ADDED, BEFORE[1]];
    expect(accepted(draft, suggestions)).toEqual(all);
    // Against their order each asks, since what it goes on from is not there yet; and no word is lost.
    const [first, , third] = suggestions;
    expect(third && mergeSuggestion(third, draft.slice(0, 1)).conflicts).toHaveLength(1);
    expect(accepted(draft, suggestions.toReversed())).toEqual(all);
    // Without the second nothing of it comes with the third, which asks: its place is not there.
    if (!first || !third) throw new Error("there are three");
    const own = third.proposed.slice(third.base.length).map(textOf);
    const behind = ADDED.filter((said) => !own.includes(said)).slice(0, first.proposed.length - 1);
    expect(accepted(draft, [first, third])).toEqual([BEFORE[0], ...own, ...behind, BEFORE[1]]);
    // And in the draft it is known again.
    const now = [...third.base.slice(0, 1), ...third.proposed.slice(third.base.length)];
    expect(mergeSuggestion(third, now)).toMatchObject({ isDone: true, conflicts: [] });
  });

  test("come in as several at the beginning of a text, too", async () => {
    const { plan, draft, suggestions } = await back(BEFORE, (xml) => {
      const { from } = paragraphAt(xml, BEFORE[0] ?? "");
      return xml.slice(0, from) + written(ADDED) + xml.slice(from);
    });
    expect(plan.leftOut).toEqual([]);
    expect(suggestions.every(isShort)).toBe(true);
    expect(accepted(draft, suggestions)).toEqual([...ADDED, ...BEFORE]);
  });

  test("come in as several where they were taken out, or others put in their place", async () => {
    const left = paragraphs(130, (n) => `Paragraph ${n} said this before.`);
    const whole = [BEFORE[0] ?? "", ...left, BEFORE[1] ?? ""];
    const others = paragraphs(70, (n) => `Wholly different, ${n} of these.`);
    for (const instead of [[], others]) {
      const { plan, draft, suggestions } = await back(whole, (xml) => {
        const { from } = paragraphAt(xml, left[0] ?? "");
        const { to } = paragraphAt(xml, left.at(-1) ?? "");
        return xml.slice(0, from) + written(instead) + xml.slice(to);
      });
      expect(plan.leftOut).toEqual([]);
      expect(suggestions.every(isShort)).toBe(true);
      expect(accepted(draft, suggestions)).toEqual([BEFORE[0], ...instead, BEFORE[1]]);
    }
  });
});
