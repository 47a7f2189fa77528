import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import type { FollowChoice } from "#app/domain/follow.ts";
import { writeJob } from "#server/jobs/index.ts";
import { openReview, submit } from "./papers.ts";
import { addresses, remindersOf } from "./reminders.ts";
import { signByBoth } from "./sign-and-file.ts";
import { rewording, talkOf } from "./talk.ts";
import { DAY, refused, value } from "./workspace.ts";

const open = async () => {
  const story = await remindersOf(await openReview());
  const { services, documentId } = story;
  return {
    ...story,
    talk: talkOf(story),
    choose: (actor: Actor, how: FollowChoice) =>
      services.follows.choose(actor, documentId, { how }),
    chooseMail: story.choose,
    linesOf: async (actor: Actor) => {
      const { groups } = value(await services.home.show(actor));
      return groups.flatMap(({ entries }) => entries.map(({ key, what }) => ({ key, what })));
    },
    to: ({ name, email }: Actor) => `"${name}" <${email}>`,
  };
};

describe("[M27] a document that is followed", () => {
  it("is told of each time that it changes hands or somebody comments, until one has looked", async () => {
    const story = await open();
    const { people, talk, choose, linesOf, pass, services, documentId, organizations } = story;
    const { observer, drafter, staff, ilrcDrafter } = people;
    expect(await linesOf(observer)).toEqual([]);
    value(await choose(observer, "follow"));
    pass(1_000);
    await talk.begin(staff, { text: "Privileged." });
    await talk.begin(ilrcDrafter, { organizationId: organizations.ilrc });
    await submit(story, { threads: "leave" });
    value(await services.reviews.recall(drafter, documentId, { reason: "Too early." }));
    const key = `followed:${documentId}`;
    expect(await linesOf(observer)).toEqual([
      {
        key,
        what: "A document that you follow was submitted for review and taken back from review and has new comments in 1 place",
      },
    ]);
    // Their own acts are no news to who did them.
    value(await choose(drafter, "follow"));
    pass(1_000);
    await submit(story, { threads: "leave" });
    const own = (await linesOf(drafter)).filter((line) => line.key === key);
    expect(own.map(({ what }) => what)).toEqual([
      "A document that you follow has new comments in 1 place",
    ]);
    pass(1_000);
    value(await services.home.lookAt(observer, documentId));
    const { threads } = await talk.all(observer);
    value(await talk.send(observer, { do: "read", threadIds: threads.map(({ id }) => id) }));
    expect(await linesOf(observer)).toEqual([]);
  });

  it("comes with the mail of a day, or at once where they chose that, without a word of the draft", async () => {
    const story = await open();
    const { people, talk, choose, chooseMail, work, taken, to, sweep, pass } = story;
    const { observer, admin } = people;
    value(await choose(observer, "follow"));
    value(await choose(admin, "follow"));
    await chooseMail(admin.userId, { followed: "at-once" });
    await sweep();
    await work();
    taken();
    pass(DAY);
    await talk.begin(people.staff, { text: "Privileged." });
    await work();
    const [letter, ...others] = taken();
    expect(others).toEqual([]);
    expect(addresses(letter ? [letter] : [])).toEqual([to(admin)]);
    expect(letter?.subject).toBe(
      "A document that you follow has new comments in 1 place: Weekly reports",
    );
    expect(`${letter?.text}${String(letter?.html)}`).not.toMatch(/Privileged|these words/u);
    await submit(story, { threads: "leave" });
    await work();
    expect(addresses(taken())).toContain(to(admin));
    pass(DAY);
    await sweep();
    await work();
    expect(addresses(taken())).toContain(to(observer));
  });

  it("[M2] is no mail about a comment of another organization, whatever else is new to its follower", async () => {
    const story = await open();
    const { people, talk, choose, chooseMail, work, taken, to, pass, organizations } = story;
    const { drafter, staff, ilrcDrafter } = people;
    value(await choose(ilrcDrafter, "follow"));
    pass(1_000);
    const { id: shared } = await talk.begin(drafter);
    await work();
    await chooseMail(ilrcDrafter.userId, { followed: "at-once" });
    taken();
    pass(1_000);
    const { id: hidden } = await talk.begin(staff, { organizationId: organizations.council });
    await work();
    expect(addresses(taken())).toEqual([]);
    // Nor where they could read it once, and can't when the mail is sent.
    const { userId } = ilrcDrafter;
    const letterAbout = async (threadId: string) => {
      const payload = { of: "followed", userId, documentId: story.documentId, threadId };
      const job = { kind: "mail.reminder", key: `of ${threadId}`, payload };
      await writeJob(story.database.client, story.clock(), job);
      await work();
      return addresses(taken());
    };
    expect(await letterAbout(hidden)).toEqual([]);
    expect(await letterAbout(shared)).toEqual([to(ilrcDrafter)]);
  });

  it("is told in one letter of what the last signature does, and in none of what an ask or a turn says already", async () => {
    const story = await open();
    const { people, reviewers, choose, chooseMail, work, taken, to, services, documentId } = story;
    for (const actor of [people.observer, reviewers.council]) {
      value(await choose(actor, "follow"));
      await chooseMail(actor.userId, { followed: "at-once" });
    }
    story.pass(1_000);
    const subjectsFor = async (actor: Actor) => {
      await work();
      const letters = taken();
      return [people.observer, actor].map((one) =>
        letters
          .filter((letter) => addresses([letter])[0] === to(one))
          .map(({ subject }) => subject),
      );
    };
    const follow = "A document that you follow was";
    const version = await submit(story);
    expect(await subjectsFor(reviewers.council)).toEqual([
      [`${follow} submitted for review: Weekly reports`],
      ["Sign off for Council: Weekly reports"],
    ]);
    story.pass(1_000);
    value(await services.home.lookAt(people.observer, documentId));
    value(await services.home.lookAt(reviewers.council, documentId));
    story.pass(1_000);
    await signByBoth(story, version);
    const [all] = await subjectsFor(reviewers.council);
    expect(all).toEqual([`${follow} signed off and approved: Weekly reports`]);
    story.pass(1_000);
    value(await services.home.lookAt(people.observer, documentId));
    value(await services.home.lookAt(reviewers.council, documentId));
    story.pass(1_000);
    value(await services.reviews.reopen(people.drafter, documentId, { reason: "Item 2." }));
    expect(await subjectsFor(reviewers.council)).toEqual([
      [`${follow} reopened: Weekly reports`],
      [expect.stringContaining("your signature is void")],
    ]);
  });

  it("is told of to nobody who may not see it any more", async () => {
    const { people, choose, linesOf, services, slug, organizations, actor, pass, ...story } =
      await open();
    const { ilrcDrafter, stranger } = people;
    refused(await choose(stranger, "follow"), "not-found");
    value(await choose(ilrcDrafter, "follow"));
    pass(1_000);
    await submit({ ...story, people, services, slug, organizations, actor, pass });
    const { ilrc } = organizations;
    value(await services.matters.removeParty(people.admin, slug, { organizationId: ilrc }));
    const gone = await actor(ilrcDrafter.userId);
    expect((await linesOf(gone)).map(({ what }) => what)).toEqual([
      "Ada Demo removed ILRC from the matter",
    ]);
    expect(value(await services.account.show(gone, "")).follows).toEqual([]);
    refused(await services.follows.show(gone, story.documentId), "not-found");
  });
});

