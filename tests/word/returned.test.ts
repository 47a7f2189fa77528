import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { idOf, locateBase, mergeSuggestion } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import { returnedText, type ReturnedText, type SentText } from "#app/document/word/returned.ts";
import { revisedBetween, revisedOf } from "#app/document/word/revised-from.ts";
import type { RevisedText } from "#app/document/word/revised.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import { asRead, keyOf } from "./as-read.ts";
import { editedProse } from "./edited-prose.ts";

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const jane = () => ({ author: "Jane Doe", at: "2026-11-20T09:00:00Z" });

function sentOf(prose: ProseJSON, others: Partial<SentText> = {}): SentText {
  const blocks = canonicalProse(prose).content.map((node) => ({ node, key: keyOf(node) }));
  return { blocks, suggestions: [], comments: [], ...others };
}

let made = 0;
function back(sent: SentText, text: RevisedText, others: Partial<ReturnedText> = {}): ReturnedText {
  const newId = () => `new${(made += 1)}`;
  return { ...returnedText(sent, { text, comments: [] }, { newId }), ...others };
}

/** The text with every proposal taken, as the desk takes them. */
function withAll(content: readonly ProseNode[], proposals: readonly ReturnProposal[]): ProseNode[] {
  let blocks = [...content];
  for (const one of proposals) {
    const range = locateBase(one.base, blocks.map(idOf), (at) => blocks[at] ?? null, one.proposed);
    if (range === null) throw new Error("the blocks of a proposal are gone");
    const current = blocks.slice(range.from, range.to);
    const isBase = isDeepStrictEqual(current, one.base);
    const becoming = isBase ? one.proposed : mergeSuggestion(one, current).blocks;
    blocks = [...blocks.slice(0, range.from), ...becoming, ...blocks.slice(range.to)];
  }
  return [...canonicalProse({ type: "doc", content: blocks }).content];
}

/**
 * Blocks without ids. Of references how many places they name: of a paragraph that is gone here and comes
 * there, a file does not say which is meant. In a row with the same words, how far a cell spans and whether it is a head is no change.
 */
function meaning(blocks: readonly ProseNode[]): unknown {
  return blocks.map((node): unknown => {
    const { id, targets, ranges, colspan: _span, ...attrs } = node.attrs ?? {};
    const own = node.type === "exhibit" ? { id } : {};
    const named = Array.isArray(targets) ? [targets.length, ranges] : null;
    const type = node.type === "tableHeader" ? "tableCell" : node.type;
    return {
      ...node,
      type,
      attrs: { ...attrs, ...own },
      named,
      content: meaning(node.content ?? []),
    };
  });
}

function hasEachExhibitOnce({ content }: ProseJSON): boolean {
  const ids = content.filter(({ type }) => type === "exhibit").map(idOf);
  return new Set(ids).size === ids.length;
}

describe("[W9] a file that came back", () => {
  test("as it left has nothing to suggest, with its keys and without", () => {
    fc.assert(
      fc.property(seed, fc.boolean(), (of, hasKeys) => {
        const prose = canonicalProse(randomProse(chance(of), 25));
        const text = asRead(revisedOf(prose, { keyOf }), hasKeys);
        const found = back(sentOf(prose), text);
        expect(found.proposals).toEqual([]);
        expect(found.silent).toEqual([]);
        expect(found.tracked).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("with tracked changes suggests exactly these, and has no silent ones", () => {
    fc.assert(
      fc.property(seed, (of) => {
        const random = chance(of);
        const prose = canonicalProse(randomProse(random, 12));
        const edited = canonicalProse(editedProse(random, prose));
        // Two lines for one exhibit share its id, so that neither is found by it.
        fc.pre([prose, edited].every(hasEachExhibitOnce));
        const text = asRead(revisedBetween(prose, edited, jane, { keyOf }));
        const found = back(sentOf(prose), text);
        expect(found.silent).toEqual([]);
        for (const one of found.proposals) {
          expect(one.isTracked).toBe(true);
          expect(one.authors).toEqual([jane()]);
        }
        expect(meaning(withAll(prose.content, found.proposals))).toEqual(meaning(edited.content));
      }),
      { numRuns: 100 },
    );
  });
});
