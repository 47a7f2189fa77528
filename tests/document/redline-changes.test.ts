import { describe, expect, it } from "vitest";
import { numberedChanges, redlineOf } from "#app/document/redline/index.ts";
import { redlineToHtml, redlineToSides } from "#app/document/redline/html.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { randomProse, seeds, type Chance, chance, randomBlock } from "#tests/editor/random.ts";
import { block, body, doc } from "./build.ts";

const numbered = (id: string, words: string) => block("numbered", 1, id, words);

const before = doc(
  body("p0", "Words before any heading stay."),
  block("heading", 1, "h1", "Facts"),
  numbered("p1", "The agency answered us during March of the year before last."),
  numbered("p2", "The second paragraph is going to be deleted altogether."),
  block("heading", 2, "h2", "Delay"),
  numbered("p3", "Nothing came, and nothing was said about why nothing came."),
  block("heading", 1, "h3", "Claims"),
  numbered("p4", "This claim stays word for word."),
);
const after = doc(
  body("p0", "Words before any heading stay."),
  block("heading", 1, "h1", "Facts"),
  numbered("p1", "The agency replied us during April of the year before last."),
  block("heading", 2, "h2", "Delay"),
  numbered("p3", "Nothing came, and nothing was said about why nothing came."),
  numbered("p5", "A new paragraph about the delay."),
  block("heading", 1, "h3", "Claims"),
  numbered("p4", "This claim stays word for word."),
);

describe("the changes of a redline", () => {
  const redline = redlineOf(before, after);
  const numbers = numberedChanges(redline);

  it("are numbered in the order of the text: words replaced are one, a block new or gone is one", () => {
    expect(numbers.changes.map(({ number, kind, blockId }) => [number, kind, blockId])).toEqual([
      [1, "words-replaced", "p1"],
      [2, "words-replaced", "p1"],
      [3, "block-deleted", "p2"],
      [4, "block-inserted", "p5"],
    ]);
  });

  it("are counted under the heading that they follow", () => {
    expect(
      numbers.sections.map(({ title, level, changes, first }) => [title, level, changes, first]),
    ).toEqual([
      ["Facts", 1, 3, 1],
      ["Delay", 2, 1, 4],
      ["Claims", 1, 0, null],
    ]);
  });

  it("say which letters of which block were taken away and put in", () => {
    const words = (text: ProseJSON, span: (typeof numbers.changes)[number]["before"]) => {
      const node = text.content.find(({ attrs }) => attrs?.id === span?.blockId);
      return node?.content
        ?.map(({ text: one }) => one)
        .join("")
        .slice(span?.from, span?.to);
    };
    expect(
      numbers.changes.map((change) => [words(before, change.before), words(after, change.after)]),
    ).toEqual([
      ["answered", "replied"],
      ["March", "April"],
      ["The second paragraph is going to be deleted altogether.", undefined],
      [undefined, "A new paragraph about the delay."],
    ]);
  });

  it("can be jumped to, in one text and side by side, where each side shows its own words alone", () => {
    const pages = { before: drawnPage(before), after: drawnPage(after) };
    const html = redlineToHtml(redline, pages, numbers);
    for (const { number } of numbers.changes) {
      expect(html.split(`id="change-${number}"`)).toHaveLength(2);
    }
    const sides = redlineToSides(redline, pages, numbers);
    const side = (name: string) =>
      sides
        .split('<div class="redline-side" data-side="')
        .filter((part) => part.startsWith(name))
        .join("");
    expect(side("before")).toMatch(/answered[^]*deleted altogether/u);
    expect(side("before")).not.toMatch(/replied|A new paragraph/u);
    expect(side("after")).toMatch(/replied[^]*A new paragraph/u);
    expect(side("after")).not.toMatch(/answered|deleted altogether/u);
    // Numbers are those of each side.
    expect(side("before")).toContain('data-number="3."');
    expect(sides).not.toContain("id=");
  });
});

describe("any redline", () => {
  let added = 0;
  const edited = ({ content, ...text }: ProseJSON, random: Chance): ProseJSON => ({
    ...text,
    content: content.flatMap((node) => {
      if (random.once(8)) return [];
      return random.once(8) ? [node, randomBlock(random, `n${(added += 1)}`)] : [node];
    }),
  });

  it.each(seeds(40))("has a number for each change, in order, drawn once [seed %i]", (seed) => {
    const random = chance(seed);
    const one = randomProse(random, 20);
    const other = edited(one, random);
    const redline = redlineOf(one, other);
    const { changes, sections, ...numbers } = numberedChanges(redline);
    const html = redlineToHtml(redline, undefined, { changes, sections, ...numbers });
    const drawn = [...html.matchAll(/ id="change-(\d+)"/gu)].map(([, number]) => Number(number));
    expect(drawn).toEqual(changes.map(({ number }) => number));
    expect(sections.reduce((sum, section) => sum + section.changes, 0)).toBe(changes.length);
  });
});
