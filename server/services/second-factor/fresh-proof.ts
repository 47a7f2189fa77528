import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import { hashRecoveryCode } from "#server/auth/second-factor/recovery-codes.ts";
import { passwordProvesHere } from "#server/services/account/proves-here.ts";
import type { Resources } from "#server/services/resources.ts";
import { spendCode, type SpentCode } from "./spend-code.ts";

/** A session, and the browser that it is in. */
export interface FactorBrowser extends Origin {
  readonly sessionId: string;
  readonly cookies: string | null;
}

/**
 * Asks that it is still the person, before what proves it is changed: they have shown it a moment ago, or
 * give their password, a code of their app, or one of their recovery codes, in one field. No password has
 * the form of a code.
 */
export async function freshProof(
  resources: Resources,
  actor: Actor,
  typed: string | undefined,
  browser: FactorBrowser,
): Promise<Outcome<void>> {
  const { auth } = resources;
  const { userId, reach } = actor;
  const { sessionId, cookies } = browser;
  if (await auth.freshProofs.has({ userId, sessionId }, cookies)) return done();
  if (typed === undefined) return refuse("bad-input", undefined, { proofPassword: MISSING });
  const proved: Outcome<SpentCode | void> = (await isCode(resources, userId, typed))
    ? await spendCode(resources, userId, typed, "confirm")
    : await confirmedPassword(resources, actor, typed, browser);
  // A code that an organization had a hand in shows nothing where one is signed in by a factor of one's own.
  if (proved.ok && reach?.own !== false && proved.value?.own === false) {
    return refuse("forbidden", NOT_OWN, { proofPassword: NOT_OWN });
  }
  if (proved.ok) return done();
  const { code, sentence } = proved.refusal;
  return refuse(code, sentence, { proofPassword: sentence });
}

async function confirmedPassword(
  { auth, database }: Resources,
  actor: Actor,
  typed: string,
  browser: FactorBrowser,
): Promise<Outcome<void>> {
  const counts = await passwordProvesHere(database.client, actor);
  return counts.ok ? auth.confirmPassword(actor.userId, typed, browser) : counts;
}

/** Whether it is a code: passwords are longer than six digits, and a recovery code is known. */
async function isCode({ database }: Resources, userId: string, typed: string): Promise<boolean> {
  if (/^\d{3} ?\d{3}$/u.test(typed.trim())) return true;
  const hash = hashRecoveryCode(typed);
  if (hash === null) return false;
  const known = await database.client.recoveryCode.findFirst({
    where: { userId, hash },
    select: { id: true },
  });
  return known !== null;
}

const NOT_OWN =
  "This code app was set up while you were here through an organization, so its codes show nothing here. Nothing was changed; give your password.";
const MISSING = "Enter your password or a code.";
