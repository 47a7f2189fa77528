import type { Actor } from "#app/domain/actor.ts";
import { codeForm, factorProofForm } from "#app/domain/forms/second-factor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { ceremonyCookie, ceremonySecretIn } from "#server/auth/ceremonies.ts";
import { endEnrolling, sessionInRecord } from "#server/auth/index.ts";
import { newRecoveryCodes } from "#server/auth/second-factor/recovery-codes.ts";
import { newTotpSecret, totpAddress, windowOfCode } from "#server/auth/second-factor/totp.ts";
import { appendSignInsOf } from "#server/services/audit/record-sign-ins.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { freshProof, type FactorBrowser } from "./fresh-proof.ts";
import { factorPlace } from "./place.ts";
import { qrPath } from "./qr-path.ts";
import { storeRecoveryCodes } from "./store-recovery-codes.ts";
import { factorStanding, hostOf, maySetUpFactor } from "./standing.ts";
import type { FactorSetUpView, RecoveryCodesView } from "./views.ts";

/** How long setting up may take, in minutes. */
const MINUTES = 15;
/** A session that sets up a factor. */
interface FactorSession extends FactorBrowser {
  readonly actor: Actor;
  /** Whether it opens nothing else until that is done. */
  readonly isEnrolling: boolean;
}

/**
 * Begins to set up a code app: makes its secret, which waits for a first code. Asks for a fresh proof;
 * somebody who must set one up to come in has just given it. Returns a Set-Cookie header.
 */
export async function beginSetUp(
  resources: Resources,
  session: FactorSession,
  sent: unknown,
): Promise<Outcome<{ readonly cookie: string }>> {
  const { auth, encryption } = resources;
  const { actor, sessionId, isEnrolling } = session;
  const may = await mayBegin(resources, session);
  if (!may.ok) return may;
  if (!encryption.canSeal()) return refuse("unavailable", NO_KEY);
  if (!isEnrolling) {
    const form = readForm(factorProofForm, sent);
    if (!form.ok) return form;
    const proved = await freshProof(resources, actor, form.value.proofPassword, session);
    if (!proved.ok) return proved;
  }
  const sealed = encryption.seal(newTotpSecret(), factorPlace(actor.userId));
  if (!sealed.ok) return refuse("unavailable", NO_KEY);
  const secret = await auth.ceremonies.begin("second-factor", {
    userId: actor.userId,
    details: { sealed: sealed.value, session: sessionInRecord(sessionId) },
    minutes: MINUTES,
  });
  const cookie = ceremonyCookie("second-factor", secret, {
    isSecure: auth.secureCookies,
    minutes: MINUTES,
  });
  return done({ cookie });
}

async function mayBegin(
  { database, appUrl, auth }: Resources,
  { actor, sessionId, cookies, isEnrolling }: FactorSession,
): Promise<Outcome<void>> {
  const { userId } = actor;
  const standing = await factorStanding(database.client, userId, hostOf(appUrl));
  if (!standing) return refuse("not-signed-in");
  const may = maySetUpFactor(actor, standing);
  if (!may.ok || !isEnrolling) return may;
  // Else the password alone would be enough to get around the factor that there is.
  if (standing.hasFactorAtHand) return refuse("forbidden", AT_HAND);
  const isFresh = await auth.freshProofs.has({ userId, sessionId }, cookies);
  return isFresh ? done() : refuse("not-signed-in", TOO_LATE);
}

/** The app that is being set up in this browser: its secret as a picture and in text; null for none. */
export async function showSetUp(
  { auth, encryption, appUrl }: Resources,
  session: FactorSession,
): Promise<FactorSetUpView | null> {
  const begun = await begunBy({ auth, encryption }, session);
  if (!begun) return null;
  const { secret } = begun;
  const host = hostOf(appUrl);
  const address = totpAddress(secret, {
    issuer: host === null ? "Coalition Desk" : `Coalition Desk (${host})`,
    email: session.actor.email,
  });
  return { secret: secret.match(/.{1,4}/gu)?.join(" ") ?? secret, address, qr: qrPath(address) };
}

