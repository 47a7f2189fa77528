import { describe, expect, it } from "vitest";
import { openReview, writeText } from "#tests/services/papers.ts";
import { siteOf } from "./site.ts";

describe("the page that submits a draft", () => {
  it("names signs that nobody sees in it: how many, in which words, and which", async () => {
    const review = await openReview();
    const { as } = siteOf(review);
    const drafter = await as("drafter");
    const address = `/documents/${review.documentId}/submit`;
    expect((await drafter.get(address)).words).not.toContain("can’t be seen");
    await writeText(review, review.documentId, "All rec\u200bords of the \u202eagency\u202c.");
    const { words, status } = await drafter.get(address);
    expect(status).toBe(200);
    const where = "that can’t be seen in “All records of the agency.”:";
    expect(words).toContain(`A sign ${where} zero width space (U+200B)`);
    expect(words).toContain(`A sign ${where} right-to-left override (U+202E)`);
    expect(words).toContain(`A sign ${where} pop directional formatting (U+202C)`);
  });
});
