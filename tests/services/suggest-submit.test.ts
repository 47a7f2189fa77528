import { describe, expect, it } from "vitest";
import { openReview, submit } from "./papers.ts";
import { rewording, talkOf } from "./talk.ts";
import { refused, value } from "./workspace.ts";

const open = async () => {
  const review = await openReview();
  const talk = talkOf(review);
  const { people, services, documentId, database } = review;
  const submitWith = (more: object) =>
    services.reviews.submit(people.drafter, documentId, {
      reason: "A test.",
      ...more,
    } as never);
  return { ...review, talk, submitWith, database, people };
};

describe("[M13] submitting with open comments or suggestions", () => {
  it("asks once, with a list, and says nothing of what one organization talks about", async () => {
    const { talk, people, services, documentId, submitWith } = await open();
    await talk.begin(people.ilrcDrafter, { text: "Is this right?" });
    await talk.begin(people.ilrcDrafter, {
      text: "",
      suggestion: rewording("The agency may answer.", "The agency must answer."),
    });
    const before = await services.reviews.openThreads(people.drafter, documentId);
    expect(before).toMatchObject({ threads: 1, suggestions: 1 });
    expect(before.list.map(({ what }) => what).toSorted()).toEqual(["suggestion", "thread"]);
    // A suggestion says what it proposes, and a comment what was said.
    expect(before.list.map(({ proposes, text }) => proposes ?? text).toSorted()).toEqual([
      "Is this right?",
      "Replace “may” with “must”",
    ]);
    const { seen } = value(await services.reviews.readiness(people.drafter, documentId));
    refused(await submitWith({ seen }), "conflict");
    value(await submitWith({ seen, threads: "leave" }));
    const after = await services.reviews.openThreads(people.drafter, documentId);
    expect(after).toMatchObject({ threads: 1, suggestions: 1 });
  });

  it("does not ask where only one organization has open threads", async () => {
    const { talk, people, services, documentId, submitWith } = await open();
    const [organizationId] = people.ilrcDrafter.memberships.map((one) => one.organizationId);
    await talk.begin(people.ilrcDrafter, { text: "Between us", organizationId: organizationId! });
    expect(await services.reviews.openThreads(people.drafter, documentId)).toMatchObject({
      threads: 0,
      suggestions: 0,
      list: [],
    });
    const { seen } = value(await services.reviews.readiness(people.drafter, documentId));
    value(await submitWith({ seen }));
  });

  it("closes what was listed on request, and leaves open what came since", async () => {
    const { talk, people, services, documentId, submitWith, pass, database } = await open();
    const { id: threadId } = await talk.begin(people.ilrcDrafter, {
      text: "",
      suggestion: rewording("The agency may answer.", "The agency must answer."),
    });
    const { listedAt } = await services.reviews.openThreads(people.drafter, documentId);
    pass(60_000);
    const late = await talk.begin(people.ilrcDrafter, { text: "One more thing" });
    const { seen } = value(await services.reviews.readiness(people.drafter, documentId));
    value(await submitWith({ seen, threads: "close", listedAt }));
    const row = await database.client.suggestion.findUniqueOrThrow({ where: { threadId } });
    expect(row).toMatchObject({ state: "rejected", decidedById: people.drafter.userId });
    // As of any decision, its author is told.
    const told = await database.client.job.findMany({ where: { kind: "reminders.decision" } });
    expect(told.map(({ payload }) => JSON.parse(payload) as object)).toEqual([
      { threadIds: [threadId] },
    ]);
    const kept = await database.client.thread.findUniqueOrThrow({ where: { id: late.id } });
    expect(kept.resolvedAt).toBeNull();
  });

  it("pins the same text with them and without: they are no part of the version", async () => {
    const one = await open();
    await one.talk.begin(one.people.ilrcDrafter, { text: "Is this right?" });
    const { seen } = value(
      await one.services.reviews.readiness(one.people.drafter, one.documentId),
    );
    const withTalk = value(await one.submitWith({ seen, threads: "leave" }));
    const other = await open();
    const without = await submit(other);
    expect(withTalk.hash).toBe(without.hash);
  });
});
