import { RateLimiterMemory } from "#server/rate-limiting/index.ts";
import type { SignInReach } from "#app/domain/actor.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { calendarEventOfGiven } from "#app/domain/deadlines/given.ts";
import { calendarEventOf } from "#app/domain/deadlines/calendar-event.ts";
import { daysBetween } from "#app/domain/deadlines/deadline.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, loadActor, networkOf } from "#server/auth/index.ts";
import { sha256 } from "#server/digest.ts";
import { deadlinesFor } from "#server/services/deadlines/load.ts";
import { givenTo } from "#server/services/home/given.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Resources } from "#server/services/resources.ts";

/** A calendar file. */
interface CalendarFile {
  readonly text: string;
  /** Changes with the text. */
  readonly etag: string;
}

/**
 * Returns the calendar behind a secret address; `address` is the client's IP address, used only for
 * throttling.
 */
export type CalendarReader = (secret: string, address: string) => Promise<Outcome<CalendarFile>>;

/** Programs fetch every quarter of an hour at most; several may share an IP address. */
const FETCHES_PER_HOUR = 60;
/** Secrets can't be guessed, but each attempt costs a database query. */
const UNKNOWN_PER_HOUR = 60;
const HOUR_S = 3600;
/** Events older than this many days are left out. */
const PAST_DAYS = 400;
/** The most events of one calendar. */
const MAX_EVENTS = 3000;
/** The resolution of an address's last use, in milliseconds. */
const LAST_USE_RESOLUTION_MS = 60 * 60_000;

/**
 * Returns the calendar of the secret address's owner, with their current permissions. Refuses
 * `not-found` for an unknown or revoked address and for a person without any membership;
 * `too-many-tries` beyond 60 requests an hour. Requests are counted in this process.
 */
export function createCalendarReader(resources: Resources): CalendarReader {
  const fetches = new RateLimiterMemory({ points: FETCHES_PER_HOUR, duration: HOUR_S });
  const wrong = new RateLimiterMemory({ points: UNKNOWN_PER_HOUR, duration: HOUR_S });
  const { database, clock, appUrl, log } = resources;
  return async (secret, address) => {
    const network = networkOf(address);
    const tried = await wrong.get(network);
    if (tried && tried.consumedPoints >= UNKNOWN_PER_HOUR)
      return refuse("too-many-tries", TOO_OFTEN);
    const missing = async () => {
      await wrong.penalty(network);
      return refuse("not-found");
    };
    const tokenHash = hashSecret(secret);
    const { client } = database;
    const feed = await client.calendarFeed.findUnique({ where: { tokenHash } });
    if (!feed || feed.revokedAt) return missing();
    const fetched = await fetches.penalty(feed.id);
    if (fetched.consumedPoints > FETCHES_PER_HOUR) return refuse("too-many-tries", TOO_OFTEN);
    const actor = await loadActor(client, feed.userId, await reachOfFeed(client, feed));
    if (!actor?.memberships.some(({ roles }) => roles.size > 0)) return missing();

    const now = clock();
    if (!feed.usedAt || now.getTime() - feed.usedAt.getTime() > LAST_USE_RESOLUTION_MS) {
      await client.calendarFeed
        .updateMany({ where: { id: feed.id }, data: { usedAt: now } })
        // Storing the last use is not worth failing the request.
        .catch((error: unknown) => log.warn({ err: error }, "a calendar's use was not kept"));
    }
    const today = dateOfFilings(now);
    const deadlines = await deadlinesFor(client, actor, today);
    const events = deadlines
      .filter(({ due }) => daysBetween(due, today) <= PAST_DAYS)
      .slice(0, MAX_EVENTS)
      .map(calendarEventOf);
    const { given } = await givenTo(client, actor);
    const comments = given.flatMap(calendarEventOfGiven);
    // Loaded once a calendar file is asked for.
    const { icsOf } = await import("./ics.ts");
    const text = icsOf([...events, ...comments], today, appUrl);
    return done({ text, etag: `W/"${sha256(text).slice(0, 32)}"` });
  };
}

/**
 * As far as the sign-in in which the address was made, and no further (P8): where an organization
 * requires its identity provider, only an address made through it, while the account is linked there.
 */
async function reachOfFeed(
  client: PrismaClient,
  { userId, via }: { readonly userId: string; readonly via: string | null },
): Promise<SignInReach> {
  if (via === null) return { own: true, via };
  const link = await client.identityLink.findUnique({
    where: { userId_organizationId: { userId, organizationId: via } },
  });
  return { own: false, via, ...(link ? { byProvider: true } : {}) };
}

const TOO_OFTEN = "This calendar was asked for too often. Try again in an hour.";
