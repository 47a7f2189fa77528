import { removePasskeyForm, renamePasskeyForm } from "#app/domain/forms/passkey.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { AskingBrowser } from "./browser.ts";
import { mayChange, NOT_OWN } from "./own.ts";

/** Gives one of the actor's passkeys another name. */
export const renamePasskey = command({
  on: theActor,
  form: renamePasskeyForm,
  async run({ tx, actor, form: { passkeyId, name }, record }) {
    const passkey = await tx.passkey.findUnique({ where: { id: passkeyId } });
    if (passkey?.userId !== actor.userId) return refuse("not-found", GONE);
    if (!mayChange(actor, passkey)) return refuse("forbidden", NOT_OWN);
    if (passkey.name === name) return done();
    await tx.passkey.update({ where: { id: passkeyId }, data: { name } });
    const { fingerprint } = passkey;
    await record({ type: "person.passkey-renamed", details: { passkeyId, fingerprint } });
    return done();
  },
});

/** Removes one of the actor's passkeys, which opens and signs nothing from then on. */
export const removePasskey = command({
  on: theActor,
  form: removePasskeyForm,
  takes: taking<[browser: AskingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, actor, form: { passkeyId }, record }) {
    const { userId } = actor;
    const passkey = await tx.passkey.findUnique({ where: { id: passkeyId } });
    if (passkey?.userId !== userId) return refuse("not-found", GONE);
    if (!mayChange(actor, passkey)) return refuse("forbidden", NOT_OWN);
    if (await isOnlyWayIn(tx, userId)) return refuse("conflict", ONLY_WAY);
    await tx.passkey.delete({ where: { id: passkeyId } });
    const { fingerprint } = passkey;
    await record({ type: "person.passkey-removed", details: { passkeyId, fingerprint } });
    return done();
  },
});

/** Whether the person has one passkey, no password, and no identity at a provider. */
async function isOnlyWayIn(tx: Transaction, userId: string): Promise<boolean> {
  const [user, passkeys, identities] = await Promise.all([
    tx.user.findUnique({ where: { id: userId }, select: { passwordHash: true } }),
    tx.passkey.count({ where: { userId } }),
    tx.identityLink.count({ where: { userId } }),
  ]);
  return passkeys === 1 && user?.passwordHash === null && identities === 0;
}

const GONE = "You have no such passkey any more. Nothing was changed; load the page again.";
const ONLY_WAY =
  "This passkey is the only way in that you have. Nothing was changed; add another one first, or choose a password.";
