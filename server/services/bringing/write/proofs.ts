import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { BROUGHT_FROM } from "#app/domain/audit-event.ts";
import { proofIn, signedIn } from "#server/sign-off-proof/columns.ts";
import { faultInProof } from "#server/sign-off-proof/fault.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import type { BroughtIds } from "./ids.ts";
import type { ReadMatter } from "./read.ts";

/** Signatures by passkey that come along, and the lines by which their keys were added. */
export interface KeptProofs {
  /** By the ids of the archive. */
  readonly signOffs: ReadonlySet<string>;
  /** By the numbers of the archive. */
  readonly registrations: ReadonlySet<number>;
}

/**
 * The proofs that hold here: what a passkey signed names person, organization and version, so each has
 * to have kept its id; and the key may be nobody's here, for whom it would else seem to speak.
 */
export async function proofsKept(
  client: PrismaClient | Transaction,
  { rows, lines }: ReadMatter,
  ids: BroughtIds,
): Promise<KeptProofs> {
  const signOffs = new Set<string>();
  const registrations = new Set<number>();
  const byId = new Map(rows["sign-offs"].map((row) => [row.id, row]));
  for (const proof of rows["sign-off-proofs"]) {
    const { signOffId, fingerprint } = proof;
    const signOff = byId.get(signOffId);
    if (!signOff) continue;
    const { userId, organizationId, versionId } = signOff;
    if (![userId, organizationId, versionId].every((id) => ids.isKept(id))) continue;
    if (faultInProof(proofIn({ ...proof }), signedIn({ ...signOff })) !== null) continue;
    const registration = lines.find(
      ({ type, actorId, details }) =>
        type === "person.passkey-added" &&
        actorId === userId &&
        details["fingerprint"] === fingerprint,
    );
    if (!registration || registration.sequence >= signOff.recordedAs) continue;
    if (await isKnownHere(client, fingerprint, ids.broughtId)) continue;
    signOffs.add(signOffId);
    registrations.add(registration.sequence);
  }
  return { signOffs, registrations };
}

/** Whether somebody here has, or had, that key; not counting other matters of the same archive. */
async function isKnownHere(
  client: PrismaClient | Transaction,
  fingerprint: string,
  broughtId: string,
): Promise<boolean> {
  if ((await client.passkey.count({ where: { fingerprint } })) > 0) return true;
  const lines = await client.auditEvent.findMany({
    where: {
      type: { in: ["person.passkey-added", "person.passkey-removed"] },
      details: { contains: fingerprint },
    },
  });
  return lines.some((line) => lineOf(line).details[BROUGHT_FROM] !== broughtId);
}
