import { describe, expect, it, vi } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { readIcs } from "#tests/support/ics.ts";
import { openReview, submit } from "./papers.ts";
import { createMail } from "#server/mail/index.ts";
import { startJobs } from "#server/jobs/index.ts";
import { processScheduler } from "#server/scheduler.ts";
import { jobHandlers } from "#server/services/job-handlers.ts";
import { writeSweep } from "#server/services/reminders/jobs.ts";
import { addresses, FROM, remindersOf } from "./reminders.ts";
import { signAndFile } from "./sign-and-file.ts";
import { rewording, talkOf } from "./talk.ts";
import { freshBrowser } from "./with-passkey.ts";
import { DAY, refused, value } from "./workspace.ts";

/** The day on which these stories begin, and the next ones. */
const [TODAY, TOMORROW, LATER] = ["2021-10-07", "2021-10-08", "2021-10-20"];

const open = async () => {
  const story = await remindersOf(await openReview());
  const { services } = story;
  const said = async (actor: Actor) => {
    const { groups } = value(await services.home.show(actor));
    return groups.find(({ name }) => name === "said")?.entries ?? [];
  };
  const to = ({ name, email }: Actor) => `"${name}" <${email}>`;
  return { ...story, talk: talkOf(story), said, to };
};

const given = ({ userId }: Actor, dueOn: string | null = null) => ({ userId, dueOn });

