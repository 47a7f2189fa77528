import type { FormSent } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";

/** Milliseconds for which a form is known: somebody who lost the connection tries again on the same day. */
const KNOWN_MS = 24 * 60 * 60_000;

/** A form by its sender and key, with the hash of what it asks for. */
export interface KeyedForm {
  readonly userId: string;
  readonly key: string;
  readonly hash: string;
}

/** The form by which a command is asked for; null where no page sent one, or a command did it already. */
export function keyedForm(
  { userId, sent }: { readonly userId: string; readonly sent?: FormSent },
  args: readonly unknown[],
): KeyedForm | null {
  if (sent === undefined || sent.isDone) return null;
  return { userId, key: sent.key, hash: hashOf(sent.key, args) };
}

/** Refuses a form that arrived before: its sender did not get the answer, and sent it again (M31). */
export async function refuseKnown(
  client: PrismaClient | Transaction,
  { userId, key, hash }: KeyedForm,
): Promise<Outcome<void>> {
  const known = await client.formKey.findUnique({ where: { userId_key: { userId, key } } });
  if (!known) return done();
  return refuse("conflict", known.hash === hash ? ARRIVED_BEFORE : ANOTHER_ARRIVED);
}

/** Keeps in the transaction of an act that its form arrived; refuses a known one. */
export async function claimForm(
  tx: Transaction,
  at: Date,
  form: KeyedForm,
): Promise<Outcome<void>> {
  const known = await refuseKnown(tx, form);
  if (!known.ok) return known;
  const { userId } = form;
  await tx.formKey.deleteMany({ where: { userId, at: { lt: new Date(at.getTime() - KNOWN_MS) } } });
  await tx.formKey.create({ data: { ...form, at } });
  return done();
}

/** Hashes what a command is asked for; without passwords, which a quick hash would give away. */
function hashOf(key: string, args: readonly unknown[]): string {
  const asked = args.filter((one) => !isOrigin(one));
  return sha256(
    JSON.stringify([key, asked], (name, value: unknown) =>
      name === "bytes" || /password/iu.test(name) ? undefined : value,
    ),
  );
}

/** From where somebody writes, which may change with the network that failed. */
function isOrigin(one: unknown): boolean {
  return typeof one === "object" && one !== null && "userAgent" in one;
}

const ARRIVED_BEFORE =
  "This form had arrived the first time, and what it asks for was done then. It was not done again: look at it before you send the form once more.";
const ANOTHER_ARRIVED =
  "An earlier form from here had arrived, and what that one asked for was done. This one says something else and was not done yet: look at what stands, then send it again.";
