import { addPasskeyForm, PASSKEY_MAXIMUM } from "#app/domain/forms/passkey.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { endEnrolling } from "#server/auth/enrolling.ts";
import type { SessionOfPerson } from "#server/auth/fresh-proof.ts";
import { sessionInRecord } from "#server/auth/secrets.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { askForProof } from "#server/services/asked-again.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { Resources } from "#server/services/resources.ts";
import { factorStanding } from "#server/services/second-factor/standing.ts";
import { partyOf, type AskingBrowser } from "./browser.ts";
import { madeThrough } from "./own.ts";

/** Asks a browser for a new key; of somebody who has just shown that it is them. */
export async function beginPasskey(resources: Resources, actor: Actor, browser: AskingBrowser) {
  const party = partyOf(resources, browser);
  if (!party.ok) return party;
  const through = madeThrough(actor);
  if (!through.ok) return through;
  const proved = await askForProof(resources, actor, browser);
  if (!proved.ok) return proved;
  const { userId, email, name } = actor;
  // Those of an organization take no place of one's own.
  const mine = { userId, via: through.value };
  const count = await resources.database.client.passkey.count({ where: mine });
  if (count >= PASSKEY_MAXIMUM) return refuse("conflict", TOO_MANY);
  const sessionId = browser.sessionId ?? "";
  const { client } = resources.database;
  if (await owesKnownFactor(client, { userId, sessionId }, party.value.host)) {
    return refuse("forbidden", HAS_FACTOR);
  }
  const person = { userId, email, name, sessionId };
  const { beginMaking } = await resources.auth.passkeys();
  return done(await beginMaking(person, party.value));
}

/** Stores the key that the browser has made. */
export const addPasskey = command({
  on: theActor,
  form: addPasskeyForm,
  takes: taking<[browser: AskingBrowser]>(),
  async prepare({ resources, actor, form, extra: [browser] }) {
    const party = partyOf(resources, browser);
    if (!party.ok) return party;
    const person = { userId: actor.userId, sessionId: browser.sessionId ?? "" };
    const { made } = await resources.auth.passkeys();
    return made(form.response, person, party.value);
  },
  async run(inside) {
    const { tx, at, actor, form, prepared: made, extra, record } = inside;
    const { name } = form;
    const [browser] = extra;
    const { userId } = actor;
    const through = madeThrough(actor);
    if (!through.ok) return through;
    // One that was ended meanwhile leaves no key behind.
    const session = await tx.session.findUnique({ where: { id: browser.sessionId ?? "" } });
    if (session?.userId !== userId) return refuse("not-signed-in");
    const asked = { userId, sessionId: session.id };
    if (await owesKnownFactor(tx, asked, made.host)) return refuse("forbidden", HAS_FACTOR);
    // Nor is it one by its public key, which files of sign-offs hold: an id is easily made up.
    const same = { OR: [{ id: made.id }, { fingerprint: made.fingerprint }] };
    if (await tx.passkey.findFirst({ where: same })) return refuse("conflict", KNOWN);
    const via = through.value;
    const known = await tx.passkey.count({ where: { userId, via } });
    if (known >= PASSKEY_MAXIMUM) return refuse("conflict", TOO_MANY);
    await tx.passkey.create({
      data: { ...made, userId, name, via, createdAt: at, lastUsedAt: null },
    });
    // Where a factor was required of them (P3), they are in.
    const isIn = await endEnrolling(tx, asked, "passkey");
    const { id: passkeyId, fingerprint, host } = made;
    const details = { passkeyId, fingerprint, host, via };
    await record({
      type: "person.passkey-added",
      details: isIn ? { ...details, session: sessionInRecord(session.id) } : details,
    });
    return done({ passkeyId });
  },
});

/**
 * Whether a session waits for a factor (P3) that its person has at hand: they show that one. Else whoever
 * has their password, or the mailbox by which another is chosen, would make a second one and be in.
 */
async function owesKnownFactor(
  client: PrismaClient | Transaction,
  { userId, sessionId }: SessionOfPerson,
  host: string,
): Promise<boolean> {
  const session = await client.session.findUnique({ where: { id: sessionId } });
  if (!session?.enrolling) return false;
  return (await factorStanding(client, userId, host))?.hasFactorAtHand ?? true;
}

const HAS_FACTOR =
  "You have a passkey or a second factor already. Nothing was changed; show that one, and add another afterward.";
const TOO_MANY = `You have ${PASSKEY_MAXIMUM} passkeys, which is as many as there may be. Nothing was changed; remove one that you no longer use.`;
const KNOWN = "An account has this passkey already. Nothing was changed; make another one.";
