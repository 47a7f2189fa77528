import { spawn } from "node:child_process";
import path from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMail } from "#server/mail/index.ts";
import { startJobs } from "#server/jobs/index.ts";
import { jobHandlers } from "#server/services/job-handlers.ts";
import { writeSweep } from "#server/services/reminders/jobs.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { writeFiledMatters } from "./filed-matters.ts";
import { openReview, submit } from "./papers.ts";
import { addresses, FROM, headerOf, remindersOf, stopTokenOf } from "./reminders.ts";
import { DAY, openCoalition, value } from "./workspace.ts";

describe("a letter about a sign-off", () => {
  it("[R28] goes to each reviewer once, from the transaction of the submission, without the draft's words", async () => {
    const story = await remindersOf(await openReview());
    const { documentId, reviewers, work, taken, database } = story;
    await submit(story);
    expect(
      await database.client.job.findMany({ select: { key: true }, orderBy: { key: "asc" } }),
    ).toMatchObject([
      { key: expect.stringMatching(/^ask:changes-met:/u) },
      { key: expect.stringMatching(/^ask:sign-offs:/u) },
    ]);
    await work();
    const letters = taken();
    expect(addresses(letters)).toEqual(
      Object.values(reviewers)
        .map(({ name, email }) => `"${name}" <${email}>`)
        .sort(),
    );
    for (const letter of letters) {
      expect(letter.subject).toMatch(/^Sign off for (Council|ILRC): /u);
      expect(letter.text).toContain(`https://desk.example.org/documents/${documentId}/review`);
      const page = new JSDOM(String(letter.html)).window.document;
      expect(page.querySelector("li a")?.getAttribute("href")).toBe(
        `https://desk.example.org/documents/${documentId}/review`,
      );
      expect(headerOf(letter, "auto-submitted")).toBe("auto-generated");
      const { prose } = JSON.parse(
        (await database.client.version.findFirstOrThrow({ where: { documentId } })).content,
      ) as { readonly prose: unknown };
      const words = [...JSON.stringify(prose).matchAll(/"text":"(?<words>[^"]{30,})/gu)];
      expect(words.length).toBeGreaterThan(0);
      for (const { groups } of words) expect(letter.text).not.toContain(groups?.["words"]);
    }
    await work();
    expect(taken()).toEqual([]);
  });

  it("is not sent to who has left, chose never, or never showed that the address is theirs", async () => {
    const story = await remindersOf(await openReview());
    const { reviewers, work, taken, database, choose } = story;
    await submit(story);
    await choose(reviewers.council.userId, { "sign-offs": "never" });
    await database.client.user.update({
      where: { id: reviewers.ilrc.userId },
      data: { unconfirmed: true },
    });
    await database.client.membership.deleteMany({
      where: { userId: reviewers.ilrcSecond.userId },
    });
    await work();
    expect(taken()).toEqual([]);
  });

  it("is not sent where the document was taken back before the letter was", async () => {
    const story = await remindersOf(await openReview());
    const { services, people, documentId, work, taken } = story;
    await submit(story);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Too early." }));
    await work();
    expect(taken()).toEqual([]);
  });

  it("tells drafters of the parties what a reviewer asked for, without the reason", async () => {
    const story = await remindersOf(await openReview());
    const { services, reviewers, organizations, documentId, work, taken } = story;
    const version = await submit(story);
    await work();
    taken();
    const asked = {
      ...version,
      organizationId: organizations.ilrc,
      reason: "Privileged: item 2 names our client.",
    };
    value(await services.reviews.requestChanges(reviewers.ilrc, documentId, asked));
    await work();
    const letters = taken();
    expect(letters.length).toBeGreaterThan(0);
    for (const { subject, text, html } of letters) {
      expect(subject).toMatch(/^Make the changes that ILRC asked for: /u);
      expect(`${text}${String(html)}`).not.toContain("Privileged");
    }
  });
});

