import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Auth, Origin } from "#server/auth/index.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import type { PasskeyProof } from "#server/sign-off-proof/fault.ts";

/** Where a decision comes from: a browser that asked for a key's signature hands it in itself. */
export interface DecisionOrigin extends Origin {
  readonly sessionId?: string | null;
  /** The origin by which the browser came. */
  readonly appUrl?: string;
}

/**
 * Whether a decision may stand by how it was proved, inside its transaction: its organization may ask for
 * a passkey, and what another organization had a hand in proves nothing for this one (P8).
 * @param proof null without a passkey.
 */
export async function mayStand(
  { tx, at }: { readonly tx: Transaction; readonly at: Date },
  actor: Actor,
  organizationId: string,
  proof: PasskeyProof | null,
): Promise<Outcome<void>> {
  const isOf = ({ via }: { readonly via: string | null }) => via === null || via === organizationId;
  if (proof) {
    const { credentialId: id, publicKey } = proof;
    const passkey = await tx.passkey.findUnique({ where: { id } });
    const isTheirs = passkey?.userId === actor.userId && passkey.publicKey === publicKey;
    if (!isTheirs) return refuse("wrong-credentials", GONE);
    if (!isOf(passkey)) return refuse("forbidden", OTHERS_KEY);
    await tx.passkey.update({ where: { id }, data: { lastUsedAt: at } });
    return done();
  }
  const organization = await tx.organization.findUnique({
    where: { id: organizationId },
    select: { requiresPasskey: true, shortName: true },
  });
  if (!organization?.requiresPasskey) return done();
  return refuse("forbidden", passkeyRequired(organization.shortName));
}

/** A password that was right; kept by its hash, which another one replaces. */
export interface PasswordProof {
  readonly passwordHash: string | null;
}

/** Checks the person's password; a wrong one is shown at its field. */
export async function provenByPassword(
  { auth, database }: { readonly auth: Auth; readonly database: Database },
  { userId: id }: Actor,
  password: string,
  from: DecisionOrigin,
): Promise<Outcome<PasswordProof>> {
  const select = { passwordHash: true };
  const person = await database.client.user.findUnique({ where: { id }, select });
  const confirmed = await auth.confirmPassword(id, password, from);
  if (confirmed.ok) return done({ passwordHash: person?.passwordHash ?? null });
  const { code, sentence } = confirmed.refusal;
  if (code !== "wrong-credentials") return confirmed;
  return refuse(code, sentence, { password: "That is not your password." });
}

/**
 * Whether the person's password proves anything for that organization (P8), inside the decision's
 * transaction: whoever chose another one meanwhile has taken the former from who knew it.
 */
export async function passwordStandsFor(
  tx: Transaction,
  actor: Actor,
  organizationId: string,
  { passwordHash }: PasswordProof,
): Promise<Outcome<void>> {
  const { userId: id } = actor;
  const person = await tx.user.findUnique({
    where: { id },
    select: { passwordVia: true, passwordHash: true },
  });
  if (!person || person.passwordHash !== passwordHash) {
    return refuse("wrong-credentials", CHANGED, { password: CHANGED });
  }
  const via = person.passwordVia;
  return via === null || via === organizationId ? done() : refuse("forbidden", OTHERS_PASSWORD);
}

/** As the line of a decision names the key that signed it: by its fingerprint. */
export function keyOf(proof: PasskeyProof | null): Readonly<Record<string, string>> {
  return proof ? { passkey: proof.fingerprint } : {};
}

export async function storeProof(
  tx: Transaction,
  signOffId: string,
  proof: PasskeyProof | null,
): Promise<void> {
  if (proof) await tx.signOffProof.create({ data: { signOffId, ...proof } });
}

const CHANGED =
  "Your password was changed at this moment. Nothing was signed; sign with the new one.";
const GONE = "That passkey was removed meanwhile. Nothing was signed; use another one.";
export const OTHERS_KEY =
  "That passkey was made while another organization answered for you, so it signs for that one alone. Nothing was signed; use a passkey that you made by yourself.";
const OTHERS_PASSWORD =
  "Your password was chosen by a link of another organization’s administrator, so it signs for that one alone. Nothing was signed; sign with a passkey of your own, or choose a new password by mail.";
function passkeyRequired(organization: string): string {
  return `The reviewers of ${organization} decide by passkey alone. Nothing was signed; use a passkey, or add one under Account.`;
}
