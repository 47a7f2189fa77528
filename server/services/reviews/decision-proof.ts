import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import type { Transaction } from "#server/database/index.ts";
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

/** Whether the person's password proves anything for that organization (P8). */
export async function passwordStandsFor(
  tx: Transaction,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<void>> {
  const { userId: id } = actor;
  const person = await tx.user.findUnique({ where: { id }, select: { passwordVia: true } });
  const via = person?.passwordVia ?? null;
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

const GONE = "That passkey was removed meanwhile. Nothing was signed; use another one.";
const OTHERS_KEY =
  "That passkey was made while another organization answered for you, so it signs for that one alone. Nothing was signed; use a passkey that you made by yourself.";
const OTHERS_PASSWORD =
  "Your password was chosen by a link of another organization’s administrator, so it signs for that one alone. Nothing was signed; sign with a passkey of your own, or choose a new password by mail.";
function passkeyRequired(organization: string): string {
  return `The reviewers of ${organization} decide by passkey alone. Nothing was signed; use a passkey, or add one under Account.`;
}
