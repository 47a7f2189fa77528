import { expect, test } from "vitest";
import { COALITION_DETAILS } from "./details.ts";
import { objectsOf } from "./standards/objects.ts";
import { letterInput, typesetterForTests } from "./typesetter.ts";
import { body, marked, prose } from "./writing.ts";

const typesetter = typesetterForTests();

/** A level line that is drawn, and the last words that were set before: places in points from below. */
const LINE = /1 0 0 -1 [\d.]+ (?<at>[\d.]+) cm\n[^q]*?\n0 0 m\n(?<width>[\d.]+) 0 l\nS/gu;
const WORDS = /1 0 0 -1 [\d.]+ (?<at>[\d.]+) cm\n[^q]*?\nBT/gu;

/** The lines that a page draws beside words with these marks: how far above the words' feet, how wide. */
async function linesBeside(...marks: string[]): Promise<{ above: number; width: number }[]> {
  const details = { ...COALITION_DETAILS, letter: null };
  const words = body(marked("These words go.", ...marks));
  const { pdf } = await typesetter.set(letterInput(prose(words), { facts: details }));
  const pages = [...(await objectsOf(pdf)).streams.values()].map((bytes) =>
    bytes.toString("latin1"),
  );
  const operators = pages.find((page) => page.includes("BT")) ?? "";
  const feet = Number([...operators.matchAll(WORDS)].at(-1)?.groups?.["at"]);
  return [...operators.matchAll(LINE)].map(({ groups }) => ({
    above: Number(groups?.["at"]) - feet,
    width: Number(groups?.["width"]),
  }));
}

test("words that are struck have a line through them on paper, and one that is below them where they are underlined", async () => {
  expect(await linesBeside()).toEqual([]);
  const [struck, ...others] = await linesBeside("strike");
  expect(others).toEqual([]);
  // Letters of 12 points, fifteen of them.
  expect(struck?.width).toBeGreaterThan(60);
  expect(struck?.above).toBeGreaterThan(1.5);
  expect(struck?.above).toBeLessThan(5);
  const [underlined] = await linesBeside("underline");
  expect(underlined?.above).toBeLessThan(0);
});
