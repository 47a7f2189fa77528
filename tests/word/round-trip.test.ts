import { describe, expect, test } from "vitest";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText } from "#app/document/word/returned.ts";
import { accepted, rejected } from "#app/document/word/fates.ts";
import { revisedBetween, revisedOf } from "#app/document/word/revised-from.ts";
import type { RevisedText } from "#app/document/word/revised.ts";
import { readWord, type WordFile } from "#server/word/read/index.ts";
import { writeWord } from "#server/word/write/index.ts";
import { withSuggestions } from "#app/document/word/with-suggestions.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import { editedProse } from "./edited-prose.ts";
import { meaning, sayable, unprinted } from "./meaning.ts";

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });

function keyOf({ attrs }: ProseNode): string | null {
  return typeof attrs?.id === "string" ? `k${attrs.id.replaceAll("-", "")}` : null;
}

async function outAndIn(text: RevisedText): Promise<WordFile> {
  const bytes = await writeWord({
    title: "Complaint",
    language: "en-US",
    profile: "letter",
    pageDetails: NO_PAGE_DETAILS,
    text,
    comments: [],
    key: { code: "abcdefgh12345678", isVisible: true },
  });
  const read = await readWord(bytes);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

describe("[W14] out to Word and in again", () => {
  test("is the same text", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const prose = sayable(randomProse(chance(of), 15));
        const { text } = await outAndIn(revisedOf(prose, { keyOf }));
        expect(meaning(accepted(text))).toEqual(meaning(prose.content));
      }),
      { numRuns: 30 },
    );
  });

  test("as a redline is both texts", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const random = chance(of);
        const before = sayable(randomProse(random, 8));
        const after = sayable(editedProse(random, before));
        const who = () => ({ author: "Ana", at: "2026-11-12T10:00:00Z" });
        const { text } = await outAndIn(revisedBetween(before, after, who, { keyOf }));
        // A reference that stays leads to the new one of two copies of a moved paragraph; and one to a
        // paragraph that goes says its number until it is gone.
        expect(unprinted(accepted(text))).toEqual(unprinted(after.content));
        expect(unprinted(rejected(text))).toEqual(unprinted(before.content));
      }),
      { numRuns: 30 },
    );
  });

  test("[W9] has nothing to suggest of what nobody changed, and names no silent change", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const prose = canonicalProse(randomProse(chance(of), 15));
        const { text, comments } = await outAndIn(revisedOf(prose, { keyOf }));
        const blocks = prose.content.map((node) => ({ node, key: keyOf(node) }));
        const sent = { blocks, suggestions: [], comments: [] };
        const found = returnedText(sent, { text, comments }, { newId: () => null });
        expect(found.proposals.map(({ proposed }) => proposed)).toEqual(
          found.proposals.map(({ base }) => base),
        );
        expect(found.proposals).toEqual([]);
        expect(found.silent).toEqual([]);
        expect(found.tracked).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("[W6] knows our suggestions again, pending as they left", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const random = chance(of);
        const prose = sayable(randomProse(random, 12));
        const edited = sayable(editedProse(random, prose));
        const suggestions = prose.content.flatMap((node, index) => {
          const now = edited.content.find(({ attrs }) => attrs?.id && attrs.id === node.attrs?.id);
          if (node.type !== "block" || now?.type !== "block") return [];
          const revision = { author: "Ana", at: `2026-11-${10 + index}T10:00:00.000Z` };
          return [{ id: `s${index}`, base: [node], proposed: [now], revision }];
        });
        const { text, sent } = withSuggestions(prose, suggestions, { keyOf });
        const file = await outAndIn(text);
        const blocks = prose.content.map((node) => ({ node, key: keyOf(node) }));
        const left = { blocks, suggestions: sent, comments: [] };
        const found = returnedText(left, file, { newId: () => null });
        expect(found.suggestions.map(({ fate }) => fate)).toEqual(sent.map(() => "untouched"));
        expect(found.silent).toEqual([]);
        expect(found.tracked).toEqual([]);
        expect(found.proposals).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
