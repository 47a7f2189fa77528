import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import { hashRecoveryCode } from "#server/auth/second-factor/recovery-codes.ts";
import type { Resources } from "#server/services/resources.ts";
import { spendCode } from "./spend-code.ts";

/**
 * A fresh proof that it is still the person, before what proves it is changed: their password, a code of
 * their app, or one of their recovery codes, in one field. No password has the form of a code.
 */
export async function freshProof(
  resources: Resources,
  { userId }: Actor,
  typed: string,
  from: Origin,
): Promise<Outcome<void>> {
  const proved = (await isCode(resources, userId, typed))
    ? await spendCode(resources, userId, typed, "confirm")
    : await resources.auth.confirmPassword(userId, typed, from);
  if (proved.ok) return done();
  const { code, sentence } = proved.refusal;
  return refuse(code, sentence, { proofPassword: sentence });
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
