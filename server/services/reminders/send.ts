import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { daysBetween, type Deadline } from "#app/domain/deadlines/deadline.ts";
import {
  entryOfAsk,
  entryOfMet,
  entryOfReminded,
  waitingGroups,
  type Ask,
  type WaitingEntry,
} from "#app/domain/deadlines/waiting.ts";
import { entryOfFollowed, type Followed } from "#app/domain/deadlines/followed.ts";
import { entryOfGiven, entryOfUndone } from "#app/domain/deadlines/given.ts";
import { entryOfTurn, linesOfTurns } from "#app/domain/deadlines/turn.ts";
import { leadReached, type MailKind, type MailTimes } from "#app/domain/mail-preference.ts";
import { loadActor } from "#server/auth/index.ts";
import { JobFailed, type TakenJob } from "#server/jobs/index.ts";
import { loadDeadlines } from "#server/services/deadlines/load.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { asksOf, metWithoutAsk } from "#server/services/home/asks.ts";
import { followedNews } from "#server/services/follows/news.ts";
import { toldOtherwise } from "#server/services/follows/told-otherwise.ts";
import { givenTo } from "#server/services/home/given.ts";
import { metRequestsOf, saidIn, toldIn, withoutGiven } from "#server/services/home/said.ts";
import { turnsInLetters } from "#server/services/home/turns.ts";
import { offerReply } from "#server/services/reply-by-mail/address.ts";
import type { Resources } from "#server/services/resources.ts";
import { waitingFor } from "#server/services/reviews/waiting.ts";
import { threadNewsFor, type ThreadNews } from "#server/services/threads/news.ts";
import { letterAbout, letterOfTheDay, type LetterLinks, type ReminderLetter } from "./letter.ts";
import { decidedPayload, entriesOfDecided } from "./decided.ts";
import { mailTimesOf } from "./preferences.ts";
import { entryOfComment, KIND_OF_SAID } from "./said.ts";
import { turnOf } from "./turns.ts";
import { unsubscribeToken, type StoppedLetters } from "./unsubscribe.ts";

/** The subject of a letter, as its job keeps it: ids and days. */
const letterPayload = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("ask"),
    userId: z.string(),
    about: z.enum(["sign-offs", "changes", "changes-met"]),
    documentId: z.string(),
    versionId: z.string(),
  }),
  z.object({
    of: z.literal("said"),
    userId: z.string(),
    threadId: z.string(),
    commentId: z.string(),
  }),
  z.object({
    of: z.literal("given"),
    userId: z.string(),
    threadId: z.string(),
    /** That it was given, that its day has come, or that whom it was given to can't do it. */
    about: z.enum(["given", "day", "undone"]),
  }),
  z.object({
    of: z.literal("followed"),
    userId: z.string(),
    documentId: z.string(),
    /** Of a comment; a step has none. */
    threadId: z.string().optional(),
    /** The instant of the step; none where somebody wrote beside the draft. */
    since: z.string().optional(),
  }),
  decidedPayload,
  z.object({ of: z.literal("turn"), userId: z.string(), turn: z.string() }),
  z.object({
    of: z.literal("deadline"),
    userId: z.string(),
    deadline: z.string(),
    due: z.string(),
  }),
  z.object({
    of: z.literal("day"),
    userId: z.string(),
    /** The ISO day of the last such letters, and the instant. */
    lastDay: z.string(),
    since: z.string(),
  }),
]);
type LetterPayload = z.output<typeof letterPayload>;

/** How far ahead the letter of a day looks, in days. */
const AHEAD_DAYS = 14;

/** Which choice on the account an ask falls under. */
const KIND_OF_ASK: Readonly<Record<Ask["what"], MailKind>> = {
  "sign-off": "sign-offs",
  filing: "sign-offs",
  changes: "changes",
};

/**
 * Sends one letter, where it is still true, still wanted and still theirs to know: all three are asked at
 * this moment, and else nothing is sent. Where the process ends between the mail server's answer and the
 * end of the job, it is sent again with the same Message-ID.
 */
