import { describe, expect, it } from "vitest";
import { writeWords } from "../papers.ts";
import { openReview } from "../papers.ts";
import { talkOf } from "../talk.ts";
import { excerptOf, searchedIn } from "./searched.ts";

describe("what is found", () => {
  it("[Q1] a word of a draft is found in its sentence, and opened at its paragraph", async () => {
    const review = await openReview();
    await writeWords(review, review.documentId, "The zymurgist answered on 5 U.S.C. § 552(a).");
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    const [item, ...others] = await searched.found(review.people.observer, "zymurgist §552");
    expect(others).toEqual([]);
    expect(item).toMatchObject({ kind: "document", title: "Weekly reports" });
    expect(item && excerptOf(item)).toContain("[zymurgist]");
    expect(item?.path).toMatch(new RegExp(`^/documents/${review.documentId}#.+`, "u"));
  });

  it("[Q2] one's own thread is found by one's own people alone", async () => {
    const review = await openReview();
    const talk = talkOf(review);
    const { people, organizations } = review;
    await talk.begin(people.drafter, { text: "quibberish", organizationId: organizations.council });
    const searched = await searchedIn(review);
    await searched.feed.catchUp();
    expect(await searched.found(people.drafter, "quibberish")).toHaveLength(1);
    expect(await searched.view(people.ilrcDrafter, "quibberish")).toMatchObject({ groups: [] });
    expect(await searched.view(people.stranger, "quibberish")).toMatchObject({ groups: [] });
  });
});
