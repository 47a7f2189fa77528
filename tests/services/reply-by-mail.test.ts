import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { createServices } from "#server/services/index.ts";
import { createReplyTaker } from "#server/services/reply-by-mail/take.ts";
import {
  answerMail,
  authenticated,
  replyToOf,
  repliesHere,
  QUOTED,
} from "#tests/support/answers-by-mail.ts";
import { openReview } from "./papers.ts";
import { addresses, headerOf, remindersOf } from "./reminders.ts";
import { talkOf } from "./talk.ts";
import { DAY, MINUTE, value } from "./workspace.ts";

/** A review in which a comment names the drafter of ILRC, or Council's staff among Council alone. */
async function openStory(scope: "all" | "council" = "all") {
  const world = await openReview();
  const story = await remindersOf({
    ...world,
    resources: { ...world.resources, replyByMail: repliesHere },
  });
  const services = createServices(story.resources);
  const talk = talkOf(story);
  const { people, work, taken, pass } = story;
  const { drafter, ilrcDrafter, staff } = people;
  const named = scope === "all" ? ilrcDrafter : staff;
  const own = drafter.memberships[0]?.organizationId ?? null;
  const thread = await talk.begin(drafter, {
    text: "Is item 2 so?",
    mentions: [named],
    organizationId: scope === "all" ? null : own,
  });
  await work();
  const letters = taken();
  const to = replyToOf(letters[0]);
  const from = named.email;
  pass(MINUTE);
  const take = (bytes: Uint8Array, isWhole = true) => services.replyByMail.take(bytes, isWhole);
  return {
    ...story,
    services,
    talk,
    thread,
    letters,
    to,
    from,
    take,
    answer: (parts: Partial<Parameters<typeof answerMail>[0]> = {}) =>
      take(answerMail({ from, to, ...parts })),
    comments: async (reader: Actor = people.drafter) =>
      value(await services.threads.show(reader, story.documentId))
        .threads.filter(({ id }) => id === thread.id)
        .flatMap(({ comments }) => comments.slice(1)),
    /** The letters that say that something was not taken. */
    async told() {
      await work();
      return taken().filter(({ subject = "" }) => /answer by e-mail/u.test(subject));
    },
  };
}

