import * as z from "zod";
import { DAY_MS } from "#app/domain/durations.ts";
import { daysBetween } from "#app/domain/deadlines/deadline.ts";
import { leadReached } from "#app/domain/mail-preference.ts";
import type { Role } from "#app/domain/actor.ts";
import { loadActor } from "#server/auth/index.ts";
import { writeJob, type JobHandlers, type NewJob, type TakenJob } from "#server/jobs/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { loadDeadlines } from "#server/services/deadlines/load.ts";
import { givenTo } from "#server/services/home/given.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Resources } from "#server/services/resources.ts";
import { tellOfDecision } from "./decided.ts";
import { mailTimesOf } from "./preferences.ts";
import { tellOfComment } from "./said.ts";
import { sendReminder } from "./send.ts";
import { tellOfNoReviewer, tellOfTurn } from "./turns.ts";

/** The work of each kind of job about reminders; the kinds stand in rows, and are never renamed. */
export function reminderJobs(resources: Resources): JobHandlers {
  return {
    "reminders.ask": (job) => tellOfAsk(resources, job),
    "reminders.comment": async (job) => writeAll(await tellOfComment(resources, job)),
    "reminders.decision": (job) => tellOfDecision(resources, job),
    "reminders.turn": async (job) => writeAll(await tellOfTurn(resources, job)),
    "reminders.no-reviewer": async (job) => writeAll(await tellOfNoReviewer(resources, job)),
    "reminders.sweep": (job) => sweep(resources, job),
    "reminders.person": (job) => lookForOne(resources, job),
    "mail.reminder": (job) => sendReminder(resources, job),
  };
}

type Written = (tx: Transaction, at: Date) => Promise<void>;

function writeAll(jobs: readonly NewJob[]): Written {
  return async (tx, at) => {
    for (const job of jobs) await writeJob(tx, at, job);
  };
}

const askPayload = z.object({
  about: z.enum(["sign-offs", "changes", "changes-met"]),
  documentId: z.string(),
  versionId: z.string(),
});

/** Roles told of each: reviewers of those that have to sign, drafters of the parties. */
const TOLD: Readonly<Record<"sign-offs" | "changes", Role>> = {
  "sign-offs": "reviewer",
  changes: "drafter",
};

