import { RateLimiterMemory } from "rate-limiter-flexible";
import { calendarEventOf } from "#app/domain/deadlines/calendar-event.ts";
import { daysBetween } from "#app/domain/deadlines/deadline.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, loadActor, networkOf } from "#server/auth/index.ts";
import { sha256 } from "#server/digest.ts";
import { deadlinesFor } from "#server/services/deadlines/load.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Resources } from "#server/services/resources.ts";
import { icsOf } from "./ics.ts";

/** A calendar as a program fetches it. */
export interface CalendarFile {
  readonly text: string;
  /** Changes when the text does. */
  readonly etag: string;
}

/** Reads the calendar behind a secret address; `address` is the client's, for throttling alone. */
export type CalendarReader = (secret: string, address: string) => Promise<Outcome<CalendarFile>>;

/** Programs look each quarter of an hour at most; several may share an address. */
const FETCHES_AN_HOUR = 60;
/** Secrets are not guessed, but trying costs a question to the database. */
const WRONG_AN_HOUR = 60;
const HOUR_S = 3600;
/** What passed so long ago is no longer in it, in days. */
const PAST_DAYS = 400;
/** The most events of one calendar. */
const MOST_EVENTS = 3000;
/** How exactly it is kept when an address was last used, in milliseconds. */
const USED_MS = 60 * 60_000;

/**
 * Answers the calendar of whoever the secret address belongs to, with the rights of this moment: what
 * they may not see any more is not in it. `not-found` for an address that never was, was revoked, or
 * whose person has no place left in any organization; `too-many-tries` beyond 60 an hour. Counts live in
 * this process.
 */
export function createCalendarReader(resources: Resources): CalendarReader {
  const fetches = new RateLimiterMemory({ points: FETCHES_AN_HOUR, duration: HOUR_S });
  const wrong = new RateLimiterMemory({ points: WRONG_AN_HOUR, duration: HOUR_S });
  const { database, clock, appUrl, log } = resources;
  return async (secret, address) => {
    const network = networkOf(address);
    const tried = await wrong.get(network);
    if (tried && tried.consumedPoints >= WRONG_AN_HOUR) return refuse("too-many-tries", TOO_OFTEN);
    const missing = async () => {
      await wrong.penalty(network);
      return refuse("not-found");
    };
    const tokenHash = hashSecret(secret);
    const { client } = database;
    const feed = await client.calendarFeed.findUnique({ where: { tokenHash } });
    if (!feed || feed.revokedAt) return missing();
    const fetched = await fetches.penalty(feed.id);
    if (fetched.consumedPoints > FETCHES_AN_HOUR) return refuse("too-many-tries", TOO_OFTEN);
    const actor = await loadActor(client, feed.userId);
    if (!actor?.memberships.some(({ roles }) => roles.size > 0)) return missing();

    const now = clock();
    if (!feed.usedAt || now.getTime() - feed.usedAt.getTime() > USED_MS) {
      await client.calendarFeed
        .updateMany({ where: { id: feed.id }, data: { usedAt: now } })
        // When it was last used is a help, and no reason to answer nothing.
        .catch((error: unknown) => log.warn({ err: error }, "a calendar's use was not kept"));
    }
    const today = dateOfFilings(now);
    const deadlines = await deadlinesFor(client, actor, today);
    const events = deadlines
      .filter(({ due }) => daysBetween(due, today) <= PAST_DAYS)
      .slice(0, MOST_EVENTS)
      .map(calendarEventOf);
    const text = icsOf(events, today, appUrl);
    return done({ text, etag: `W/"${sha256(text).slice(0, 32)}"` });
  };
}

const TOO_OFTEN = "This calendar was asked for too often. Try again in an hour.";