describe("a letter about a comment", () => {
  it("[33.4] says how it is answered, from where, for how long, and who reads the answer", async () => {
    const { letters, to, from } = await openStory();
    expect(to).toMatch(/^reply\+[0-9a-z]{50}@desk\.example\.org$/u);
    const sentence = `To answer in the conversation, reply to this e-mail from ${from} within 30 days. What you write above the quoted text is then read there by everybody of the matter’s parties; quoted text, signatures and files are left out.`;
    expect(letters[0]?.text).toContain(sentence);
    expect(letters[0]?.html).toContain(sentence);
  });

  it("[33.4] names the guests of the document among its readers, and none for an organization’s own thread", async () => {
    const { letters, database, documentId, people, talk, work, taken, clock } = await openStory();
    expect(letters[0]?.text).not.toContain("guest");
    const writeGuest = (id: string, expiresAt: Date) =>
      database.client.guestLink.create({
        data: {
          id,
          tokenHash: id,
          documentId,
          userId: id,
          organizationId: "x",
          invitedById: people.drafter.userId,
          name: "Gale",
          email: "gale@example.org",
          mayComment: false,
          mayReadVersions: false,
          createdAt: new Date(0),
          expiresAt,
        },
      });
    const soon = new Date(clock().getTime() + DAY);
    await writeGuest("open", soon);
    await writeGuest("over", new Date(0));
    await talk.begin(people.drafter, { mentions: [people.staff] });
    await work();
    expect(taken()[0]?.text).toContain(
      "everybody of the matter’s parties and by 1 guest of the document;",
    );
    await writeGuest("second", soon);
    await talk.begin(people.drafter, { mentions: [people.staff] });
    await work();
    expect(taken()[0]?.text).toContain("and by 2 guests of the document;");
    const organizationId = people.drafter.memberships[0]?.organizationId ?? null;
    await talk.begin(people.drafter, { mentions: [people.staff], organizationId });
    await work();
    expect(taken()[0]?.text).toContain("is then read there by Council alone;");
  });

  it("[33.4] names the organization alone whose people read the thread", async () => {
    const { letters } = await openStory("council");
    expect(letters[0]?.text).toContain("is then read there by Council alone;");
  });

  it("[33.4] can't be answered where the operator names no address, and by nobody who may not write there", async () => {
    const off = await remindersOf(await openReview());
    const talk = talkOf(off);
    await talk.begin(off.people.drafter, { mentions: [off.people.ilrcDrafter] });
    await off.work();
    const [letter] = off.taken();
    expect(letter?.replyTo).toBeUndefined();
    expect(letter?.text).not.toContain("reply to this e-mail");
    const story = await openStory();
    await story.talk.begin(story.people.drafter, { mentions: [story.people.observer] });
    await story.work();
    const [toObserver] = story.taken();
    expect(addresses(toObserver ? [toObserver] : [])[0]).toContain(story.people.observer.email);
    expect(toObserver?.replyTo).toBeUndefined();
  });

  it("[33.4] to whoever follows a document can be answered where it is about one thread, and not about two", async () => {
    const story = await openStory();
    const { database, documentId, people, talk, work, taken, thread } = story;
    const { userId } = people.staff;
    await database.client.documentFollow.create({
      data: { documentId, userId, how: "follow", at: new Date(0) },
    });
    await story.choose(userId, { followed: "at-once" });
    value(await talk.send(people.staff, { do: "read", threadIds: [thread.id] }));
    await talk.begin(people.drafter);
    await work();
    expect(taken().map(({ replyTo }) => replyTo?.length)).toEqual([1]);
    await talk.begin(people.drafter);
    await work();
    expect(taken().map(({ replyTo }) => replyTo)).toEqual([undefined]);
  });

  it("[P8] can't be answered where it takes more than a mailbox to sign in as its reader", async () => {
    const { database, people, talk, work, taken } = await openStory();
    await database.client.secondFactor.create({
      data: { userId: people.staff.userId, secret: "x", createdAt: new Date(0), lastWindow: 0 },
    });
    await talk.begin(people.drafter, { mentions: [people.staff] });
    await work();
    expect(taken().map(({ replyTo }) => replyTo)).toEqual([undefined]);
  });
});