/** A letter for each person who may do what a step of a document asks for, once for its version. */
async function tellOfAsk({ database: { client } }: Resources, job: TakenJob): Promise<Written> {
  const { about, documentId, versionId } = askPayload.parse(job.payload);
  if (about === "changes-met") {
    return writeAll(await jobsAboutMet(client, documentId, versionId));
  }
  const document = await client.document.findUnique({
    where: { id: documentId },
    select: {
      requirements: { select: { organizationId: true } },
      matter: { select: { parties: { select: { organizationId: true } } } },
    },
  });
  if (!document) return writeAll([]);
  const among = about === "sign-offs" ? document.requirements : document.matter.parties;
  const places = await client.membership.findMany({
    where: {
      organizationId: { in: among.map(({ organizationId }) => organizationId) },
      roles: { some: { role: TOLD[about] } },
    },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  const people = [...new Set(places.map(({ userId }) => userId))];
  return writeAll(
    people.map((userId) => ({
      kind: "mail.reminder",
      key: `mail:${about}:${versionId}:${userId}`,
      payload: { of: "ask", userId, about, documentId, versionId },
    })),
  );
}

/** A letter for each who asked for changes before that version. */
async function jobsAboutMet(
  client: PrismaClient,
  documentId: string,
  versionId: string,
): Promise<NewJob[]> {
  const asked = await client.signOff.findMany({
    where: { documentId, decision: "changes-requested", versionId: { not: versionId } },
    select: { userId: true },
    distinct: ["userId"],
    orderBy: { userId: "asc" },
  });
  return asked.map(({ userId }) => ({
    kind: "mail.reminder",
    key: `mail:changes-met:${versionId}:${userId}`,
    payload: { of: "ask", userId, about: "changes-met", documentId, versionId },
  }));
}

const sweepPayload = z.object({ day: z.string() });
const SWEEP = "reminders.sweep:";

/** Once a day: has each person's deadlines looked through, from where the last such day ended. */
async function sweep({ database: { client } }: Resources, job: TakenJob): Promise<Written> {
  const { day } = sweepPayload.parse(job.payload);
  const last = await client.job.findFirst({
    where: { kind: "reminders.sweep", doneAt: { not: null }, key: { lt: job.key } },
    orderBy: { key: "desc" },
  });
  const own = await client.job.findUnique({ where: { id: job.id } });
  const since = last?.runAt ?? new Date((own?.runAt ?? new Date(0)).getTime() - DAY_MS);
  const lastDay = last ? last.key.slice(SWEEP.length) : dateOfFilings(since);
  const places = await client.membership.findMany({
    where: { user: { unconfirmed: false }, roles: { some: {} } },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  const people = [...new Set(places.map(({ userId }) => userId))];
  return writeAll(
    people.map((userId) => ({
      kind: "reminders.person",
      key: `reminders.person:${day}:${userId}`,
      payload: { userId, day, lastDay, since: since.toISOString() },
    })),
  );
}

const personPayload = z.object({
  userId: z.string(),
  day: z.string(),
  lastDay: z.string(),
  since: z.string(),
});

/** The letters of one person and day: one for each deadline that came near, or one for all. */
async function lookForOne(resources: Resources, job: TakenJob): Promise<Written> {
  const { userId, day, lastDay, since } = personPayload.parse(job.payload);
  const { client } = resources.database;
  const actor = await loadActor(client, userId);
  if (!actor) return writeAll([]);
  const times = await mailTimesOf(client, actor);
  const jobs: NewJob[] = [];
  if (Object.values(times).includes("daily")) {
    jobs.push({
      kind: "mail.reminder",
      key: `mail:day:${day}:${userId}`,
      payload: { of: "day", userId, lastDay, since },
    });
  }
  if (times.deadlines === "at-once") {
    const { deadlines, remindOn } = await loadDeadlines(client, actor, day);
    for (const { key, due } of deadlines) {
      const again = remindOn.get(key);
      if (again !== undefined && again > lastDay && again <= day) {
        jobs.push({
          kind: "mail.reminder",
          key: `mail:deadline-again:${userId}:${key}:${due}:${again}`,
          payload: { of: "deadline", userId, deadline: key, due },
        });
        continue;
      }
      const lead = leadReached(daysBetween(lastDay, due), daysBetween(day, due));
      if (lead === null) continue;
      jobs.push({
        kind: "mail.reminder",
        key: `mail:deadline:${userId}:${key}:${due}:${lead}`,
        payload: { of: "deadline", userId, deadline: key, due },
      });
    }
  }
  if (times.mentions === "at-once") {
    const letter = (threadId: string, about: "day" | "undone", of: string): NewJob => ({
      kind: "mail.reminder",
      key: `mail:given-${about}:${threadId}:${userId}:${of}`,
      payload: { of: "given", userId, threadId, about },
    });
    const { given, undone } = await givenTo(client, actor);
    for (const { threadId, dueOn } of given) {
      if (dueOn === null) continue;
      const lead = leadReached(daysBetween(lastDay, dueOn), daysBetween(day, dueOn));
      if (lead === 0) jobs.push(letter(threadId, "day", dueOn));
    }
    for (const { threadId, at } of undone) jobs.push(letter(threadId, "undone", at));
  }
  return writeAll(jobs);
}

/** The hour from which a day's letters are written, where filings are dated: before anybody's office opens. */
const SWEEP_HOUR = 6;

/**
 * Writes the sweep of this day, once its hour has come; where a server stood still at that hour, after its
 * start. Any number of processes may ask, and often: it is one job. Answers whether it was written now.
 */
export async function writeSweep({
  database,
  clock,
  mail,
  appUrl,
}: Pick<Resources, "database" | "clock" | "mail" | "appUrl">): Promise<boolean> {
  if (!mail.configured || appUrl === null) return false;
  const now = clock();
  // The hour is taken off, so that the day begins with it.
  const day = dateOfFilings(new Date(now.getTime() - SWEEP_HOUR * 60 * 60_000));
  return writeJob(database.client, now, {
    kind: "reminders.sweep",
    key: `${SWEEP}${day}`,
    payload: { day },
  });
}