describe("letters about deadlines", () => {
  async function openDeadlines() {
    const story = await remindersOf(await openCoalition());
    await writeFiledMatters(story, [story.organizations.council, story.organizations.ilrc], 1);
    // The determination is due on November 5, 2021; it is October 7.
    const day = async () => {
      await story.sweep();
      await story.work();
      return story.taken();
    };
    return { ...story, day };
  }

  it("come once a day in one letter to drafters and staff, on the days on which something came near", async () => {
    const { day, pass, people, database } = await openDeadlines();
    expect(await day()).toEqual([]);
    pass(14 * DAY);
    expect(await day()).toEqual([]);
    pass(DAY);
    const letters = await day();
    expect(addresses(letters)).toEqual(
      [people.drafter, people.staff, people.ilrcDrafter]
        .map(({ name, email }) => `"${name}" <${email}>`)
        .sort(),
    );
    expect(letters[0]?.subject).toBe("1 thing waits for you, Oct 22, 2021");
    expect(letters[0]?.text).toMatch(
      /The agency’s determination · FOIA request 0\nMatter 0\nFriday, November 5, 2021 \(in 14 days\)\n20 working days .*\nSource: 5 U\.S\.C\. 552/u,
    );
    // The same day again, and the next, on which nothing comes near.
    expect(await day()).toEqual([]);
    pass(DAY);
    expect(await day()).toEqual([]);
    expect(await database.client.job.count({ where: { kind: "reminders.sweep" } })).toBe(4);
  });

  it("are told once where the server stood still over several days", async () => {
    const { day, pass, choose, people } = await openDeadlines();
    await choose(people.drafter.userId, { deadlines: "at-once" });
    await choose(people.staff.userId, { deadlines: "never" });
    await day();
    pass(26 * DAY);
    const letters = await day();
    expect(addresses(letters)).toHaveLength(2);
    const own = letters.find(({ to }) => JSON.stringify(to).includes("drafter@"));
    expect(own?.text).toContain("in 3 days");
    pass(2 * DAY);
    expect(
      (await day()).map(({ text }) => /\((?:tomorrow|in [^)]*)\)/u.exec(text ?? "")?.[0]),
    ).toEqual(["(tomorrow)", "(tomorrow)"]);
  });

  it("come once more on the day on which somebody wanted to be told again", async () => {
    const { day, pass, choose, people, services } = await openDeadlines();
    await choose(people.drafter.userId, { deadlines: "at-once" });
    await choose(people.staff.userId, { deadlines: "never" });
    await choose(people.ilrcDrafter.userId, { deadlines: "never" });
    await day();
    pass(40 * DAY);
    await day();
    const deadline = "paper:request-0:determination";
    const until = "2021-11-20";
    value(await services.deadlines.remind(people.drafter, "matter-0", { deadline, until }));
    pass(3 * DAY);
    expect(await day()).toEqual([]);
    pass(2 * DAY);
    expect((await day()).map(({ subject }) => subject)).toEqual([
      "Look again, as you wanted to today: The agency’s determination, Nov 5, 2021: FOIA request 0",
    ]);
    pass(DAY);
    expect(await day()).toEqual([]);
  });

  it("are not written before the day begins at six, where filings are dated", async () => {
    const { sweep, database } = await remindersOf(await openCoalition());
    // It is 8 a.m. in Washington.
    expect(await sweep()).toBe(true);
    expect(await sweep()).toBe(false);
    const [job] = await database.client.job.findMany();
    expect(job?.key).toBe("reminders.sweep:2021-10-07");
  });

  it("say nothing to who was removed from the matter between the sweep and the letter", async () => {
    const story = await openDeadlines();
    const { organizations, database, pass, people } = story;
    await story.day();
    pass(15 * DAY);
    await database.client.matterParty.deleteMany({
      where: { matterId: "matter-0", organizationId: organizations.ilrc },
    });
    await database.client.membership.deleteMany({ where: { userId: people.staff.userId } });
    expect(addresses(await story.day())).toEqual(['"drafter" <drafter@example.org>']);
  });

  it("are never written where the server has no mail or does not know its own address", async () => {
    const { resources, database } = await remindersOf(await openCoalition());
    expect(await writeSweep({ ...resources, appUrl: null })).toBe(false);
    const mail = createMail({ smtpUrl: undefined, from: FROM, log: resources.log });
    expect(await writeSweep({ ...resources, mail })).toBe(false);
    expect(await database.client.job.count()).toBe(0);
  });
});