describe("[M27] a document that is muted", () => {
  it("tells nothing but what names one, on Home and by mail, until one lets go of that", async () => {
    const story = await open();
    const { people, talk, choose, linesOf, work, taken, to, pass, services, documentId } = story;
    const { drafter, staff, ilrcDrafter } = people;
    const { id: threadId } = await talk.begin(drafter);
    const proposed = await talk.begin(staff, { suggestion: rewording("a", "b") });
    value(await choose(drafter, "mute"));
    value(await choose(staff, "mute"));
    expect(value(await services.follows.show(drafter, documentId))).toEqual({ how: "mute" });
    expect(value(await services.account.show(drafter, "")).follows).toMatchObject([
      { document: { id: documentId, title: "Weekly reports" }, how: "mute" },
    ]);
    await work();
    taken();
    pass(1_000);
    value(await talk.reply(ilrcDrafter, threadId, "An answer."));
    await talk.act(ilrcDrafter, { do: "reject", threadId: proposed.id });
    await work();
    expect(addresses(taken())).toEqual([]);
    expect([await linesOf(drafter), await linesOf(staff)]).toEqual([[], []]);
    pass(1_000);
    value(await talk.reply(ilrcDrafter, threadId, "@drafter", [drafter]));
    const give = { do: "give", threadId: proposed.id, userId: drafter.userId, dueOn: null };
    refused(await talk.send(ilrcDrafter, give), "wrong-status");
    const given = await talk.begin(ilrcDrafter, { give: { userId: staff.userId, dueOn: null } });
    await work();
    expect(addresses(taken())).toEqual([to(drafter), to(staff)].toSorted());
    expect((await linesOf(drafter)).map(({ what }) => what)).toEqual([
      "ilrc-drafter mentioned you",
    ]);
    expect((await linesOf(staff)).map(({ key }) => key)).toEqual([`given:${given.id}`]);
    value(await choose(drafter, "part"));
    expect(value(await services.account.show(drafter, "")).follows).toEqual([]);
  });

  it("still asks for what only that person can do", async () => {
    const story = await open();
    const { reviewers, choose, linesOf, work, taken, to } = story;
    value(await choose(reviewers.council, "mute"));
    await submit(story);
    await work();
    expect(addresses(taken())).toContain(to(reviewers.council));
    expect((await linesOf(reviewers.council)).map(({ what }) => what)).toEqual([
      "Sign off for Council",
    ]);
  });
});
