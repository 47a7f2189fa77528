import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { idOf, readSuggested } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { revisedBetween } from "#app/document/word/revised-from.ts";
import type { RevisedText } from "#app/document/word/revised.ts";
import type { WordChanges } from "#app/domain/word-return.ts";
import { text as textFrom } from "#server/word/bring/tasks.ts";
import { packed } from "#server/word/bring/waiting.ts";
import { body, doc, footnote, reference, block } from "#tests/document/build.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import { asRead } from "./as-read.ts";
import { editedProse } from "./edited-prose.ts";

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const jane = { author: "Jane Doe", at: "2026-11-20T09:00:00Z" };

/** The draft that such a file becomes. */
function asTaken(text: RevisedText, changes: WordChanges) {
  const content = packed({
    title: null,
    language: null,
    text,
    comments: [],
    code: null,
    isOurs: false,
    notKept: [],
    drawn: [],
    shown: [],
    numbers: [],
  });
  const read = textFrom({ content, changes });
  if (!read.ok) throw new Error(read.refusal.sentence);
  const { blocks, plan } = read.value;
  const proposals = (plan?.changes ?? []).map(({ author, suggestion }) => ({
    author,
    ...readSuggested(suggestion),
  }));
  return { blocks, plan, proposals };
}

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

/** Without page breaks, and without how far cells span: in a row with the same words that stays as it was. */
function comparable(blocks: readonly ProseNode[]): ProseNode[] {
  const isSpan = (name: string) => name === "colspan" || name === "rowspan";
  const json = JSON.stringify(blocks, (name, value: unknown) => (isSpan(name) ? 1 : value));
  return (JSON.parse(json) as ProseNode[]).filter(({ type }) => type !== "pageBreak");
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
    const all = asTaken(file(), "with");
    expect(wordsAndLooks(all.blocks)).toEqual(wordsAndLooks(canonicalProse(after).content));
    expect(all.plan).toBeNull();
    const none = asTaken(file(), "without");
    expect(wordsAndLooks(none.blocks)).toEqual(wordsAndLooks(canonicalProse(before).content));
    const { blocks, proposals } = asTaken(file(), "suggestions");
    expect(wordsAndLooks(blocks)).toEqual(wordsAndLooks(none.blocks));
    expect(proposals.map(({ author }) => author)).toEqual(["Jane Doe", "Jane Doe"]);
    expect(proposals[0]?.base).toEqual([blocks[0]]);
    expect(proposals[1]?.base).toEqual([blocks[1]]);
    expect(proposals[1]?.proposed).toHaveLength(2);
  });

  test("has new ids for all that carries one, and its references lead to them", () => {
    const { blocks } = asTaken(file(), "without");
    const [first, second] = blocks;
    const own = [...blocks.map(idOf), first?.content?.at(-1)?.attrs?.id];
    expect(new Set(own).size).toBe(4);
    const again = asTaken(file(), "without").blocks.map(idOf);
    for (const id of own) {
      expect(id).toMatch(/^(?!word-)./u);
      expect(again).not.toContain(id);
    }
    expect(second?.content?.[1]?.attrs?.targets).toEqual([own[0]]);
  });

  test("suggests kinds that were changed with tracking, even all to plain paragraphs", () => {
    const [old, now] = (["numbered", "body"] as const).map((kind) =>
      doc(block(kind, 1, "a", "One."), block(kind, 1, "b", "Two."), block(kind, 1, "c", "Three.")),
    );
    const text = revisedBetween(old!, now!, () => jane);
    const { proposals } = asTaken(asRead(text, false), "suggestions");
    expect(proposals.flatMap(({ proposed }) => proposed.map(({ attrs }) => attrs?.kind))).toEqual([
      "body",
      "body",
      "body",
    ]);
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
        const { blocks, plan, proposals } = asTaken(text, "suggestions");
        expect(plan?.leftOut).toEqual([]);
        // Suggestions stand beside a paragraph: one is made where there are page breaks alone.
        const isBare = old.content.every(({ type }) => type === "pageBreak");
        const kept = isBare ? blocks.filter(({ type }) => type === "pageBreak") : blocks;
        expect(wordsAndLooks(kept)).toEqual(wordsAndLooks(old.content));
        for (const { author } of proposals) expect(author).toBe("Jane Doe");
        // Page breaks look alike, so that only one by ids is told from another.
        if (old.content.some(({ type }) => type === "pageBreak" || type === "exhibit")) return;
        let taken = [...blocks];
        for (const { base, proposed } of proposals) {
          const first = taken.findIndex((node) => stable(node) === stable(base[0]));
          expect(first).not.toBe(-1);
          taken = [...taken.slice(0, first), ...proposed, ...taken.slice(first + base.length)];
        }
        expect(wordsAndLooks(comparable(taken))).toEqual(wordsAndLooks(comparable(now.content)));
      }),
      { numRuns: 100 },
    );
  });
});