describe("a letter that the mail server does not take", () => {
  it("is tried again, and logged and kept without its address and words", async () => {
    const story = await remindersOf(await openReview());
    const { server, database, clock, pass, work, taken, logged } = story;
    server.answerWith(() => "refuse");
    await submit(story);
    await work();
    const waiting = await database.client.job.findMany({ where: { kind: "mail.reminder" } });
    expect(waiting).toHaveLength(3);
    for (const { lastError, runAt, attempts } of waiting) {
      expect(lastError).toBe("The mail server did not take the e-mail.");
      expect(attempts).toBe(1);
      expect(runAt.getTime()).toBeGreaterThan(clock().getTime());
    }
    server.answerWith(() => "take");
    pass(2 * 60_000);
    await work();
    expect(taken()).toHaveLength(3);
    expect(logged()).toContain("could not be handed to the mail server");
    expect(logged()).not.toMatch(/@example\.org|unsubscribe\//u);
  });

  it("[R28] is sent again with the same Message-ID where the process died after the server's answer", async () => {
    const story = await remindersOf(await openReview());
    const { server, database, clock, work, pass, reviewers, choose } = story;
    await submit(story);
    for (const { userId } of [reviewers.ilrc, reviewers.ilrcSecond]) {
      await choose(userId, { "sign-offs": "never" });
    }
    // The letters' jobs are written; nobody sends them yet.
    const { "reminders.ask": ask } = jobHandlers(story.resources);
    const writing = startJobs({
      database,
      handlers: { "reminders.ask": ask! },
      clock,
      scheduler: new VirtualScheduler(),
      log: story.resources.log,
    });
    await expect
      .poll(() => database.client.job.count({ where: { kind: "mail.reminder" } }))
      .toBe(3);
    await writing.stop();

    const script = path.resolve(import.meta.dirname, "dying-mail.ts");
    const child = spawn(
      process.execPath,
      ["--import", "tsx", script, database.url, server.url, clock().toISOString()],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => server.letters.length).toBe(1);
    await expect.poll(() => said).toContain("answered");
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await gone;

    // While the lease lasts nobody else sends it.
    const early = story.start();
    await early.stop();
    expect(server.letters).toHaveLength(1);
    pass(4 * 60_000);
    await work();
    expect(server.letters).toHaveLength(2);
    const [first, second] = server.letters;
    expect(first?.messageId).toMatch(/^<[0-9a-f]{40}@example\.org>$/u);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.subject).toBe(first?.subject);
    pass(60 * 60_000);
    await work();
    expect(server.letters).toHaveLength(2);
  }, 90_000);
});

describe("the address that stops letters", () => {
  async function openLetter() {
    const story = await remindersOf(await openReview());
    await submit(story);
    await story.work();
    const letters = story.taken();
    const letter = letters.find(({ to }) =>
      JSON.stringify(to).includes(story.reviewers.council.email),
    );
    return { ...story, letter, token: stopTokenOf(letter) };
  }

  it("is in each letter, for one click of a mail program and for a page [RFC 8058]", async () => {
    const { letter, token } = await openLetter();
    expect(headerOf(letter, "list-unsubscribe-post")).toContain("One-Click");
    expect(letter?.text).toContain(`https://desk.example.org/mail/unsubscribe/${token}`);
  });

  it("stops that kind for that person alone, however often it is used, and looking stops nothing", async () => {
    const { services, database, reviewers, token } = await openLetter();
    expect(value(await services.letters.show(token))).toEqual({ letters: "sign-offs" });
    expect(await database.client.mailPreference.count()).toBe(0);
    value(await services.letters.stop(token));
    value(await services.letters.stop(token));
    expect(await database.client.mailPreference.findMany()).toEqual([
      { userId: reviewers.council.userId, kind: "sign-offs", how: "never" },
    ]);
  });

  it("can't be made for somebody else", async () => {
    const { services, reviewers, token, database } = await openLetter();
    const [, signature = ""] = token.split(".");
    const forged = Buffer.from(JSON.stringify([reviewers.ilrc.userId, "sign-offs"]));
    const cases = [
      `${forged.toString("base64url")}.${signature}`,
      `${forged.toString("base64url")}.`,
      `${token}x`,
      `${token}.${signature}`,
      "",
      ".",
      "nonsense",
    ];
    for (const one of cases) {
      expect(await services.letters.stop(one)).toMatchObject({ refusal: { code: "not-found" } });
    }
    expect(await database.client.mailPreference.count()).toBe(0);
  });
});
