import { describe, expect, it } from "vitest";
import { READING_LIMITS } from "#server/attachments/reading.ts";
import { ScanFindings } from "#server/attachments/scan-findings.ts";

const SSN = "SSN 123-45-6789";

function wordsOf(...looks: Parameters<ScanFindings["look"]>[]) {
  const findings = new ScanFindings([], true);
  for (const look of looks) findings.look(...look);
  return findings.of("text/plain").words ?? [];
}
const flaggedIn = ({ words, flagged }: ReturnType<typeof wordsOf>[number]) =>
  flagged.map(([from, to]) => words.slice(from, to));

describe("[Q2] words of a file, for who searches it", () => {
  it("have their private parts flagged, however the text comes in pieces", () => {
    const text = `Before. ${SSN} behind, and ${SSN} again.`;
    for (let size = 1; size < text.length; size += 1) {
      const pieces: string[] = [];
      for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
      const [page, ...others] = wordsOf([null, 1, pieces]);
      if (!page) throw new Error("no words");
      expect([page.page, page.words, others]).toEqual([1, text, []]);
      expect(flaggedIn(page)).toEqual(["123-45-6789", "123-45-6789"]);
    }
  });

  it("are of the page of the file alone, and none of its own details", () => {
    const words = wordsOf(
      [null, 2, "On a page."],
      ["inner.pdf", 3, "Within another."],
      [null, "its title", "A title."],
      [null, null, "Of no page."],
    );
    expect(words.map(({ page, words: said }) => [page, said])).toEqual([
      [2, "On a page."],
      [null, "Within another."],
      [null, "Of no page."],
    ]);
  });

  it("end at their limit, flagged to their end, also where more was found than is kept", () => {
    const { keptLetters, data, flagged } = READING_LIMITS;
    const numbers = `${SSN}\n`.repeat(flagged + data);
    const [first, second] = wordsOf([null, 1, numbers], [null, 2, "x".repeat(keptLetters)]);
    if (!first || !second) throw new Error("no words");
    expect(first.words.length + second.words.length).toBe(keptLetters);
    expect(first.flagged).toHaveLength(flagged + 1);
    // Words behind the last one are private as a whole.
    expect(first.flagged.at(-1)?.[1]).toBeGreaterThanOrEqual(first.words.length);
    expect(
      flaggedIn(first)
        .slice(0, -1)
        .every((part) => part === "123-45-6789"),
    ).toBe(true);
  });
});
