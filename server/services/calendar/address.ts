import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { Instant } from "#server/services/instant.ts";
import type { AskingBrowser } from "#server/services/passkeys/browser.ts";

/** A calendar's secret address, which is shown once. */
export interface CalendarAddress {
  /** An absolute address, or a path if APP_URL is not set. */
  readonly link: string;
}

/** A calendar address after its creation, without the secret. */
export interface CalendarAddressView {
  readonly createdAt: Instant;
  /** Accurate to an hour; null until a program has fetched it. */
  readonly usedAt: Instant | null;
}

/**
 * Creates a new secret address for the actor's deadlines; the previous one becomes invalid. It reaches
 * no further than the sign-in in which it is made (P8).
 */
export const createCalendarAddress = command({
  on: theActor,
  takes: taking<[browser: AskingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  prepare: () => done({ secret: newSecret() }),
  async run({ tx, at, ids, actor, extra: [browser], prepared: { secret }, record }) {
    const { userId, reach, memberships } = actor;
    // Whoever was signed out everywhere meanwhile leaves no address behind.
    const session = await tx.session.findUnique({ where: { id: browser.sessionId ?? "" } });
    if (session?.userId !== userId) return refuse("not-signed-in");
    const via = reach?.own === false ? reach.via : null;
    const isReached = memberships.some(({ organizationId }) => organizationId === via);
    if (reach?.own === false && !isReached) return refuse("forbidden", NOT_REACHED);
    const { count } = await tx.calendarFeed.updateMany({
      where: { userId, revokedAt: null },
      data: { revokedAt: at },
    });
    const id = ids();
    await tx.calendarFeed.create({
      data: { id, userId, tokenHash: hashSecret(secret), createdAt: at, via },
    });
    await record({ type: "calendar-address.created", details: { id, replaced: count, via } });
    return done({ secret });
  },
  answer: async ({ secret }, { resources: { appUrl } }): Promise<Outcome<CalendarAddress>> => {
    const path = `/calendar/${secret}.ics`;
    return done({ link: appUrl === null ? path : new URL(path, appUrl).href });
  },
});

/** Revokes the actor's calendar address; does nothing if there is none. */
export const revokeCalendarAddress = command({
  on: theActor,
  async run({ tx, at, actor: { userId }, record }) {
    const { count } = await tx.calendarFeed.updateMany({
      where: { userId, revokedAt: null },
      data: { revokedAt: at },
    });
    if (count > 0) await record({ type: "calendar-address.revoked", details: {} });
    return done();
  },
});

/** The actor's calendar address; null if there is none. */
export async function calendarAddressOf(
  client: PrismaClient,
  { userId }: Actor,
): Promise<CalendarAddressView | null> {
  const feed = await client.calendarFeed.findFirst({
    where: { userId, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!feed) return null;
  return {
    createdAt: feed.createdAt.toISOString(),
    usedAt: feed.usedAt?.toISOString() ?? null,
  };
}

const NOT_REACHED =
  "This sign-in reaches no organization, so its calendar would hold nothing. Nothing was changed; sign in through your organization, or by a factor of your own.";