/** The step of this session, if there is one. */
async function begunBy(
  { auth, encryption }: Pick<Resources, "auth" | "encryption">,
  { actor, sessionId, cookies }: FactorSession,
) {
  const cookie = ceremonySecretIn(cookies, "second-factor", auth.secureCookies);
  const begun = cookie === null ? null : await auth.ceremonies.look("second-factor", cookie);
  if (cookie === null || begun?.userId !== actor.userId) return null;
  const { sealed, session } = begun.details;
  if (typeof sealed !== "string" || session !== sessionInRecord(sessionId)) return null;
  const secret = encryption.open(sealed, factorPlace(actor.userId));
  return secret === null ? null : { cookie, sealed, secret };
}

/**
 * Sets the app up once it has shown a code, with new recovery codes, which are shown this once; those of
 * an earlier app work no more. Somebody who had to do that to come in is in.
 */
export const finishSetUp = command({
  on: theActor,
  form: codeForm,
  takes: taking<[session: FactorSession]>(),
  async prepare({ resources, form, extra: [session] }) {
    const { auth, clock, appUrl } = resources;
    const begun = await begunBy(resources, session);
    if (!begun) return refuse("expired-link", BEGIN_AGAIN);
    const code = form.code.replaceAll(/\s/gu, "");
    const window = /^\d{6}$/u.test(code) ? windowOfCode(begun.secret, code, clock()) : null;
    if (window === null) return refuse("wrong-credentials", NOT_ITS_CODE, { code: NOT_ITS_CODE });
    if (!(await auth.ceremonies.take("second-factor", begun.cookie))) {
      return refuse("expired-link", BEGIN_AGAIN);
    }
    return done({ sealed: begun.sealed, window, codes: newRecoveryCodes(), host: hostOf(appUrl) });
  },
  async run({ tx, at, ids, actor, extra: [session], prepared, record }) {
    const { sealed, window, codes, host } = prepared;
    const { userId } = actor;
    const { sessionId, isEnrolling } = session;
    const row = await tx.session.findUnique({ where: { id: sessionId } });
    if (row?.userId !== userId) return refuse("not-signed-in");
    const standing = await factorStanding(tx, userId, host);
    if (!standing) return refuse("not-signed-in");
    const may = maySetUpFactor(actor, standing);
    if (!may.ok) return may;
    if (isEnrolling && standing.hasFactorAtHand) return refuse("forbidden", AT_HAND);
    if (isEnrolling && !(await endEnrolling(tx, { sessionId, userId }, "password-and-code"))) {
      return refuse("stale");
    }
    const via = actor.reach?.own === false ? actor.reach.via : null;
    await tx.secondFactor.deleteMany({ where: { userId } });
    await tx.secondFactor.create({
      data: { userId, secret: sealed, lastWindow: window, via, createdAt: at },
    });
    await storeRecoveryCodes(tx, { userId, codes, at, ids });
    // So that a session's start is recorded before what came of it.
    if (isEnrolling) await appendSignInsOf(tx, userId);
    await record({
      type: "person.second-factor-set",
      details: { replaced: standing.factor !== null, via, session: sessionInRecord(sessionId) },
    });
    return done<RecoveryCodesView>({ codes });
  },
});

const NO_KEY =
  "This server has no key to encrypt secrets with, so no code app can be set up here. Nothing was changed; whoever runs it can give it one, and a passkey works without.";
const AT_HAND =
  "You have a passkey or a code app already. Nothing was changed; sign in with that. If you have lost it, an administrator of your organization can let you in again.";
const TOO_LATE =
  "You signed in a while ago. Nothing was changed; sign in again, and go on from there.";
const BEGIN_AGAIN =
  "Setting up the app took too long, or was begun in another browser. Nothing was changed; begin again.";
const NOT_ITS_CODE =
  "That is not the code that the app shows for this secret. Nothing was changed; enter the one that it shows now. If it is never right, set the clock of your device.";
