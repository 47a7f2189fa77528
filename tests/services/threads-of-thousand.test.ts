import { describe, expect, it } from "vitest";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { openReview } from "./papers.ts";
import { refused } from "./workspace.ts";
import { talkOf } from "./talk.ts";

describe("[M29] threads with as many comments as may be", () => {
  it("are shown, many at once", async () => {
    const review = await openReview();
    const { database, people, organizations, clock } = review;
    const talk = talkOf(review);
    const threads: ThreadView[] = [];
    for (let n = 0; n < 3; n += 1)
      threads.push(await talk.begin(people.drafter, { text: `Thread ${n}` }));
    for (const { id: threadId } of threads) {
      for (let from = 1; from < MARGIN_LIMITS.commentsOfThread; from += 333) {
        await database.client.comment.createMany({
          data: Array.from({ length: 333 }, (_, index) => ({
            id: `${threadId}-${from + index}`,
            threadId,
            authorId: people.drafter.userId,
            organizationId: organizations.council,
            text: "a",
            salt: "",
            at: clock(),
          })),
        });
      }
    }
    const [first] = threads;
    const { threads: shown, rest = [] } = await talk.all(people.drafter);
    expect(shown.length + rest.length).toBe(threads.length);
    expect(shown.map(({ comments }) => comments.length)).toEqual(
      shown.map(() => MARGIN_LIMITS.commentsOfThread),
    );
    // And answered to: that it is full is said.
    const full = refused(await talk.reply(people.drafter, first?.id ?? "", "More."), "too-large");
    expect(full.sentence).toBeTruthy();
  });
});
