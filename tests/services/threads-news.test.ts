import { describe, expect, it } from "vitest";
import { threadNewsFor } from "#server/services/threads/news.ts";
import { openThreadsOf } from "#server/services/threads/open.ts";
import { openReview } from "./papers.ts";
import { rewording, talkOf } from "./talk.ts";
import { value } from "./workspace.ts";

const open = async () => {
  const review = await openReview();
  const { client } = review.database;
  return {
    ...review,
    talk: talkOf(review),
    newsFor: (actor: typeof review.people.drafter) => threadNewsFor(client, actor),
    openFor: (actor: typeof review.people.drafter) =>
      openThreadsOf(client, actor, review.documentId),
  };
};

describe("news of threads", () => {
  it("[M6] tells who was mentioned and who was answered, and of what else is new, until it was read", async () => {
    const { talk, people, newsFor, pass, documentId, slug } = await open();
    const begun = await talk.begin(people.ilrcDrafter);
    pass(1_000);
    const asked = await talk.begin(people.drafter, { mentions: [people.ilrcDrafter] });
    pass(1_000);
    value(await talk.reply(people.drafter, begun.id, "An answer."));
    const news = await newsFor(people.ilrcDrafter);
    expect(news).toMatchObject([
      { threadId: begun.id, why: "answered", by: ["drafter"] },
      { threadId: asked.id, why: "mentioned", by: ["drafter"] },
    ]);
    expect(news[0]).toMatchObject({
      document: { id: documentId, title: "Weekly reports" },
      matter: { slug },
      organization: null,
      isSuggestion: false,
      commentId: expect.any(String),
    });
    expect(JSON.stringify(news)).not.toContain("An answer.");
    const others = await newsFor(people.observer);
    expect(others.map(({ why }) => why)).toEqual(["unread", "unread"]);
    expect(await newsFor(people.drafter)).toMatchObject([{ threadId: begun.id, why: "answered" }]);
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [begun.id, asked.id] }));
    expect(await newsFor(people.ilrcDrafter)).toEqual([]);
    pass(1_000);
    value(await talk.reply(people.staff, asked.id, "Both of you.", [people.ilrcDrafter]));
    expect(await newsFor(people.ilrcDrafter)).toMatchObject([{ why: "mentioned", by: ["staff"] }]);
  });

  it("[M2] tells nobody of another organization's threads, and none while it is no party", async () => {
    const { talk, people, newsFor, organizations, services, slug, actor } = await open();
    const { ilrc } = organizations;
    await talk.begin(people.ilrcDrafter, {
      organizationId: ilrc,
      mentions: [people.drafter, people.ilrcAdmin],
    });
    expect(await newsFor(people.drafter)).toEqual([]);
    expect(await newsFor(people.stranger)).toEqual([]);
    expect(await newsFor(people.ilrcAdmin)).toMatchObject([
      { why: "mentioned", organization: { shortName: "ILRC" } },
    ]);
    value(await services.matters.removeParty(people.admin, slug, { organizationId: ilrc }));
    expect(await newsFor(await actor(people.ilrcAdmin.userId))).toEqual([]);
  });
});

describe("news of a busy document that is muted", () => {
  it("[M27] take no place from others' news, nor from what names its reader there", async () => {
    const { talk, people, newsFor, pass, services, slug, documentId, database } = await open();
    const { drafter, staff, ilrcDrafter } = people;
    const { client } = database;
    const letter = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    const other = value(await services.documents.create(drafter, slug, letter));
    const elsewhere = await talkOf({ services, documentId: other.documentId }).begin(drafter, {
      mentions: [ilrcDrafter],
    });
    const named = await talk.begin(drafter, { mentions: [ilrcDrafter] });
    const give = { userId: staff.userId, dueOn: null };
    const asked = await talk.begin(ilrcDrafter, { give });
    pass(1_000);
    await talk.act(staff, { do: "done", threadId: asked.id, isDone: true });
    value(await services.follows.choose(ilrcDrafter, documentId, { how: "mute" }));
    pass(1_000);
    const { id } = await talk.begin(drafter);
    const row = await client.thread.findUniqueOrThrow({ where: { id } });
    const copies = Array.from({ length: 100 }, () => ({ ...row, id: crypto.randomUUID() }));
    await client.thread.createMany({ data: copies });
    const news = await newsFor(ilrcDrafter);
    expect(new Set(news.map(({ threadId }) => threadId))).toEqual(
      new Set([elsewhere.id, named.id, asked.id]),
    );
  });
});

describe("what is open beside a text", () => {
  it("[M13] counts and lists what everybody of the parties sees, never one organization's", async () => {
    const { talk, people, openFor, organizations } = await open();
    const { council } = organizations;
    await talk.begin(people.drafter, { organizationId: council, text: "Ours." });
    await talk.begin(people.drafter, {
      organizationId: council,
      suggestion: rewording("a", "b"),
    });
    const question = await talk.begin(people.ilrcDrafter, { text: "A question." });
    const suggested = await talk.begin(people.ilrcDrafter, {
      text: "",
      suggestion: rewording("a", "b"),
    });
    const done = await talk.begin(people.drafter);
    await talk.act(people.drafter, { do: "resolve", threadId: done.id });
    expect(await openFor(people.drafter)).toEqual({
      threads: 1,
      suggestions: 1,
      list: expect.arrayContaining([
        {
          id: question.id,
          what: "thread",
          by: "ilrc-drafter",
          claim: null,
          quote: "these words",
          text: "A question.",
          proposes: null,
        },
        {
          id: suggested.id,
          what: "suggestion",
          by: "ilrc-drafter",
          claim: null,
          quote: "these words",
          text: "",
          proposes: "Replace “a” with “b”",
        },
      ]),
    });
    expect(await openFor(people.stranger)).toEqual({ threads: 0, suggestions: 0, list: [] });
    await talk.act(people.drafter, { do: "reject", threadId: suggested.id });
    expect(await openFor(people.drafter)).toMatchObject({ threads: 1, suggestions: 0 });
  });
});
