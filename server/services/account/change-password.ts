import { changePasswordForm } from "#app/domain/forms/account.ts";
import { passwordWeakness } from "#app/domain/forms/password.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { endSessions, type Origin } from "#server/auth/index.ts";
import { openAt } from "#server/services/account-links/open.ts";
import { passwordProvesHere } from "./proves-here.ts";
import { command, taking, theActor } from "#server/services/command.ts";

/** Where it comes from, with what shows that somebody proved a moment ago that it is them. */
type ProvingOrigin = Origin & { readonly cookies?: string | null };

/**
 * Changes the actor's password and ends their sessions on all other devices. A password that an
 * organization had a hand in becomes one of the person's own by a fresh proof of their own alone (P8).
 */
export const changePassword = command({
  on: theActor,
  form: changePasswordForm,
  takes: taking<[from: ProvingOrigin, sessionId: string]>(),
  async prepare({ resources: { auth, database }, actor, form, extra: [from, sessionId] }) {
    const { userId } = actor;
    const { currentPassword, newPassword } = form;
    const weakness =
      newPassword === currentPassword
        ? "This is your password already. Choose another one."
        : passwordWeakness(newPassword, actor);
    if (weakness) return refuse("bad-input", undefined, { newPassword: weakness });
    const counts = await passwordProvesHere(database.client, actor);
    const isOwn = actor.reach?.own !== false;
    if (isOwn && !counts.ok && !(await auth.freshProofs.has({ userId, sessionId }, from.cookies))) {
      return counts;
    }
    const proved = await auth.confirmPassword(userId, currentPassword, from);
    if (!proved.ok) {
      const { code, sentence } = proved.refusal;
      return refuse(code, sentence, { currentPassword: sentence });
    }
    return done(await auth.hashPassword(newPassword));
  },
  async run({ tx, at, actor, extra: [, sessionId], prepared, record, afterCommit }) {
    const { userId, reach } = actor;
    // A session ended meanwhile, by its owner elsewhere or by a recovery on the server, must not be
    // able to overrule that.
    const session = await tx.session.findUnique({ where: { id: sessionId } });
    if (session?.userId !== userId) return refuse("not-signed-in");
    // Before the sessions end: sign-in locks this row first, so that no session is missed.
    // A password from being let in stays no proof of one's own, until one was given (P8).
    const own = reach?.own ?? true;
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash: prepared, ...(own ? { passwordVia: null } : {}) },
    });
    // Whoever asked for a link, or has shown the former password alone, goes no further.
    await tx.accountLink.updateMany({ where: { userId, ...openAt(at) }, data: { revokedAt: at } });
    await tx.ceremony.deleteMany({ where: { userId, kind: "code" } });
    const ended = await endSessions(tx, userId, at, sessionId);
    await record({ type: "person.password-changed", details: { sessionsEnded: ended.length } });
    afterCommit(({ auth }) => auth.announceEnded(ended));
    return done();
  },
});
