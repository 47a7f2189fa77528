import type { Actor } from "#app/domain/actor.ts";
import { passkeyProofForm, passwordProofForm } from "#app/domain/forms/passkey.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { proveOwnFactor } from "#server/services/account/own-factor.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { partyOf, type AskingBrowser } from "./browser.ts";
import type { ProofView } from "./views.ts";

/** Refuses where it is a while ago that somebody showed that it is them. */
export async function askForProof(
  { auth }: Pick<Resources, "auth">,
  { userId }: Actor,
  { sessionId, cookies }: Pick<AskingBrowser, "sessionId" | "cookies">,
): Promise<Outcome<void>> {
  const isFresh = await auth.freshProofs.has({ userId, sessionId: sessionId ?? "" }, cookies);
  return isFresh ? done() : refuse("forbidden", ASKED_AGAIN);
}

/** Whether the reader is asked, and by what they can show it at this address. */
export async function showProof(
  resources: Resources,
  actor: Actor,
  browser: AskingBrowser,
): Promise<Outcome<ProofView>> {
  const { client } = resources.database;
  const { userId } = actor;
  const party = partyOf(resources, browser);
  const [proved, user, passkeys] = await Promise.all([
    askForProof(resources, actor, browser),
    client.user.findUnique({ where: { id: userId }, select: { passwordHash: true } }),
    party.ok ? client.passkey.count({ where: { userId, host: party.value.host } }) : 0,
  ]);
  return done({
    asksProof: !proved.ok,
    hasPassword: (user?.passwordHash ?? null) !== null,
    hasPasskey: passkeys > 0,
  });
}

/** Asks the person's browser to sign by one of their keys. */
export async function beginPasskeyProof(
  resources: Resources,
  { userId }: Actor,
  browser: AskingBrowser,
) {
  const party = partyOf(resources, browser);
  if (!party.ok) return party;
  const person = { userId, sessionId: browser.sessionId ?? "" };
  const { beginConfirming } = await resources.auth.passkeys();
  return beginConfirming(person, party.value);
}

/**
 * Shows by a passkey that it is oneself. Where one came in through an organization and the key is one's
 * own, the session reaches further from then on (P8). Answers a Set-Cookie header.
 */
export const proveByPasskey = command({
  on: theActor,
  form: passkeyProofForm,
  takes: taking<[browser: AskingBrowser]>(),
  async prepare({ resources, actor: { userId }, form, extra: [browser] }) {
    const party = partyOf(resources, browser);
    if (!party.ok) return party;
    const person = { userId, sessionId: browser.sessionId ?? "" };
    const { cookies, address } = browser;
    const at = { party: party.value, cookies, address };
    const { confirm } = await resources.auth.passkeys();
    return confirm(form.response, person, at);
  },
  async run({ tx, actor: { userId }, prepared: { id }, extra: [browser], append, afterCommit }) {
    const passkey = await tx.passkey.findUnique({ where: { id } });
    if (passkey?.userId !== userId) return refuse("stale");
    if (passkey.via !== null) return done({ isFurther: false });
    const session = { userId, sessionId: browser.sessionId ?? "", by: "passkey" } as const;
    const isFurther = await proveOwnFactor({ tx, append, afterCommit }, session);
    return done({ isFurther });
  },
  async answer({ isFurther }, { resources, actor: { userId }, extra: [browser] }) {
    const session = { userId, sessionId: browser.sessionId ?? "" };
    return done({ isFurther, cookie: await resources.auth.freshProofs.give(session) });
  },
});

/** Shows by the password that it is oneself; nothing is recorded. Answers a Set-Cookie header. */
export async function proveByPassword(
  { auth }: Resources,
  { userId }: Actor,
  sent: { readonly password: string },
  { sessionId, address, userAgent }: AskingBrowser,
): Promise<Outcome<{ readonly cookie: string }>> {
  const form = readForm(passwordProofForm, sent);
  if (!form.ok) return form;
  const proved = await auth.confirmPassword(userId, form.value.password, { address, userAgent });
  if (!proved.ok) {
    const { code, sentence } = proved.refusal;
    return refuse(code, sentence, { password: sentence });
  }
  return done({ cookie: await auth.freshProofs.give({ userId, sessionId: sessionId ?? "" }) });
}

const ASKED_AGAIN =
  "It is a while ago that you showed that it is you. Nothing was changed; show it again on this page, by your password or a passkey, or sign in anew.";
