import { describe, expect, it } from "vitest";
import { openReview, submit, type Review } from "./papers.ts";
import { addresses, remindersOf } from "./reminders.ts";
import { talkOf } from "./talk.ts";
import { DAY, value } from "./workspace.ts";

const open = async () => {
  const story = await remindersOf(await openReview());
  return { ...story, talk: talkOf(story) };
};

const to = ({ name, email }: { readonly name: string; readonly email: string }) =>
  `"${name}" <${email}>`;

/** What Home lists under "Said to you". */
async function saidAtHome(
  { services }: Review,
  actor: Parameters<Review["services"]["home"]["show"]>[0],
) {
  const { groups } = value(await services.home.show(actor));
  return groups.find(({ name }) => name === "said")?.entries ?? [];
}

describe("whom a comment names", () => {
  it("[M6] is told by mail and on Home, with a link and without its words", async () => {
    const story = await open();
    const { people, talk, work, taken, documentId } = story;
    const thread = await talk.begin(people.drafter, {
      text: "Privileged: is item 2 our client?",
      mentions: [people.ilrcDrafter],
    });
    await work();
    const [letter, ...others] = taken();
    expect(others).toEqual([]);
    expect(addresses(letter ? [letter] : [])).toEqual([to(people.ilrcDrafter)]);
    expect(letter?.subject).toBe("drafter mentioned you: Weekly reports");
    const path = `/documents/${documentId}#thread-${thread.id}`;
    expect(letter?.text).toContain(`https://desk.example.org${path}`);
    expect(String(letter?.html)).toContain(path);
    expect(`${letter?.text}${String(letter?.html)}`).not.toMatch(/Privileged|these words/u);
    expect(JSON.stringify([...(letter?.headers.entries() ?? [])])).toContain("One-Click");
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([
      { what: "drafter mentioned you", about: "Weekly reports", path },
    ]);
    expect(await saidAtHome(story, people.drafter)).toEqual([]);
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [thread.id] }));
    expect(await saidAtHome(story, people.ilrcDrafter)).toEqual([]);
  });

  it("[M6] is not told twice where the comment is edited, and who is named in the edit is told then", async () => {
    const { people, talk, work, taken, pass } = await open();
    const { id: threadId, comments } = await talk.begin(people.drafter, {
      mentions: [people.ilrcDrafter],
    });
    await work();
    expect(addresses(taken())).toEqual([to(people.ilrcDrafter)]);
    pass(60_000);
    await talk.act(people.drafter, {
      do: "edit",
      threadId,
      commentId: comments[0]?.id,
      text: "Better.",
      mentions: [people.ilrcDrafter.userId, people.staff.userId],
    });
    await work();
    expect(addresses(taken())).toEqual([to(people.staff)]);
  });

  it("[M6] gets nothing where it was read, removed, or they left the matter before the letter", async () => {
    const { people, talk, work, taken, database, organizations } = await open();
    const read = await talk.begin(people.drafter, { mentions: [people.staff] });
    value(await talk.send(people.staff, { do: "read", threadIds: [read.id] }));
    const removed = await talk.begin(people.drafter, { mentions: [people.staff] });
    await talk.act(people.drafter, {
      do: "remove",
      threadId: removed.id,
      commentId: removed.comments[0]?.id,
    });
    await talk.begin(people.drafter, { mentions: [people.ilrcDrafter] });
    await database.client.matterParty.deleteMany({
      where: { organizationId: organizations.ilrc },
    });
    await work();
    expect(taken()).toEqual([]);
  });

  it("[M2] tells nobody else of one organization's thread, and its letter says among whom it is", async () => {
    const story = await open();
    const { people, reviewers, talk, work, taken, organizations } = story;
    await talk.begin(people.ilrcDrafter, {
      organizationId: organizations.ilrc,
      mentions: [reviewers.ilrc, people.drafter],
    });
    await work();
    const letters = taken();
    expect(addresses(letters)).toEqual([to(reviewers.ilrc)]);
    expect(letters[0]?.subject).toContain("among ILRC");
    expect(await saidAtHome(story, people.drafter)).toEqual([]);
  });

  it("[M6] comes in the day's letter for who chose that, and only what is unread then; never where they chose so", async () => {
    const { people, talk, work, taken, choose, sweep, pass } = await open();
    await choose(people.ilrcDrafter.userId, { mentions: "daily", deadlines: "never" });
    await choose(people.staff.userId, { mentions: "never", deadlines: "never" });
    await sweep();
    await work();
    pass(60_000);
    const mentions = [people.ilrcDrafter, people.staff];
    const first = await talk.begin(people.drafter, { mentions });
    const second = await talk.begin(people.drafter, { mentions });
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [first.id] }));
    await work();
    expect(taken()).toEqual([]);
    pass(DAY);
    await sweep();
    await work();
    const [letter, ...others] = taken();
    expect(others).toEqual([]);
    expect(letter?.text).toContain("SAID TO YOU");
    expect(letter?.text).toContain(`#thread-${second.id}`);
    expect(letter?.text).not.toContain(first.id);
    pass(DAY);
    await sweep();
    await work();
    expect(taken()).toEqual([]);
  });
});

