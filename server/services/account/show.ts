import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { SIGN_IN_METHODS, type SignInMethod } from "#server/auth/sessions.ts";
import { deviceOf } from "./device.ts";
import { calendarAddressOf } from "#server/services/calendar/address.ts";
import { followsOf } from "#server/services/follows/choose.ts";
import { mailTimesOf } from "#server/services/reminders/preferences.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { AccountView } from "./views.ts";

/** The actor's own account, with the devices on which they are signed in. */
export async function showAccount(
  { database, auth, mail, appUrl }: Resources,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<AccountView>> {
  const [memberships, sessions, passkeys, user, calendarAddress, times, follows] =
    await Promise.all([
      database.client.membership.findMany({
        where: { userId: actor.userId },
        include: { organization: true, roles: true },
        orderBy: [{ organization: { name: "asc" } }, { id: "asc" }],
      }),
      auth.sessions(actor.userId),
      database.client.passkey.count({ where: { userId: actor.userId } }),
      database.client.user.findUnique({
        where: { id: actor.userId },
        select: { passwordHash: true },
      }),
      calendarAddressOf(database.client, actor),
      mailTimesOf(database.client, actor),
      followsOf(database.client, actor),
    ]);
  const { userId, name, email, workspaceAdmin } = actor;
  return done({
    userId,
    name,
    email,
    workspaceAdmin,
    memberships: memberships.map(({ organization, roles }) => ({
      organization: organizationTag(organization),
      roles: rolesOf(roles),
    })),
    sessions: sessions.map((session) => ({
      id: session.id,
      current: session.id === sessionId,
      createdAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      device: deviceOf(session.userAgent),
      address: session.address,
      lastUsedAt: session.lastUsedAt?.toISOString() ?? null,
      method: methodOf(session.method),
      onlyFor: session.own
        ? null
        : (memberships.find(({ organizationId }) => organizationId === session.via)?.organization
            .shortName ?? "no organization"),
    })),
    passkeys,
    hasPassword: (user?.passwordHash ?? null) !== null,
    calendarAddress,
    mailTimes: times,
    follows,
    sendsLetters: mail.configured && appUrl !== null,
    confirmed: actor.unconfirmed !== true,
  });
}

/** Written by sign-in alone. */
function methodOf(method: string): SignInMethod {
  return SIGN_IN_METHODS.find((known) => known === method) ?? "password";
}