export async function sendReminder(resources: Resources, job: TakenJob): Promise<void> {
  const payload = letterPayload.parse(job.payload);
  const { database, mail, appUrl, clock } = resources;
  if (!mail.configured || appUrl === null) return;
  const actor = await loadActor(database.client, payload.userId);
  if (!actor || !mayBeWritten(actor)) return;
  const times = await mailTimesOf(database.client, actor);
  const about = await write(resources, actor, { payload, times });
  if (!about) return;
  const token = await unsubscribeToken(database.client, clock(), actor.userId, about.letters);
  const unsubscribe = new URL(`/mail/unsubscribe/${token}`, appUrl).href;
  const { threadId } = about;
  const reply = threadId ? await offerReply(resources, actor.userId, threadId) : null;
  const written = about.write({ appUrl, unsubscribe, reply });
  const to = { name: actor.name, address: actor.email };
  const answers = reply ? { replyTo: reply.address } : {};
  const posted = await mail.send({ to, ...written, key: job.key, unsubscribe, ...answers });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}

/** Whether somebody has a place anywhere, and has shown that the address is theirs. */
function mayBeWritten(actor: Actor): boolean {
  return actor.unconfirmed !== true && actor.memberships.some(({ roles }) => roles.size > 0);
}

interface LetterRequest {
  readonly payload: LetterPayload;
  readonly times: MailTimes;
}

/** A letter before its links are known: they say which letters it stops. */
interface UnlinkedLetter {
  readonly letters: StoppedLetters;
  /** The one thread that it is about, in which an answer to it belongs. */
  readonly threadId?: string | undefined;
  readonly write: (links: LetterLinks) => ReminderLetter;
}

/** The letter; null where there is nothing to say any more. */
async function write(
  resources: Resources,
  actor: Actor,
  { payload, times }: LetterRequest,
): Promise<UnlinkedLetter | null> {
  const { client } = resources.database;
  const today = dateOfFilings(resources.clock());
  const one = (
    letters: StoppedLetters,
    entry: WaitingEntry,
    threadId?: string,
  ): UnlinkedLetter => ({
    letters,
    threadId,
    write: (links) => letterAbout(actor.name, [entry], links),
  });
  switch (payload.of) {
    case "ask": {
      const { about, documentId, versionId } = payload;
      if (times[about] !== "at-once") return null;
      if (!(await isStillAsked(resources, about, documentId, versionId))) return null;
      const met = await metRequestsOf(client, actor);
      const asks = asksOf(await waitingFor(client, actor), met);
      if (about === "changes-met") {
        // People who have to sign it are told so in the letter about that.
        const heard = times["sign-offs"] === "at-once" ? metWithoutAsk(met, asks) : met;
        const request = heard.find((other) => other.documentId === documentId);
        return request ? one("changes-met", entryOfMet(request)) : null;
      }
      const what = about === "sign-offs" ? "sign-off" : "changes";
      const ask = asks.find((other) => other.documentId === documentId && other.what === what);
      return ask ? one(about, entryOfAsk(ask)) : null;
    }
    case "said": {
      const said = await entryOfComment(resources, actor, times, payload.threadId);
      return said && one(said.kind, said.entry, payload.threadId);
    }
    case "given": {
      if (times.mentions !== "at-once") return null;
      const { given, undone } = await givenTo(client, actor);
      const isIt = ({ threadId }: { readonly threadId: string }) => threadId === payload.threadId;
      const [mine, lost] = [given.find(isIt), undone.find(isIt)];
      if (payload.about === "undone") return lost ? one("mentions", entryOfUndone(lost)) : null;
      return mine ? one("mentions", entryOfGiven(mine, today), payload.threadId) : null;
    }
    case "followed": {
      if (times.followed !== "at-once") return null;
      const now = resources.clock();
      const isTold = await toldOtherwise(client, actor, now, { times, letter: "at-once" });
      const threads = await threadNewsFor(client, actor);
      const all = await followedNews(client, actor, now, threads, isTold);
      const { documentId, threadId, since = "" } = payload;
      const followed = all.find((other) => other.documentId === documentId);
      // Other news there is no reason to write: they may not know that somebody commented (M2).
      const isTheirs = threadId === undefined || followed?.threadIds.includes(threadId);
      if (!followed || !isTheirs || followed.at < since) return null;
      // About several threads, or a step as well: an answer would belong in no one place.
      const isOfOne = followed.threadIds.length === 1 && followed.steps.length === 0;
      return one("followed", entryOfFollowed(followed), isOfOne ? threadId : undefined);
    }
    case "decided": {
      if (times.suggestions !== "at-once") return null;
      const [first, ...others] = await entriesOfDecided(resources, actor, payload);
      if (!first) return null;
      const entries = [first, ...others] as const;
      return {
        letters: "suggestions",
        write: (links) => letterAbout(actor.name, entries, links),
      };
    }
    case "turn": {
      if (times["taken-back"] !== "at-once") return null;
      const turn = await turnOf(resources, actor, payload.turn);
      return turn && one("taken-back", entryOfTurn(turn, false));
    }
    case "deadline": {
      if (times.deadlines !== "at-once") return null;
      const { deadlines, remindOn } = await loadDeadlines(client, actor, today);
      const deadline = deadlines.find(
        ({ key, due }) => key === payload.deadline && due === payload.due,
      );
      return deadline
        ? one("deadlines", entryOfReminded(deadline, today, remindOn.get(deadline.key)))
        : null;
    }
    case "day":
      return writeDay(resources, actor, today, { payload, times });
  }
}

