import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { ArchivedLine } from "#app/domain/archive/format.ts";
import { BROUGHT_FROM } from "#app/domain/audit-event.ts";
import { proofIn, signedIn } from "#server/sign-off-proof/columns.ts";
import { faultInProof } from "#server/sign-off-proof/fault.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import type { BroughtIds } from "./ids.ts";
import type { ReadMatter } from "./read.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

/** Signatures by passkey that come along, and the lines by which their keys were added. */
export interface KeptProofs {
  /** By the ids of the archive. */
  readonly signOffs: ReadonlySet<string>;
  /** By the numbers of the archive. */
  readonly registrations: ReadonlySet<number>;
  /** Of their keys. */
  readonly fingerprints: ReadonlySet<string>;
}

/** The lines by which keys were added, by fingerprint. */
type Registrations = ReadonlyMap<string, ArchivedLine | null>;

/**
 * The proofs that hold here: what a passkey signed names person, organization and version, so each has
 * to have kept its id; and the key may be nobody's here, for whom it would else seem to speak. A key that
 * somebody else had added, or the sign-in of another organization, proves nothing (verify-archive.mjs, too).
 */
export async function proofsKept(
  client: PrismaClient | Transaction,
  { rows, lines }: ReadMatter,
  ids: BroughtIds,
): Promise<KeptProofs> {
  const signOffs = new Set<string>();
  const registrations = new Set<number>();
  const fingerprints = new Set<string>();
  const byId = new Map(rows["sign-offs"].map((row) => [row.id, row]));
  const added = registrationsIn(lines);
  const proofs = rows["sign-off-proofs"];
  const known = await knownHere(client, new Set(proofs.map(fingerprintOf)), ids.broughtId);
  const turn = yieldingToOthers();
  for (const proof of proofs) {
    await turn();
    const { signOffId, fingerprint } = proof;
    const signOff = byId.get(signOffId);
    const registration = added.get(fingerprint);
    if (!signOff || !registration || known.has(fingerprint)) continue;
    const { userId, organizationId, versionId } = signOff;
    if (![userId, organizationId, versionId].every((id) => ids.isKept(id))) continue;
    const via = registration.details["via"] ?? null;
    const isTheirs = registration.actorId === userId && (via === null || via === organizationId);
    if (!isTheirs || registration.sequence >= signOff.recordedAs) continue;
    if (faultInProof(proofIn({ ...proof }), signedIn({ ...signOff })) !== null) continue;
    signOffs.add(signOffId);
    registrations.add(registration.sequence);
    fingerprints.add(fingerprint);
  }
  return { signOffs, registrations, fingerprints };
}

const fingerprintOf = ({ fingerprint }: { readonly fingerprint: string }) => fingerprint;

/**
 * The first line by which each key was added; null for one that was added for two people, or at the sign-in
 * of two organizations: whose it was is then told by nothing.
 */
function registrationsIn(lines: readonly ArchivedLine[]): Registrations {
  const added = new Map<string, ArchivedLine | null>();
  for (const line of lines) {
    const { type, actorId, details } = line;
    const { fingerprint, via = null } = details;
    if (type !== "person.passkey-added" || typeof fingerprint !== "string") continue;
    const before = added.get(fingerprint);
    if (before === undefined) added.set(fingerprint, line);
    else if (before?.actorId !== actorId || (before.details["via"] ?? null) !== via) {
      added.set(fingerprint, null);
    }
  }
  return added;
}

/** Which of these keys somebody here has, or had; not counting other matters of the same archive. */
export async function knownHere(
  client: PrismaClient | Transaction,
  fingerprints: ReadonlySet<string>,
  broughtId: string,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  if (fingerprints.size === 0) return known;
  const turn = yieldingToOthers();
  for (const { fingerprint } of await client.passkey.findMany({ select: { fingerprint: true } })) {
    if (fingerprints.has(fingerprint)) known.add(fingerprint);
  }
  const lines = await client.auditEvent.findMany({
    where: { type: { in: ["person.passkey-added", "person.passkey-removed"] } },
  });
  for (const line of lines) {
    await turn();
    const { fingerprint, [BROUGHT_FROM]: from } = lineOf(line).details;
    if (typeof fingerprint !== "string" || from === broughtId) continue;
    if (fingerprints.has(fingerprint)) known.add(fingerprint);
  }
  return known;
}