describe("an answer by e-mail", () => {
  it("[33.4] becomes an answer in its thread, without what it quotes, and says that more was left out", async () => {
    const { answer, comments, people, work, taken } = await openStory();
    expect(await answer({ words: "Yes, that is so.\r\n\r\nSee exhibit B." })).toBe("taken");
    expect(await comments()).toMatchObject([
      {
        author: { userId: people.ilrcDrafter.userId, organization: "ILRC" },
        text: "Yes, that is so.\n\nSee exhibit B.",
        byMail: "cut",
      },
    ]);
    await work();
    // The thread's author is told, as of every answer; whoever answered gets nothing back.
    expect(addresses(taken())).toEqual([expect.stringContaining(people.drafter.email)]);
  });

  it("[33.4] says nothing of what was left out where nothing was, and lets its author change it", async () => {
    const { answer, comments, talk, people, thread } = await openStory();
    const content = "Content-Type: text/plain\r\n\r\nYes.\r\n";
    expect(await answer({ content })).toBe("taken");
    const [comment] = await comments();
    expect(comment).toMatchObject({ text: "Yes.", byMail: "whole" });
    await talk.act(people.ilrcDrafter, {
      do: "edit",
      threadId: thread.id,
      commentId: comment?.id,
      text: "No.",
      mentions: [],
    });
    expect(await comments()).toMatchObject([{ text: "No.", byMail: "whole" }]);
  });

  it("[33.4] is one comment, however often it comes and whichever process takes it, also once it was removed", async () => {
    const { take, to, from, comments, talk, people, thread, resources } = await openStory();
    const mail = answerMail({ from, to });
    const other = createServices(resources).replyByMail;
    const both = await Promise.all([take(mail), other.take(mail, true)]);
    expect(both.every((arrival) => arrival === "taken" || arrival === "known")).toBe(true);
    const [comment, ...more] = await comments();
    expect(more).toEqual([]);
    await talk.act(people.ilrcDrafter, {
      do: "remove",
      threadId: thread.id,
      commentId: comment?.id,
    });
    // By another way: with other headers above.
    const again = answerMail({ from, to, id: idOf(mail), headers: ["X-Other: way"] });
    expect(await take(again)).toBe("known");
    expect(await comments()).toMatchObject([{ text: "" }]);
  });

  it("[33.4] has the rights of the moment: gone from the organization, the matter archived, it is refused and its sender told", async () => {
    const { answer, comments, database, people, told, documentId } = await openStory();
    const { client } = database;
    const matterId = (await client.document.findUniqueOrThrow({ where: { id: documentId } }))
      .matterId;
    await client.matter.update({
      where: { id: matterId },
      data: { archivedAt: new Date(0), archivedById: people.drafter.userId },
    });
    expect(await answer()).toBe("refused");
    const [letter] = await told();
    expect(letter?.subject).toBe("Your answer by e-mail was not taken");
    expect(letter?.text).toMatch(/archived.* Copy your words from the e-mail that you sent/u);
    await client.matter.update({
      where: { id: matterId },
      data: { archivedAt: null, archivedById: null },
    });
    await client.membership.deleteMany({ where: { userId: people.ilrcDrafter.userId } });
    expect(await answer()).toBe("refused");
    expect(await told()).toEqual([]);
    expect(await comments()).toEqual([]);
  });

  it("[33.4] comes too late after 30 days and after signing out everywhere, and its sender is told", async () => {
    const { answer, told, pass, services, people, comments, database } = await openStory();
    pass(30 * DAY);
    expect(await answer()).toBe("refused");
    expect((await told())[0]?.text).toContain("more than 30 days old");
    pass(DAY);
    const other = await openStory();
    value(await other.services.account.signOutEverywhere(other.people.ilrcDrafter));
    expect(await other.answer()).toBe("refused");
    expect((await other.told())[0]?.text).toContain("before you signed out everywhere or chose");
    expect(await other.comments()).toEqual([]);
    // One that had expired before is not kept longer.
    const expiry = () => database.client.replyAddress.findMany({ select: { expiresAt: true } });
    const before = await expiry();
    value(await services.account.signOutEverywhere(people.ilrcDrafter));
    expect(await expiry()).toEqual(before);
    expect(await comments()).toEqual([]);
  });

  it("[M2] never reaches more people than its letter said: a thread that was shared since refuses it", async () => {
    const { answer, database, thread, told, comments } = await openStory("council");
    await database.client.thread.update({
      where: { id: thread.id },
      data: { organizationId: null },
    });
    expect(await answer()).toBe("refused");
    const [letter] = await told();
    expect(letter?.text).toContain(
      "Other people can read the conversation now than the e-mail said.",
    );
    expect(letter?.text).toContain("Copy your words from the e-mail that you sent");
    // The e-mail is deleted.
    expect(letter?.text).not.toContain("still here");
    expect(await comments()).toEqual([]);
  });

  it("[P8] is refused where the organization has required a sign-in of its own, or a factor, since its letter", async () => {
    const { answer, database, people, comments } = await openStory();
    const { client } = database;
    const { userId, memberships } = people.ilrcDrafter;
    const organizationId = memberships[0]?.organizationId ?? "";
    const at = new Date(0);
    await client.identityProvider.create({
      data: {
        organizationId,
        issuer: "https://id.example.org",
        clientId: "desk",
        required: true,
        createdAt: at,
        changedAt: at,
      },
    });
    expect(await answer()).toBe("refused");
    await client.identityProvider.deleteMany();
    const { id } = await client.membership.findFirstOrThrow({ where: { userId } });
    await client.membershipRole.create({ data: { membershipId: id, role: "reviewer" } });
    await client.organization.update({
      where: { id: organizationId },
      data: { requiresFactor: true },
    });
    expect(await answer()).toBe("refused");
    expect(await comments()).toEqual([]);
    await client.organization.update({
      where: { id: organizationId },
      data: { requiresFactor: false },
    });
    expect(await answer()).toBe("taken");
  });

  it("[P8] is refused where its sender has set up a second factor since", async () => {
    const { answer, database, people, told, comments } = await openStory();
    await database.client.secondFactor.create({
      data: {
        userId: people.ilrcDrafter.userId,
        secret: "x",
        createdAt: new Date(0),
        lastWindow: 0,
      },
    });
    expect(await answer()).toBe("refused");
    expect((await told())[0]?.text).toContain("more than your mailbox to sign in as you");
    expect(await comments()).toEqual([]);
  });

  it("[33.4] leaves files out, and says so by one e-mail a day", async () => {
    const { answer, comments, told, pass } = await openStory();
    expect(await answer({ content: withFile })).toBe("taken");
    expect(await answer({ content: withFile })).toBe("taken");
    expect(await comments()).toMatchObject([
      { text: "See the file.", byMail: "cut" },
      { text: "See the file.", byMail: "cut" },
    ]);
    const letters = await told();
    expect(letters.map(({ subject }) => subject)).toEqual([
      "The files of your answer by e-mail were left out",
    ]);
    // No program answers it, and nobody can.
    expect(headerOf(letters[0], "auto-submitted")).toBe("auto-replied");
    expect(letters[0]?.replyTo).toBeUndefined();
    expect(`${letters[0]?.text}`).not.toMatch(/Weekly reports|See the file|memo\.pdf/u);
    pass(DAY);
    expect(await answer({ content: withFile })).toBe("taken");
    expect(await told()).toHaveLength(1);
  });

  it("[33.4] with no word of its own, too many of them, or too large a mail is refused in words", async () => {
    const { answer, take, to, from, comments, told, pass } = await openStory();
    expect(await answer({ words: "" })).toBe("refused");
    expect((await told())[0]?.text).toContain("Nothing was left of it");
    pass(DAY);
    expect(await answer({ words: "word ".repeat(3_000) })).toBe("refused");
    expect((await told())[0]?.text).toContain("at most 10,000 characters");
    pass(DAY);
    expect(await take(answerMail({ from, to, content: nested }))).toBe("refused");
    expect((await told())[0]?.text).toContain("too long to be looked through");
    pass(DAY);
    expect(await take(answerMail({ from, to }), false)).toBe("refused");
    expect((await told())[0]?.text).toContain("too long to be looked through");
    expect(await comments()).toEqual([]);
  });

  it("[33.4] is handed in again, and nobody told, where too much is written at that moment", async () => {
    const { resources, from, to, told, comments } = await openStory();
    const busy = async () => refuse("too-many-tries");
    const taker = createReplyTaker(resources, { admit: busy, reply: busy });
    expect(await taker.take(answerMail({ from, to }), true)).toBe("later");
    expect(await told()).toEqual([]);
    expect(await comments()).toEqual([]);
  });

  it("[33.4] is handed in as often as it takes, and counts once", async () => {
    const { resources, services, from, to, told } = await openStory();
    let isBusy = true;
    const taker = createReplyTaker(resources, {
      admit: async () => (isBusy ? refuse("unavailable") : done()),
      reply: services.threads.reply,
    });
    const mails = [answerMail({ from, to }), answerMail({ from, to })];
    for (let count = 0; count < 40; count += 1) {
      for (const mail of mails) expect(await taker.take(mail, true)).toBe("later");
    }
    isBusy = false;
    for (const mail of mails) expect(await taker.take(mail, true)).toBe("taken");
    expect(await told()).toEqual([]);
  });

  it("[33.4] is taken thirty times an hour at most", async () => {
    const { answer, comments, told } = await openStory();
    for (let count = 0; count < 30; count += 1) expect(await answer()).toBe("taken");
    expect(await answer()).toBe("refused");
    expect(await comments()).toHaveLength(30);
    expect((await told())[0]?.text).toContain("More came from you within an hour");
  });
});

