import { describe, expect, it } from "vitest";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { summarySentence, summaryOf } from "#app/document/margin/suggestion-summary.ts";
import { body } from "./build.ts";

describe("the line that says what a suggestion changes", () => {
  const line = (before: string, after: string) =>
    summarySentence(summaryOf([body("p", before)], [body("p", after)]));

  it("[M20] names the words that go and those that come", () => {
    expect(line("ICE said so.", "ICE has declared so.")).toBe("Replace “said” with “has declared”");
    expect(line("ICE said so.", "ICE never said so.")).toBe("Insert “never”");
    expect(line("ICE never said so.", "ICE said so.")).toBe("Delete “never”");
    expect(summarySentence(summaryOf([], [body("p", "All new.")]))).toBe("Insert “All new.”");
    expect(summarySentence(summaryOf([body("p", "Gone.")], []))).toBe("Delete “Gone.”");
  });

  it("[M20] names the words whose form alone changes, and a paragraph that is split", () => {
    expect(line("ICE said so.", "ICE said so.")).toBe("Change the form of “ICE said so.”");
    const split = summaryOf([body("p", "One. Two.")], [body("p", "One."), body("q", "Two.")]);
    expect(summarySentence(split)).toBe("Insert “¶”");
  });

  it("[M29] stays short, whatever changes, and ends in no half of a character", () => {
    const long = "😀".repeat(5_000);
    const summary = summaryOf([body("p", "was")], [body("p", long)]);
    expect(summary.added.length).toBeLessThanOrEqual(MARGIN_LIMITS.summary);
    expect(summary.added).toMatch(/^(?:😀)+…$/u);
    const many = summaryOf([body("p", "was")], [body("p", "word ".repeat(90_000))]);
    expect(many.added).toBe(`${Array.from({ length: 12 }, () => "word").join(" ")}…`);
    expect(many.words).toEqual({ removed: 1, added: 90_000 });
  });
});
