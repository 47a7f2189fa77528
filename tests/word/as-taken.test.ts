import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { asTaken } from "#app/document/word/as-taken.ts";
import { revisedBetween } from "#app/document/word/revised-from.ts";
import { body, doc, footnote, reference, block } from "#tests/document/build.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import { asRead } from "./as-read.ts";
import { editedProse } from "./edited-prose.ts";

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const jane = { author: "Jane Doe", at: "2026-11-20T09:00:00Z" };

const ids = () => {
  let made = 0;
  return () => `id${(made += 1)}`;
};

/** Blocks without ids and targets of references, which a new draft has of its own. */
function wordsAndLooks(blocks: readonly ProseNode[]): unknown {
  return blocks.map((node): unknown => {
    const { id, targets, ranges: _ranges, ...attrs } = node.attrs ?? {};
    const own = node.type === "exhibit" ? { id } : {};
    const count = Array.isArray(targets) ? targets.length : null;
    return {
      ...node,
      attrs: { ...attrs, ...own },
      count,
      content: wordsAndLooks(node.content ?? []),
    };
  });
}

describe("[W8] a foreign file with tracked changes", () => {
  const before = doc(
    block("numbered", 1, "a", "One paragraph.", footnote("f", "Note.")),
    body("b", "See ", reference("a"), "."),
    body("c", "The end."),
  );
  const after = doc(
    block("numbered", 1, "a", "One long paragraph.", footnote("f", "Note.")),
    body("b", "See ", reference("a"), "."),
    body("n", "New."),
    body("c", "The end."),
  );
  const file = () =>
    asRead(
      revisedBetween(before, after, () => jane),
      false,
    );

  test("is taken with all of them, with none, or with none and each as a suggestion by its author", () => {
    const all = asTaken(file(), "all", ids());
    expect(wordsAndLooks(all.blocks)).toEqual(wordsAndLooks(canonicalProse(after).content));
    expect(all.proposals).toEqual([]);
    const none = asTaken(file(), "none", ids());
    expect(wordsAndLooks(none.blocks)).toEqual(wordsAndLooks(canonicalProse(before).content));
    const { blocks, proposals } = asTaken(file(), "suggestions", ids());
    expect(blocks).toEqual(none.blocks);
    expect(proposals.map(({ authors }) => authors)).toEqual([[jane], [jane]]);
    expect(proposals[0]?.base).toEqual([blocks[0]]);
    expect(proposals[1]?.base).toEqual([blocks[1]]);
    expect(proposals[1]?.proposed).toHaveLength(2);
  });

  test("has new ids for all that carries one, and its references lead to them", () => {
    const { blocks } = asTaken(file(), "none", ids());
    const [first, second] = blocks;
    expect(blocks.map(idOf)).toEqual(["id1", "id3", expect.any(String)]);
    expect(first?.content?.at(-1)?.attrs?.id).toBe("id2");
    expect(second?.content?.[1]?.attrs?.targets).toEqual(["id1"]);
  });

  test("is, with all its suggestions taken, the text with all its changes, whatever it is", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const random = chance(of);
        const old = canonicalProse(randomProse(random, 10));
        const now = canonicalProse(editedProse(random, old));
        const text = asRead(
          revisedBetween(old, now, () => jane),
          false,
        );
        const { blocks, proposals } = asTaken(text, "suggestions", ids());
        expect(wordsAndLooks(blocks)).toEqual(wordsAndLooks(old.content));
        let taken = [...blocks];
        for (const { base, proposed, authors } of proposals) {
          expect(authors).toEqual([jane]);
          const first = taken.findIndex((node) => JSON.stringify(node) === JSON.stringify(base[0]));
          taken = [...taken.slice(0, first), ...proposed, ...taken.slice(first + base.length)];
        }
        // Page breaks look alike, so that only one by ids is told from another.
        const breaks = (some: readonly ProseNode[]) =>
          some.filter(({ type }) => type !== "pageBreak");
        if (old.content.some(({ type }) => type === "pageBreak" || type === "exhibit")) return;
        expect(wordsAndLooks(breaks(taken))).toEqual(wordsAndLooks(breaks(now.content)));
      }),
      { numRuns: 100 },
    );
  });
});