describe("a mail that is not theirs", () => {
  it("[33.4] changes nothing, whatever it pretends, and only the address's own person is told, once a day", async () => {
    const { answer, from, comments, told, people, pass } = await openStory();
    const forged: readonly Parameters<typeof answer>[0][] = [
      { from: people.drafter.email },
      { from: "mallory@elsewhere.example" },
      { above: [] },
      { above: [authenticated(from, "fail")] },
      { above: [authenticated(from, "none")] },
      // By a server that anybody is.
      { above: [authenticated(from, "pass", "mx.elsewhere.example")] },
      // Of another domain.
      { above: [authenticated("mallory@elsewhere.example")] },
      // The sender's own line beneath the server's.
      { above: [authenticated(from, "fail"), authenticated(from)] },
      { headers: [`From: ${people.drafter.email}`] },
    ];
    for (const parts of forged) expect(await answer(parts)).toBe("refused");
    expect(await comments()).toEqual([]);
    const letters = await told();
    expect(addresses(letters)).toEqual([expect.stringContaining(from)]);
    pass(DAY);
    expect(await answer({ above: [] })).toBe("refused");
    expect((await told())[0]?.text).toContain("(DMARC)");
  });

  it("[33.4] from a program is dropped without a word, so that no two write to each other for ever", async () => {
    const { answer, comments, told } = await openStory();
    const automatic = [
      "Auto-Submitted: auto-replied",
      "Auto-Submitted: auto-generated; owner-email=x",
      "Precedence: bulk",
      "Precedence: auto_reply",
      "List-Id: <list.example.org>",
      "X-Autoreply: yes",
      "Return-Path: <>",
      "Content-Type: multipart/report; boundary=x",
    ];
    for (const header of automatic) {
      expect(await answer({ headers: [header] }), header).toBe("automatic");
    }
    expect(await told()).toEqual([]);
    expect(await comments()).toEqual([]);
    expect(await answer({ headers: ["Auto-Submitted: no"] })).toBe("taken");
  });

  it("[33.4] to a guessed address, to none of ours or to two of them leads nowhere", async () => {
    const story = await openStory();
    const { answer, to, comments, told, talk, people, work, taken } = story;
    expect(await answer({ to: `reply+${"0".repeat(50)}@desk.example.org` })).toBe("unknown");
    expect(await answer({ to: "reply@desk.example.org" })).toBe("not-ours");
    expect(await answer({ to: to.replace("@desk.", "@other.") })).toBe("not-ours");
    await talk.begin(people.drafter, { mentions: [people.ilrcDrafter] });
    await work();
    const [letter] = taken();
    expect(await told()).toEqual([]);
    const both = { headers: [`Cc: ${replyToOf(letter)}`] };
    // Somebody else's and theirs: nobody can tell whom to tell.
    await talk.begin(people.drafter, { mentions: [people.staff] });
    await work();
    const others = taken().map((one) => replyToOf(one));
    expect(await answer({ headers: [`Cc: ${others[0]}`] })).toBe("unknown");
    expect(await told()).toEqual([]);
    expect(await answer(both)).toBe("refused");
    expect((await told())[0]?.text).toContain("several of our addresses for answers at once");
    expect(await comments()).toEqual([]);
  });

  it("[33.4] after a change of the address is nobody's", async () => {
    const { answer, database, people, comments } = await openStory();
    await database.client.user.update({
      where: { id: people.ilrcDrafter.userId },
      data: { email: "another@example.org" },
    });
    expect(await answer()).toBe("refused");
    expect(await answer({ from: "another@example.org" })).toBe("refused");
    expect(await comments()).toEqual([]);
  });
});

/** Parts within parts, deeper than any program writes. */
const nested = Array.from({ length: 40 }, (_, level) => level).reduce(
  (inner, level) =>
    `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n${inner}\r\n--b${level}--`,
  "Content-Type: text/plain\r\n\r\nYes.",
);

const withFile = [
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain",
  "",
  `See the file.\r\n${QUOTED}`,
  "--b",
  "Content-Type: application/pdf",
  'Content-Disposition: attachment; filename="memo.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  "JVBERi0xLjQK",
  "--b--",
  "",
].join("\r\n");

const idOf = (mail: Uint8Array) =>
  /Message-ID: (?<id>\S+)/u.exec(new TextDecoder().decode(mail))?.groups?.["id"] ?? "";