/** The letter of a day, where something in it is new since the last one. */
async function writeDay(
  resources: Resources,
  actor: Actor,
  today: string,
  { payload, times }: LetterRequest,
): Promise<UnlinkedLetter | null> {
  if (payload.of !== "day") return null;
  const { client } = resources.database;
  const allMet = await metRequestsOf(client, actor);
  const asks = asksOf(await waitingFor(client, actor), allMet).filter(
    ({ what }) => times[KIND_OF_ASK[what]] === "daily",
  );
  const met = times["changes-met"] === "daily" ? metWithoutAsk(allMet, asks) : [];
  // An answer stands with the decision only where the letter tells of that.
  const news = await threadNewsFor(client, actor);
  const told = times.suggestions === "daily" ? toldIn(news) : { said: saidIn(news), decided: [] };
  const { decided } = told;
  const all = await givenTo(client, actor);
  const { given, undone } = times.mentions === "daily" ? all : { given: [], undone: [] };
  const said = withoutGiven(told.said, all.given).filter(
    ({ why }) => times[KIND_OF_SAID[why]] === "daily",
  );
  const turns =
    times["taken-back"] === "daily" ? await turnsInLetters(client, actor, resources.clock()) : [];
  const { deadlines, uncounted, remindOn } =
    times.deadlines === "daily"
      ? await loadDeadlines(client, actor, today)
      : { deadlines: [], uncounted: [], remindOn: new Map<string, string>() };
  const followed =
    times.followed === "daily" ? await followedOfDay(resources, actor, times, news) : [];
  const { lastDay, since } = payload;
  const isReminded = ({ key }: Deadline) => {
    const day = remindOn.get(key);
    return day !== undefined && day > lastDay && day <= today;
  };
  const near = deadlines.filter(
    (deadline) => Math.abs(daysBetween(today, deadline.due)) <= AHEAD_DAYS || isReminded(deadline),
  );
  const isNew =
    [...asks, ...met].some((ask) => ask.since > since) ||
    // That somebody agrees comes along with other news alone, and so does what one gave oneself.
    [
      ...said.filter(({ why }) => why !== "agreed"),
      ...decided,
      ...turns,
      ...followed,
      ...given.filter(({ by }) => by !== null),
    ].some(({ at }) => at > since) ||
    near.some(isReminded) ||
    [...near.map(({ due }) => due), ...given.flatMap(({ dueOn }) => dueOn ?? [])].some(
      (due) => leadReached(daysBetween(lastDay, due), daysBetween(today, due)) !== null,
    );
  if (!isNew) return null;
  const groups = waitingGroups(
    {
      asks,
      met,
      said,
      given,
      undone,
      followed,
      decided,
      deadlines: near,
      uncounted,
      changed: [],
      remindOn,
      turns: linesOfTurns(turns, false),
    },
    today,
  );
  return { letters: "daily", write: (links) => letterOfTheDay(actor.name, today, groups, links) };
}

/** News of followed documents in the letter of a day. */
async function followedOfDay(
  { database: { client }, clock }: Resources,
  actor: Actor,
  times: MailTimes,
  threads: readonly ThreadNews[],
): Promise<Followed[]> {
  const isTold = await toldOtherwise(client, actor, clock(), { times, letter: "daily" });
  return followedNews(client, actor, clock(), threads, isTold);
}

/** Whether the version is still the one that is under review, or that was sent back last. */
async function isStillAsked(
  { database: { client } }: Resources,
  about: "sign-offs" | "changes" | "changes-met",
  documentId: string,
  versionId: string,
): Promise<boolean> {
  const row = await client.document.findUnique({
    where: { id: documentId },
    select: {
      pinnedVersionId: true,
      returns: { orderBy: [{ recordedAs: "desc" }, { id: "desc" }], take: 1 },
    },
  });
  if (!row) return false;
  return about === "changes"
    ? row.returns[0]?.versionId === versionId
    : row.pinnedVersionId === versionId;
}
