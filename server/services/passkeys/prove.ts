import type { Actor } from "#app/domain/actor.ts";
import { passkeyProofForm, passwordProofForm } from "#app/domain/forms/passkey.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { proveOwnFactor } from "#server/services/account/own-factor.ts";
import { passwordProvesHere, provesHere } from "#server/services/account/proves-here.ts";
import { askForProof } from "#server/services/asked-again.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { partyOf, type AskingBrowser } from "./browser.ts";
import type { ProofView } from "./views.ts";

/** Whether the reader is asked, and by what they can show it at this address. */
export async function showProof(
  resources: Resources,
  actor: Actor,
  browser: AskingBrowser,
): Promise<Outcome<ProofView>> {
  const { client } = resources.database;
  const { userId } = actor;
  const [proved, user, passkeys] = await Promise.all([
    askForProof(resources, actor, browser),
    client.user.findUnique({
      where: { id: userId },
      select: { passwordHash: true, passwordVia: true },
    }),
    client.passkey.findMany({ where: { userId }, select: { host: true, via: true } }),
  ]);
  const party = partyOf(resources, browser);
  const host = party.ok ? party.value.host : null;
  return done({ asksProof: !proved.ok, ...provingFactors(actor, { user, passkeys, host }) });
}

/** Factors that prove them in this sign-in: no page offers what the server would refuse. */
export function provingFactors(
  actor: Actor,
  of: {
    readonly user: {
      readonly passwordHash: string | null;
      readonly passwordVia: string | null;
    } | null;
    readonly passkeys: readonly { readonly host: string; readonly via: string | null }[];
    /** Of the passkeys that work here; null for none. */
    readonly host: string | null;
  },
): Omit<ProofView, "asksProof"> {
  const { user, passkeys, host } = of;
  return {
    hasPassword: user !== null && user.passwordHash !== null && provesHere(actor, user.passwordVia),
    hasPasskey: passkeys.some((key) => key.host === host && provesHere(actor, key.via)),
  };
}

/** Asks the person's browser to sign by one of their keys. */
export async function beginPasskeyProof(
  resources: Resources,
  { userId, reach }: Actor,
  browser: AskingBrowser,
) {
  const party = partyOf(resources, browser);
  if (!party.ok) return party;
  const via = reach?.own === false ? reach.via : null;
  const person = { userId, sessionId: browser.sessionId ?? "", via };
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
  async run({ tx, actor, prepared: { id }, extra: [browser], append, afterCommit }) {
    const { userId } = actor;
    const passkey = await tx.passkey.findUnique({ where: { id } });
    if (passkey?.userId !== userId) return refuse("stale");
    if (!provesHere(actor, passkey.via)) return refuse("forbidden", OTHERS_KEY);
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
  { auth, database }: Resources,
  actor: Actor,
  sent: { readonly password: string },
  { sessionId, address, userAgent }: AskingBrowser,
): Promise<Outcome<{ readonly cookie: string }>> {
  const form = readForm(passwordProofForm, sent);
  if (!form.ok) return form;
  const { userId } = actor;
  const counts = await passwordProvesHere(database.client, actor);
  const proved = counts.ok
    ? await auth.confirmPassword(userId, form.value.password, { address, userAgent })
    : counts;
  if (!proved.ok) {
    const { code, sentence } = proved.refusal;
    return refuse(code, sentence, { password: sentence });
  }
  return done({ cookie: await auth.freshProofs.give({ userId, sessionId: sessionId ?? "" }) });
}

const OTHERS_KEY =
  "That passkey was made while an organization answered for you, so it shows nothing here. Nothing was changed; use one that you made by yourself.";