describe("[M27] a comment that is given to a person", () => {
  it("waits on their Home by its day until they say that it is done, and whoever asked hears that", async () => {
    const { people, talk, said, pass, documentId } = await open();
    const { drafter, ilrcDrafter } = people;
    const late = await talk.begin(drafter, { give: given(ilrcDrafter, LATER) });
    const none = await talk.begin(drafter, { give: given(ilrcDrafter) });
    const soon = await talk.begin(drafter, {
      text: "Privileged.",
      mentions: [ilrcDrafter],
      give: given(ilrcDrafter, TOMORROW),
    });
    const waiting = await said(ilrcDrafter);
    expect(waiting).toMatchObject([
      {
        what: "drafter gave you a comment",
        about: "Weekly reports",
        path: `/documents/${documentId}#thread-${soon.id}`,
        due: { on: TOMORROW, words: "Friday, October 8, 2021", distance: "tomorrow" },
      },
      { key: `given:${late.id}`, due: { on: LATER } },
      { key: `given:${none.id}`, due: null },
    ]);
    expect(JSON.stringify(waiting)).not.toContain("Privileged");
    expect(await said(drafter)).toEqual([]);
    // It is read, and still waits.
    value(await talk.send(ilrcDrafter, { do: "read", threadIds: [soon.id, late.id, none.id] }));
    expect(await said(ilrcDrafter)).toHaveLength(3);
    pass(1_000);
    const finish = { do: "done", threadId: soon.id, isDone: true } as const;
    refused(await talk.send(people.staff, finish), "forbidden");
    const finished = await talk.act(ilrcDrafter, finish);
    // Done is not resolved: whoever asked looks first.
    expect(finished).toMatchObject({ assignment: { state: "done" }, resolved: null });
    expect(await said(ilrcDrafter)).toHaveLength(2);
    expect(await said(drafter)).toMatchObject([
      { what: "ilrc-drafter is done with the comment that you gave them" },
    ]);
    value(await talk.send(drafter, { do: "read", threadIds: [soon.id] }));
    expect(await said(drafter)).toEqual([]);
    await talk.act(ilrcDrafter, { ...finish, isDone: false });
    expect(await said(ilrcDrafter)).toHaveLength(3);
  });

  it("is given from its card too, handed on and taken back, and who asked first still hears of it", async () => {
    const { people, talk, said, pass } = await open();
    const { drafter, staff, ilrcDrafter, observer } = people;
    const { id: threadId } = await talk.begin(ilrcDrafter);
    const give = (actor: Actor, dueOn: string | null = null) => ({
      do: "give",
      threadId,
      ...given(actor, dueOn),
    });
    refused(await talk.send(observer, give(staff)), "forbidden");
    const first = await talk.act(drafter, give(staff, LATER));
    expect(first.assignment).toEqual({
      to: expect.objectContaining({ name: "staff" }),
      askedBy: expect.objectContaining({ name: "drafter" }),
      dueOn: LATER,
      state: "open",
    });
    pass(1_000);
    // An observer may read, and so may be asked; they need no role to be done with it.
    const on = await talk.act(staff, give(observer));
    expect(on.assignment).toMatchObject({
      to: { name: "observer" },
      askedBy: { name: "drafter" },
      dueOn: null,
    });
    expect(await said(staff)).toEqual([]);
    expect(await said(observer)).toMatchObject([{ what: "staff gave you a comment" }]);
    await talk.act(observer, { do: "done", threadId, isDone: true });
    expect(await said(drafter)).toMatchObject([
      { what: expect.stringContaining("observer is done") },
    ]);
    await talk.act(drafter, give(observer));
    const back = await talk.act(observer, { do: "take-back", threadId });
    expect(back.assignment).toBeNull();
    refused(await talk.send(observer, { do: "done", threadId, isDone: true }), "conflict");
  });

  it("is given to nobody who may not read it, and in a thread of one organization to its own people", async () => {
    const { people, talk, said, organizations } = await open();
    const { drafter, staff, ilrcDrafter, stranger } = people;
    const { council } = organizations;
    const { id: threadId } = await talk.begin(drafter, { organizationId: council });
    for (const outside of [ilrcDrafter, stranger]) {
      refused(await talk.send(drafter, { do: "give", threadId, ...given(outside) }), "conflict");
    }
    const answer = {
      do: "reply",
      threadId,
      commentId: crypto.randomUUID(),
      text: "x",
      mentions: [],
    };
    refused(await talk.send(drafter, { ...answer, give: given(ilrcDrafter) }), "conflict");
    expect(await said(ilrcDrafter)).toEqual([]);
    await talk.act(drafter, { ...answer, give: given(staff) });
    expect(await said(staff)).toMatchObject([{ what: "drafter gave you a comment among Council" }]);
    const bad = { do: "give", threadId, userId: staff.userId, dueOn: "2021-02-30" };
    refused(await talk.send(drafter, bad), "bad-input");
  });

  it("is over where its thread is resolved or its suggestion decided, and waits again where that is undone", async () => {
    const { people, talk, said } = await open();
    const { drafter, ilrcDrafter } = people;
    const { id: threadId } = await talk.begin(drafter, { give: given(ilrcDrafter) });
    await talk.act(drafter, { do: "resolve", threadId });
    expect(await said(ilrcDrafter)).toEqual([]);
    refused(
      await talk.send(drafter, { do: "give", threadId, ...given(people.staff) }),
      "wrong-status",
    );
    await talk.act(drafter, { do: "reopen", threadId });
    expect(await said(ilrcDrafter)).toMatchObject([{ key: `given:${threadId}` }]);
    const suggested = await talk.begin(people.staff, {
      text: "",
      suggestion: rewording("a", "b"),
      give: given(drafter),
    });
    expect(await said(drafter)).toMatchObject([{ key: `given:${suggested.id}` }]);
    await talk.act(drafter, { do: "reject", threadId: suggested.id });
    expect(await said(drafter)).toEqual([]);
  });

  it("that its person can't do any more is told to who gave it: they left, or their organization did", async () => {
    const { people, talk, said, services, organizations, slug, actor } = await open();
    const { drafter, ilrcDrafter, staff } = people;
    const { council, ilrc } = organizations;
    const shared = await talk.begin(drafter, { give: given(ilrcDrafter) });
    await talk.begin(drafter, { organizationId: council, give: given(staff, LATER) });
    value(await services.organizations.removePerson(people.admin, council, staff.userId));
    expect(await said(drafter)).toMatchObject([
      {
        what: "staff can no longer read the comment that you gave them among Council",
        why: "Give it to somebody else, or take it back.",
      },
    ]);
    value(await services.matters.removeParty(people.admin, slug, { organizationId: ilrc }));
    expect((await said(drafter)).map(({ what }) => what)).toContain(
      "ilrc-drafter can no longer read the comment that you gave them",
    );
    expect(await said(await actor(ilrcDrafter.userId))).toMatchObject([
      { what: "Ada Demo removed ILRC from the matter", path: `/organizations/${ilrc}` },
    ]);
    const { threads } = await talk.all(drafter);
    expect(threads.map(({ assignment }) => assignment?.state)).toEqual(["left", "left"]);
    await talk.act(drafter, { do: "take-back", threadId: shared.id });
    const undone = (await said(drafter)).filter(({ key }) => key.startsWith("undone:"));
    expect(undone).toHaveLength(1);
  });

  it("is over where nothing is left of it, or the document is filed, and who gave it hears that", async () => {
    const story = await open();
    const { people, talk, said, pass } = story;
    const { drafter, ilrcDrafter, staff } = people;
    const emptied = await talk.begin(ilrcDrafter);
    await talk.act(drafter, { do: "give", threadId: emptied.id, ...given(staff) });
    const [comment] = emptied.comments;
    await talk.act(ilrcDrafter, { do: "remove", threadId: emptied.id, commentId: comment?.id });
    expect(await said(staff)).toEqual([]);
    expect(await said(drafter)).toMatchObject([
      { what: "Nothing is left of the comment that you gave staff" },
    ]);
    await talk.act(drafter, { do: "take-back", threadId: emptied.id });
    const waiting = await talk.begin(drafter, { give: given(staff) });
    pass(1_000);
    await signAndFile(story, await submit(story, { threads: "leave" }));
    expect(await said(staff)).toEqual([]);
    expect(await said(drafter)).toMatchObject([
      { key: `undone:${waiting.id}`, what: expect.stringContaining("before staff was done") },
    ]);
    // Requests about the filed paper can be done.
    pass(1_000);
    await talk.act(drafter, { do: "give", threadId: waiting.id, ...given(staff, LATER) });
    expect(await said(staff)).toMatchObject([{ key: `given:${waiting.id}` }]);
    expect(await said(drafter)).toEqual([]);
  }, 60_000);

  it("is one mail at once, without words, one on its day, and one where it can't be done", async () => {
    const { people, talk, work, taken, to, sweep, pass, services, organizations } = await open();
    const { drafter, ilrcDrafter, staff } = people;
    await talk.begin(drafter, {
      text: "Privileged.",
      mentions: [ilrcDrafter],
      give: given(ilrcDrafter, TOMORROW),
    });
    await talk.begin(drafter, { give: given(drafter) });
    await work();
    const letters = taken();
    expect(addresses(letters)).toEqual([to(ilrcDrafter)]);
    expect(letters[0]?.subject).toBe("drafter gave you a comment, Oct 8, 2021: Weekly reports");
    expect(`${letters[0]?.text}${String(letters[0]?.html)}`).not.toContain("Privileged");
    await sweep();
    await work();
    expect(addresses(taken())).toEqual([]);
    pass(DAY);
    await sweep();
    await work();
    expect(addresses(taken())).toEqual([to(ilrcDrafter)]);
    await talk.begin(drafter, { give: given(staff) });
    await work();
    taken();
    value(
      await services.organizations.removePerson(people.admin, organizations.council, staff.userId),
    );
    pass(DAY);
    await sweep();
    await work();
    expect(taken().map(({ subject }) => subject)).toEqual([
      "staff can no longer read the comment that you gave them: Weekly reports",
    ]);
    pass(DAY);
    await sweep();
    await work();
    expect(addresses(taken())).toEqual([]);
  });

  it("waits on their Home where no mail server is set, and no job fails or is left over", async () => {
    const { people, talk, said, pass, database, resources, server } = await open();
    const { drafter, ilrcDrafter } = people;
    const mail = createMail({ smtpUrl: undefined, from: FROM, log: resources.log });
    const unmailed = { ...resources, mail };
    const { client } = database;
    const work = async () => {
      const runner = startJobs({
        database,
        handlers: jobHandlers(unmailed),
        clock: resources.clock,
        scheduler: processScheduler,
        log: resources.log,
        random: () => 0,
      });
      await expect
        .poll(() =>
          client.job.count({ where: { doneAt: null, runAt: { lte: resources.clock() } } }),
        )
        .toBe(0);
      await runner.stop();
    };
    await talk.begin(drafter, { give: given(ilrcDrafter, TOMORROW) });
    await work();
    // The day on which it is due, and long after it.
    for (const days of [1, 20]) {
      pass(days * DAY);
      await writeSweep(unmailed);
      await work();
    }
    expect(await said(ilrcDrafter)).toMatchObject([{ what: "drafter gave you a comment" }]);
    expect(server.letters).toEqual([]);
    const jobs = await client.job.findMany();
    expect(jobs.filter(({ failedAt, lastError }) => failedAt ?? lastError)).toEqual([]);
    expect(jobs.filter(({ kind, doneAt }) => kind.startsWith("mail.") && !doneAt)).toEqual([]);
  });

  it("comes with the mail of a day where they chose that, and with none where they chose none", async () => {
    const { people, talk, work, taken, to, sweep, pass, choose, said } = await open();
    const { drafter, ilrcDrafter, staff } = people;
    await choose(ilrcDrafter.userId, { mentions: "daily" });
    await choose(staff.userId, { mentions: "never" });
    await sweep();
    await work();
    taken();
    pass(DAY);
    await talk.begin(drafter, { give: given(ilrcDrafter, LATER) });
    await talk.begin(drafter, { give: given(staff, LATER) });
    await work();
    expect(addresses(taken())).toEqual([]);
    pass(DAY);
    await sweep();
    await work();
    const letters = taken();
    expect(addresses(letters)).toEqual([to(ilrcDrafter)]);
    expect(letters[0]?.text).toContain("drafter gave you a comment");
    expect(await said(staff)).toHaveLength(1);
  });

  it("asks once in each matter who may read, and once in all for what is new, however many there are", async () => {
    const { people, talk, said, services, documentId, database } = await open();
    const { drafter, ilrcDrafter } = people;
    value(await services.follows.choose(ilrcDrafter, documentId, { how: "follow" }));
    const asked = async () => {
      const memberships = vi.spyOn(database.client.membership, "findMany");
      const threads = vi.spyOn(database.client.thread, "findMany");
      await said(ilrcDrafter);
      const counts = [memberships.mock.calls.length, threads.mock.calls.length];
      vi.restoreAllMocks();
      return counts;
    };
    await talk.begin(drafter, { give: given(ilrcDrafter) });
    const one = await asked();
    for (let more = 0; more < 3; more += 1) await talk.begin(drafter, { give: given(ilrcDrafter) });
    expect(await asked()).toEqual(one);
    // The latest, and those of them that are not read.
    expect(one[1]).toBe(2);
  });

  it("stands in their calendar as a comment that waits, and says nothing more", async () => {
    const review = await open();
    const { people, talk, services, organizations } = review;
    const { drafter, staff } = people;
    const { council } = organizations;
    const own = await talk.begin(drafter, {
      organizationId: council,
      give: given(staff, TOMORROW),
    });
    await talk.begin(drafter, { give: given(staff) });
    const { link } = value(
      await services.calendar.createAddress(staff, await freshBrowser(review, staff)),
    );
    const secret = /calendar\/(?<secret>[\w-]+)\.ics/u.exec(link)?.groups?.["secret"] ?? "";
    const file = async () => value(await services.calendar.read(secret, "192.0.2.7")).text;
    const { events } = readIcs(await file());
    expect(events).toMatchObject([
      {
        "DTSTART;VALUE=DATE": "20211008",
        SUMMARY: "A comment waits",
        "URL;VALUE=URI": "https://desk.example.org/",
      },
    ]);
    expect(await file()).not.toMatch(/Weekly|Council|drafter|documents/u);
    await talk.act(staff, { do: "done", threadId: own.id, isDone: true });
    expect(readIcs(await file()).events).toEqual([]);
  });

  it("[M5] is told to open desks, and is new to its person alone", async () => {
    const { people, talk, threadNotices, documentId, organizations, pass } = await open();
    const { drafter, staff, admin } = people;
    const { council } = organizations;
    const { id: threadId } = await talk.begin(drafter, { organizationId: council });
    for (const reader of [staff, admin]) {
      value(await talk.send(reader, { do: "read", threadIds: [threadId] }));
    }
    pass(1_000);
    threadNotices.length = 0;
    await talk.act(drafter, { do: "give", threadId, ...given(staff, TODAY) });
    expect(threadNotices).toEqual([{ documentId, ids: [threadId], organizationId: council }]);
    const isNew = async (reader: Actor) => (await talk.all(reader)).threads[0]?.isUnread;
    expect([await isNew(staff), await isNew(admin), await isNew(drafter)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("[M2] goes along where its thread is shared by who gave it, and names nobody who kept silent", async () => {
    const { people, talk, organizations } = await open();
    const { drafter, staff, admin, ilrcDrafter } = people;
    const { council } = organizations;
    const begin = async (giver: Actor) => {
      const { id } = await talk.begin(drafter, { organizationId: council });
      await talk.act(giver, { do: "give", threadId: id, ...given(admin) });
      await talk.act(drafter, { do: "share", threadId: id });
      return (await talk.all(ilrcDrafter)).threads.find((one) => one.id === id)?.assignment;
    };
    expect(await begin(drafter)).toMatchObject({ to: { name: admin.name } });
    expect(await begin(staff)).toBeNull();
  });

  it("[M2] names nobody whose own words in it were removed, who gave it or agreed and kept silent", async () => {
    const { people, talk, organizations } = await open();
    const { drafter, staff, admin, ilrcDrafter } = people;
    const { id: threadId, comments } = await talk.begin(drafter, {
      organizationId: organizations.council,
    });
    const [said] = value(await talk.reply(staff, threadId, "A slip.")).threads;
    await talk.act(staff, { do: "remove", threadId, commentId: said?.comments[1]?.id });
    await talk.act(staff, { do: "agree", threadId, commentId: comments[0]?.id, agrees: true });
    await talk.act(staff, { do: "give", threadId, ...given(admin) });
    await talk.act(drafter, { do: "share", threadId });
    const [shared] = (await talk.all(ilrcDrafter)).threads;
    expect(shared?.comments.map(({ agreed }) => agreed)).toEqual([[]]);
    expect(shared?.assignment).toBeNull();
    expect(JSON.stringify(shared)).not.toContain(staff.userId);
  });

  it("is not lost by an answer to a suggestion that was decided: the answer is refused", async () => {
    const { people, talk } = await open();
    const { drafter, staff, ilrcDrafter } = people;
    const { id: threadId } = await talk.begin(staff, { suggestion: rewording("a", "b") });
    await talk.act(drafter, { do: "reject", threadId });
    const answer = {
      do: "reply",
      threadId,
      commentId: crypto.randomUUID(),
      text: "Look again, please.",
      mentions: [ilrcDrafter.userId],
    };
    const late = await talk.send(drafter, { ...answer, give: given(ilrcDrafter) });
    expect(refused(late, "wrong-status").sentence).toContain("give it to somebody");
    await talk.act(drafter, answer);
    expect(await talk.words(staff)).toContain("Look again, please.");
  });
});

describe("[M27] somebody who agrees with a comment", () => {
  it("is named below it once, takes that back, and its author alone has news, without a mail of its own", async () => {
    const { people, talk, said, work, taken, pass } = await open();
    const { drafter, staff, ilrcDrafter, observer } = people;
    const { id: threadId, comments } = await talk.begin(drafter);
    const commentId = comments[0]?.id;
    for (const reader of [staff, ilrcDrafter]) {
      value(await talk.send(reader, { do: "read", threadIds: [threadId] }));
    }
    await work();
    taken();
    pass(1_000);
    const agree = { do: "agree", threadId, commentId, agrees: true } as const;
    refused(await talk.send(drafter, agree), "forbidden");
    refused(await talk.send(observer, agree), "forbidden");
    await talk.act(ilrcDrafter, agree);
    await talk.act(ilrcDrafter, agree);
    const both = await talk.act(staff, agree);
    expect(both.comments[0]?.agreed.map(({ name }) => name)).toEqual(["ilrc-drafter", "staff"]);
    expect(await said(drafter)).toMatchObject([
      { what: "staff and ilrc-drafter agreed with your comment" },
    ]);
    expect((await talk.all(ilrcDrafter)).threads[0]?.isUnread).toBe(false);
    await work();
    expect(taken()).toEqual([]);
    const after = await talk.act(staff, { ...agree, agrees: false });
    expect(after.comments[0]?.agreed.map(({ name }) => name)).toEqual(["ilrc-drafter"]);
  });

  it("agreed with those words: of others, or of none, nobody did", async () => {
    const { people, talk } = await open();
    const { drafter, staff } = people;
    const { id: threadId, comments } = await talk.begin(drafter);
    const agree = { do: "agree", threadId, commentId: comments[0]?.id, agrees: true } as const;
    await talk.act(staff, agree);
    const edit = { ...agree, do: "edit", text: "Otherwise.", mentions: [], agrees: undefined };
    const edited = await talk.act(drafter, edit);
    expect(edited.comments[0]?.agreed).toEqual([]);
    await talk.act(staff, agree);
    const removed = await talk.act(drafter, { do: "remove", threadId, commentId: agree.commentId });
    expect(removed.comments[0]?.agreed).toEqual([]);
    refused(await talk.send(staff, agree), "not-found");
  });

  it("[M2] is nobody who can't read it, and goes along with a shared thread only as its author", async () => {
    const { people, talk, organizations } = await open();
    const { drafter, staff, ilrcDrafter } = people;
    const { council } = organizations;
    const { id: threadId, comments } = await talk.begin(drafter, { organizationId: council });
    const agree = { do: "agree", threadId, commentId: comments[0]?.id, agrees: true } as const;
    refused(await talk.send(ilrcDrafter, agree), "not-found");
    await talk.act(staff, agree);
    await talk.act(drafter, { do: "share", threadId });
    const [shared] = (await talk.all(ilrcDrafter)).threads;
    expect(shared?.comments[0]?.agreed).toEqual([]);
  });

  it("is part of no sign-off: no version, requirement or line of the record knows of it", async () => {
    const story = await open();
    const { people, talk, database } = story;
    const { id: threadId, comments } = await talk.begin(people.drafter);
    await submit(story, { threads: "leave" });
    await talk.act(people.staff, {
      do: "agree",
      threadId,
      commentId: comments[0]?.id,
      agrees: true,
    });
    expect(await database.client.signOff.count()).toBe(0);
    const lines = await database.client.auditEvent.findMany({
      where: { actorId: people.staff.userId },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type }) => type).filter((type) => type !== "rows.written")).toEqual([]);
  });
});
