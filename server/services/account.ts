import type { Actor } from "#app/domain/actor.ts";
import { changeNameForm, changePasswordForm } from "#app/domain/forms/account.ts";
import { passwordWeakness } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf, type Origin } from "#server/auth/index.ts";
import { appendEvent } from "#server/audit/append.ts";
import { deviceOf } from "./device.ts";
import { readForm } from "./form.ts";
import { organizationTag } from "./organizations/tag.ts";
import type { Resources } from "./resources.ts";
import type { AccountView } from "./views.ts";

/** The actor's own account, with the devices on which they are signed in. */
export async function showAccount(
  { database, auth }: Resources,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<AccountView>> {
  const [memberships, sessions] = await Promise.all([
    database.client.membership.findMany({
      where: { userId: actor.userId },
      include: { organization: true, roles: true },
      orderBy: [{ organization: { name: "asc" } }, { id: "asc" }],
    }),
    auth.sessions(actor.userId),
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
    })),
  });
}

/** Changes how the actor's name is written from now on; carets show it after reconnecting. */
export async function changeName(
  { database, clock, rooms }: Resources,
  actor: Actor,
  sent: unknown,
): Promise<Outcome<void>> {
  const form = readForm(changeNameForm, sent);
  if (!form.ok) return form;
  const { name } = form.value;
  const changed = await database.write(async (tx) => {
    // Read inside: the name that the record calls the former one is the one that is replaced.
    const user = await tx.user.findUnique({ where: { id: actor.userId } });
    if (!user || user.name === name) return false;
    await tx.user.update({ where: { id: user.id }, data: { name } });
    await appendEvent(tx, clock(), {
      type: "person.renamed",
      actorId: user.id,
      details: { before: user.name, after: name },
    });
    return true;
  });
  if (changed) rooms.revoke({ userId: actor.userId });
  return done();
}

/** Changes the actor's password and ends their sessions on all other devices. */
export async function changePassword(
  { database, auth, clock }: Resources,
  actor: Actor,
  sent: unknown,
  from: Origin,
  sessionId: string,
): Promise<Outcome<void>> {
  const form = readForm(changePasswordForm, sent);
  if (!form.ok) return form;
  const { currentPassword, newPassword } = form.value;
  const weakness =
    newPassword === currentPassword
      ? "This is your password already. Choose another one."
      : passwordWeakness(newPassword, actor);
  if (weakness) return refuse("bad-input", undefined, { newPassword: weakness });
  const proved = await auth.confirmPassword(actor.userId, currentPassword, from);
  if (!proved.ok) {
    const { code, sentence } = proved.refusal;
    return refuse(code, sentence, { currentPassword: sentence });
  }
  const passwordHash = await auth.hashPassword(newPassword);
  const changed = await database.write(async (tx): Promise<Outcome<readonly string[]>> => {
    // Again, inside: if the session was ended meanwhile, by the owner from elsewhere or by a recovery
    // on the server, this must not overrule what they did.
    const session = await tx.session.findUnique({ where: { id: sessionId } });
    if (session?.userId !== actor.userId) return refuse("not-signed-in");
    await tx.user.update({ where: { id: actor.userId }, data: { passwordHash } });
    const ended = await auth.endSessions(tx, actor.userId, sessionId);
    await appendEvent(tx, clock(), {
      type: "person.password-changed",
      actorId: actor.userId,
      details: { sessionsEnded: ended.length },
    });
    return done(ended);
  });
  if (!changed.ok) return changed;
  auth.announceEnded(changed.value);
  return done();
}

/** Ends one of the actor's sessions. */
export function endSession(
  { auth }: Resources,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<void>> {
  return auth.endSession(actor.userId, sessionId);
}

/** Ends all of the actor's sessions, this one among them. */
export async function signOutEverywhere({ auth }: Resources, actor: Actor): Promise<Outcome<void>> {
  await auth.signOutEverywhere(actor.userId);
  return done();
}
