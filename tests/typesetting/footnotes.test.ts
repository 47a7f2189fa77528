import { expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { placesOf } from "./reading.ts";
import { typesetterForTests, suitInput } from "./typesetter.ts";
import { block, footnote, prose } from "./writing.ts";

const typesetter = typesetterForTests();
const words = (count: number, word: string) => `${word} `.repeat(count);

/** Room for a rule above the notes, and for the lines that a paragraph keeps together. */
const MOST_BLANK = 4 * 24;

it.each(LAYOUT_PROFILES)(
  "a footnote much longer than its paragraph leaves no page half empty in %s",
  async (layoutProfile) => {
    for (const [before, length] of [
      [3, 200],
      [6, 300],
      [10, 600],
    ] as const) {
      const many = (count: number) =>
        Array.from({ length: count }, () => block("numbered", 1, words(40, "text")));
      const short = block("numbered", 1, words(15, "text"), footnote(words(length, "note")));
      const text = prose(...many(before), short, ...many(30));
      const { pdf } = await typesetter.set(suitInput(text, { layoutProfile }));
      const pages = (await placesOf(pdf)).slice(0, -1);
      const found = pages.flat().filter((word) => word.text === "note");
      expect(found).toHaveLength(length);
      for (const page of pages) {
        const body = page.filter((word) => word.text === "text");
        const notes = page.filter((word) => word.text === "note");
        const foot = Math.max(...body.map((word) => word.bottom));
        const next = notes.length === 0 ? 720 : Math.min(...notes.map((word) => word.top));
        expect(next - foot).toBeLessThan(MOST_BLANK);
      }
    }
  },
);