describe("who wrote before in a thread", () => {
  it("[M6] is told of an answer, once, and stops such letters alone with one click", async () => {
    const { people, services, talk, work, taken, database } = await open();
    const thread = await talk.begin(people.drafter);
    await work();
    expect(taken()).toEqual([]);
    value(await talk.reply(people.ilrcDrafter, thread.id, "It is."));
    await work();
    const [letter, ...others] = taken();
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("ilrc-drafter answered you: Weekly reports");
    const list = letter?.headers.get("list") as unknown as {
      readonly unsubscribe: { readonly url: string };
    };
    value(await services.letters.stop(list.unsubscribe.url.split("/").at(-1) ?? ""));
    expect(await database.client.mailPreference.findMany()).toEqual([
      { userId: people.drafter.userId, kind: "answers", how: "never" },
    ]);
    value(await talk.reply(people.ilrcDrafter, thread.id, "Or not.", [people.drafter]));
    await work();
    expect(taken().map(({ subject }) => subject)).toEqual([
      "ilrc-drafter mentioned you: Weekly reports",
    ]);
  });
});

describe("who asked for changes", () => {
  async function returned() {
    const story = await open();
    const { services, reviewers, organizations, documentId, work, taken } = story;
    const version = await submit(story);
    value(
      await services.reviews.requestChanges(reviewers.ilrc, documentId, {
        ...version,
        organizationId: organizations.ilrc,
        reason: "Privileged.",
      }),
    );
    await work();
    taken();
    return story;
  }

  it("is told in the letter about the sign-off that the new version follows it", async () => {
    const story = await returned();
    const { reviewers, work, taken } = story;
    await submit(story);
    await work();
    const letters = taken().filter(
      ({ to: one }) => addresses([{ to: one }])[0] === to(reviewers.ilrc),
    );
    expect(letters.map(({ subject }) => subject)).toEqual(["Sign off for ILRC: Weekly reports"]);
    expect(letters[0]?.text).toContain("You asked for changes before");
  });

  it("is told by itself where they need not sign or want no letters about that", async () => {
    const story = await returned();
    const { reviewers, work, taken, choose, actor, documentId, database } = story;
    await choose(reviewers.ilrc.userId, { "sign-offs": "never" });
    await submit(story);
    await work();
    const own = (letters: ReturnType<typeof taken>) =>
      letters.filter(({ to: one }) => addresses([{ to: one }])[0] === to(reviewers.ilrc));
    const [letter, ...others] = own(taken());
    expect(others).toEqual([]);
    expect(letter?.subject).toBe(
      "Version 2 was submitted after you asked for changes: Weekly reports",
    );
    expect(letter?.text).toContain(`/documents/${documentId}/review`);
    expect(letter?.text).not.toContain("Privileged");
    // On Home the ask for the sign-off says it; without the role it stands by itself.
    await database.client.membershipRole.updateMany({
      where: { role: "reviewer", membership: { userId: reviewers.ilrc.userId } },
      data: { role: "drafter" },
    });
    expect(await saidAtHome(story, await actor(reviewers.ilrc.userId))).toMatchObject([
      { what: "Version 2 was submitted after you asked for changes" },
    ]);
  });
});
