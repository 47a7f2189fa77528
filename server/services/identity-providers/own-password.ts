import { ownPasswordForm } from "#app/domain/forms/identity-provider.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import { extendReach } from "#server/auth/own-factor.ts";
import { command, taking, theActor } from "#server/services/command.ts";

/**
 * Lets the actor's session reach all of their organizations, by a password that no organization had a
 * hand in. Where they have a second factor of their own, a password alone proves nothing.
 */
export const proveOwnPassword = command({
  on: theActor,
  form: ownPasswordForm,
  takes: taking<[from: Origin, sessionId: string]>(),
  async prepare({ resources: { auth }, actor, form: { password }, extra: [from] }) {
    const proved = await auth.confirmPassword(actor.userId, password, from);
    if (proved.ok) return done();
    const { code, sentence } = proved.refusal;
    return refuse(code, sentence, { password: sentence });
  },
  async run({ tx, actor: { userId }, extra: [, sessionId], record, afterCommit }) {
    const person = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      include: { secondFactor: true },
    });
    if (person.passwordVia !== null) return refuse("forbidden", NOT_OWN);
    if (person.secondFactor?.via === null) return refuse("forbidden", CODE_NEEDED);
    const extended = await extendReach(tx, { userId, sessionId, method: "password" });
    if (!extended.ok) return extended;
    await record({ type: "session.own-factor-proved", details: { by: "password" } });
    afterCommit(({ rooms }) => rooms.revoke({ sessionId }));
    return done();
  },
});

const NOT_OWN =
  "This password was chosen by a link of your organization's administrator, so it is no factor of your own. Nothing was changed; prove another one, or choose a new password by mail from the sign-in page.";

const CODE_NEEDED =
  "You have a second factor, so a password alone is not enough. Nothing was changed; give a code as well, or sign out and sign in with both.";
