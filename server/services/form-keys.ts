import type { FormSent } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";

/** Milliseconds for which a form is known: somebody who lost the connection tries again on the same day. */
const KNOWN_MS = 24 * 60 * 60_000;

/**
 * Keeps in the transaction of an act that its form arrived. Refuses one that arrived before: its sender did
 * not get the answer, and sent it again (M31).
 */
export async function claimForm(
  tx: Transaction,
  at: Date,
  userId: string,
  sent: FormSent | undefined,
): Promise<Outcome<void>> {
  if (sent === undefined || sent.isDone) return done();
  const { key } = sent;
  if (await tx.formKey.findUnique({ where: { userId_key: { userId, key } } })) {
    return refuse("conflict", ARRIVED_BEFORE);
  }
  await tx.formKey.deleteMany({ where: { userId, at: { lt: new Date(at.getTime() - KNOWN_MS) } } });
  await tx.formKey.create({ data: { userId, key, at } });
  return done();
}

const ARRIVED_BEFORE =
  "This form had arrived the first time, and what it asks for was done then. It was not done again: look at it before you send the form once more.";
