import { describe, expect, it } from "vitest";
import { openReview, submit, type Review } from "./papers.ts";
import { addresses, headerOf, remindersOf, stopTokenOf } from "./reminders.ts";
import { rewording, talkOf } from "./talk.ts";
import { DAY, value } from "./workspace.ts";

const open = async () => {
  const story = await remindersOf(await openReview());
  return { ...story, talk: talkOf(story) };
};

const to = ({ name, email }: { readonly name: string; readonly email: string }) =>
  `"${name}" <${email}>`;

/** Home's list under "Said to you". */
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
    expect(headerOf(letter, "list-unsubscribe-post")).toContain("One-Click");
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
    value(await services.letters.stop(stopTokenOf(letter)));
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

describe("who suggested other words", () => {
  /** Longer than decisions on one document are kept for one letter. */
  const A_WHILE = 10 * 60_000;

  /** Somebody of a partner suggests, and what happens to their suggestions. */
  async function suggesting() {
    const story = await open();
    const { talk, people } = story;
    const suggest = (before: string, after: string, by = people.ilrcDrafter) =>
      talk.begin(by, { text: "", suggestion: rewording(before, after) });
    const accept = (threadId: string) => talk.accept(people.drafter, threadId);
    const reject = (threadId: string) => talk.act(people.drafter, { do: "reject", threadId });
    const deliver = async () => {
      await story.work();
      story.pass(A_WHILE);
      await story.work();
      return story.taken();
    };
    return { ...story, suggest, accept, reject, deliver };
  }

  it("[M11] is told on Home and by mail that it was accepted, without a word of it, until they read it", async () => {
    const story = await suggesting();
    const { people, suggest, accept, deliver, talk, documentId } = story;
    const { id } = await suggest("privileged before", "privileged after");
    await accept(id);
    const path = `/documents/${documentId}#thread-${id}`;
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([
      { what: "drafter accepted your suggestion", about: "Weekly reports", path },
    ]);
    expect(await saidAtHome(story, people.drafter)).toEqual([]);
    const [letter, ...others] = await deliver();
    expect(others).toEqual([]);
    expect(addresses(letter ? [letter] : [])).toEqual([to(people.ilrcDrafter)]);
    expect(letter?.subject).toBe("drafter accepted your suggestion: Weekly reports");
    expect(letter?.text).toContain(`https://desk.example.org${path}`);
    expect(`${letter?.text}${String(letter?.html)}`).not.toContain("privileged");
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [id] }));
    expect(await saidAtHome(story, people.ilrcDrafter)).toEqual([]);
    expect(await deliver()).toEqual([]);
  });

  it("[M11] is told of a rejection, and that a reason stands beside it, never which", async () => {
    const story = await suggesting();
    const { people, suggest, reject, deliver, talk, choose } = story;
    await choose(people.ilrcDrafter.userId, { answers: "never" });
    const { id } = await suggest("one", "two");
    await reject(id);
    value(await talk.reply(people.drafter, id, "Privileged: it would admit the delay."));
    const line = "drafter rejected your suggestion, and there is an answer";
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([{ what: line }]);
    const [letter, ...others] = await deliver();
    expect(others).toEqual([]);
    expect(letter?.subject).toBe(`${line}: Weekly reports`);
    expect(`${letter?.text}${String(letter?.html)}`).not.toContain("Privileged");
  });

  it("[M10] is told of many that were decided together in one line and one letter", async () => {
    const story = await suggesting();
    const { people, suggest, accept, reject, deliver } = story;
    for (const word of ["one", "two", "three"]) await accept((await suggest(word, "more")).id);
    story.pass(1_000);
    await reject((await suggest("four", "more")).id);
    const told = (await saidAtHome(story, people.ilrcDrafter)).map(({ what }) => what);
    expect(told).toEqual([
      "drafter rejected your suggestion",
      "drafter accepted 3 of your suggestions",
    ]);
    const [letter, ...others] = await deliver();
    expect(others).toEqual([]);
    for (const line of told) expect(letter?.text).toContain(line);
  });

  it("[M10] is told when the last of many was decided, also after an answer to an earlier one", async () => {
    const story = await suggesting();
    const { people, suggest, accept, talk, pass, clock } = story;
    const [first, last] = [await suggest("one", "more"), await suggest("two", "more")];
    await accept(first.id);
    pass(1_000);
    await accept(last.id);
    const since = clock().toISOString();
    pass(1_000);
    value(await talk.reply(people.drafter, first.id, "Thanks."));
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([
      { what: "drafter accepted 2 of your suggestions, and there is an answer", since },
    ]);
  });

  it("[M22] is told on Home and by mail that it was opened again, and not any more that it was accepted", async () => {
    const story = await suggesting();
    const { people, suggest, accept, deliver, talk } = story;
    const { id } = await suggest("one", "two");
    await accept(id);
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [id] }));
    await talk.act(people.drafter, { do: "open-again", threadIds: [id] });
    const what = "drafter opened your suggestion again, out of the draft";
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([{ what }]);
    const [letter] = await deliver();
    expect(addresses(letter ? [letter] : [])).toEqual([to(people.ilrcDrafter)]);
    expect(letter?.subject).toBe(`${what}: Weekly reports`);
  });

  it("[M12] is told where other words were accepted in its place, and not where both fit", async () => {
    const story = await suggesting();
    const { people, reviewers, suggest, accept, deliver, talk } = story;
    const text = "The agency has twenty days to answer the request";
    const clash = await suggest(text, text.replace("twenty", "ten"));
    const fits = await suggest(text, text.replace("request", "letter"), reviewers.ilrc);
    for (const [who, { id }] of [
      [people.ilrcDrafter, clash],
      [reviewers.ilrc, fits],
    ] as const) {
      value(await talk.send(who, { do: "read", threadIds: [id] }));
    }
    const { id } = await suggest(text, text.replace("twenty", "thirty"), people.staff);
    await accept(id);
    const letters = await deliver();
    expect(addresses(letters)).toEqual([to(people.ilrcDrafter), to(people.staff)].toSorted());
    const what = "drafter accepted other words where your suggestion stands";
    expect(letters.map(({ subject }) => subject)).toContain(`${what}: Weekly reports`);
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([{ what }]);
    expect(await saidAtHome(story, reviewers.ilrc)).toEqual([]);
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [clash.id] }));
    expect(await saidAtHome(story, people.ilrcDrafter)).toEqual([]);
  });

  it("[M12] is told in the day's letter, too, that an old suggestion was overtaken, and of it once", async () => {
    const story = await suggesting();
    const { people, suggest, accept, choose, sweep, work, taken, pass, talk, clock } = story;
    await choose(people.ilrcDrafter.userId, { suggestions: "daily", deadlines: "never" });
    const day = async () => {
      pass(DAY);
      await sweep();
      await work();
      return taken().filter(
        ({ to: one }) => addresses([{ to: one }])[0] === to(people.ilrcDrafter),
      );
    };
    const text = "The agency has twenty days to answer the request";
    const clash = await suggest(text, text.replace("twenty", "ten"));
    expect(await day()).toEqual([]);
    pass(60_000);
    const { id } = await suggest(text, text.replace("twenty", "thirty"), people.staff);
    await accept(id);
    await work();
    const since = clock().toISOString();
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([{ since }]);
    const [letter] = await day();
    expect(letter?.text).toContain("drafter accepted other words where your suggestion stands");
    expect(letter?.text).toContain("It is still open");
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [clash.id] }));
    // A reply that comes later is new; that the suggestion was overtaken is not.
    value(await talk.reply(people.drafter, clash.id, "Does this stand?"));
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([
      { what: "drafter answered you" },
    ]);
  });

  it("[M12] is told of many that one accepted suggestion overtook, and of an answer in the moment in which they read it", async () => {
    const story = await suggesting();
    const { people, suggest, accept, work, pass, talk } = story;
    const text = "The agency has twenty days to answer the request";
    const clash = await suggest(text, text.replace("twenty", "ten"));
    await suggest(text, text.replace("twenty", "five"));
    pass(60_000);
    await accept((await suggest(text, text.replace("twenty", "thirty"), people.staff)).id);
    await work();
    const why = "They are still open: look whether your words should stand.";
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([{ why }]);
    value(await talk.send(people.ilrcDrafter, { do: "read", threadIds: [clash.id] }));
    value(await talk.reply(people.drafter, clash.id, "Does this stand?"));
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([
      { what: "drafter answered you" },
      { why: why.replace("They are", "It is") },
    ]);
  });

  it("[M22] is no longer told that a suggestion was overtaken once the overtaker is open again", async () => {
    const story = await suggesting();
    const { people, suggest, accept, deliver, pass, talk } = story;
    const text = "The agency has twenty days to answer the request";
    await suggest(text, text.replace("twenty", "ten"));
    pass(60_000);
    const { id } = await suggest(text, text.replace("twenty", "thirty"), people.staff);
    await accept(id);
    await deliver();
    const what = "drafter accepted other words where your suggestion stands";
    expect(await saidAtHome(story, people.ilrcDrafter)).toMatchObject([{ what }]);
    await talk.act(people.drafter, { do: "open-again", threadIds: [id] });
    expect(await saidAtHome(story, people.ilrcDrafter)).toEqual([]);
    await deliver();
    expect(await saidAtHome(story, people.ilrcDrafter)).toEqual([]);
  });

  it("[M6] gets the day's letter about an answer to a suggestion also where they want none about decisions", async () => {
    const story = await suggesting();
    const { people, suggest, reject, choose, sweep, work, taken, pass, talk } = story;
    await choose(people.ilrcDrafter.userId, {
      suggestions: "never",
      answers: "daily",
      deadlines: "never",
    });
    await sweep();
    await work();
    taken();
    pass(60_000);
    const { id } = await suggest("one", "two");
    await reject(id);
    value(await talk.reply(people.drafter, id, "It would admit the delay."));
    await work();
    pass(DAY);
    await sweep();
    await work();
    const [letter, ...others] = taken();
    expect(others).toEqual([]);
    expect(letter?.text).toContain("drafter answered you");
    expect(letter?.text).not.toContain("rejected");
  });

  it("[M2] learns nothing of what another organization accepted among its own people", async () => {
    const story = await suggesting();
    const { people, suggest, accept, deliver, talk, organizations } = story;
    const text = "The agency has twenty days";
    await suggest(text, text.replace("twenty", "ten"));
    const { id } = await talk.begin(people.staff, {
      text: "",
      organizationId: organizations.council,
      suggestion: rewording(text, text.replace("twenty", "thirty")),
    });
    await accept(id);
    expect(addresses(await deliver())).toEqual([to(people.staff)]);
    expect(await saidAtHome(story, people.ilrcDrafter)).toEqual([]);
  });

  it("[M11] gets it as they chose: in the day's letter, or never; and stops such letters with one click", async () => {
    const story = await suggesting();
    const { people, suggest, accept, deliver, choose, sweep, work, taken, pass, services } = story;
    await choose(people.ilrcDrafter.userId, { suggestions: "daily", deadlines: "never" });
    await choose(people.staff.userId, { suggestions: "never", deadlines: "never" });
    await sweep();
    await work();
    pass(60_000);
    await accept((await suggest("one", "two")).id);
    await accept((await suggest("three", "four", people.staff)).id);
    expect(await deliver()).toEqual([]);
    pass(DAY);
    await sweep();
    await work();
    const [letter, ...others] = taken();
    expect(others).toEqual([]);
    expect(letter?.text).toContain("drafter accepted your suggestion");
    await choose(people.ilrcDrafter.userId, { suggestions: "at-once" });
    await accept((await suggest("five", "six")).id);
    const [single] = await deliver();
    value(await services.letters.stop(stopTokenOf(single)));
    await accept((await suggest("seven", "eight")).id);
    expect(await deliver()).toEqual([]);
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
