import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import type { Transaction } from "#server/database/index.ts";
import type { LoadedDraft } from "./load-draft.ts";
import type { MigratedDraft } from "./migrate-draft.ts";

/** Rows per statement: databases limit the number of parameters. */
const ROWS = 100;

/**
 * Replaces the loaded draft by the migrated one, and keeps the old one aside. False where it
 * changed meanwhile: then nothing is written. The draft starts a new generation, so that no page
 * with the old one continues (R17).
 */
export async function storeDraft(
  tx: Transaction,
  loaded: LoadedDraft,
  migrated: MigratedDraft,
  now: Date,
): Promise<boolean> {
  const { documentId, schemaVersion, generation, sequence, base, tail, people } = loaded;
  const changed = await tx.document.updateMany({
    where: { id: documentId, schemaVersion, generation, sequence },
    data: { schemaVersion: SCHEMA_VERSION, generation: generation + 1 },
  });
  if (changed.count === 0) return false;
  await tx.retiredDraft.create({
    data: {
      documentId,
      schemaVersion,
      generation,
      sequence,
      baseSequence: base?.sequence ?? 0,
      base: base ? new Uint8Array(base.bytes) : null,
      retiredAt: now,
    },
  });
  await inParts(tail, (data) =>
    tx.retiredDraftUpdate.createMany({
      data: data.map(({ bytes, ranges, ...row }) => ({
        documentId,
        sequence: row.sequence,
        bytes: new Uint8Array(bytes),
        committedAt: row.committedAt,
        userId: row.userId,
        ranges: ranges ? new Uint8Array(ranges) : null,
      })),
    }),
  );
  const bytes = new Uint8Array(migrated.bytes);
  await tx.draftBase.upsert({
    where: { documentId },
    create: { documentId, sequence, bytes, writtenAt: now },
    update: { sequence, bytes, writtenAt: now },
  });
  await tx.draftUpdate.deleteMany({ where: { documentId } });
  await tx.draftBinding.createMany({
    data: [...migrated.clients].map(([clientId, person]) => ({
      documentId,
      clientId: BigInt(clientId),
      userId: people[person] ?? "",
      boundAt: now,
    })),
  });
  await tx.draftAuthorship.deleteMany({ where: { documentId } });
  await inParts(authorshipOf(loaded, migrated), (data) => tx.draftAuthorship.createMany({ data }));
  await tx.draftProblem.deleteMany({ where: { documentId } });
  return true;
}

/**
 * The remaining ids of each batch, with its number, person and time. Each person's last batch is
 * kept even if empty: it records who wrote last.
 */
function authorshipOf({ documentId, rows }: LoadedDraft, { inserted }: MigratedDraft) {
  const last = new Map(rows.map(({ userId }, index) => [userId, index]));
  return rows.flatMap(({ sequence, userId, at }, index) => {
    const left = inserted.get(index);
    if (left === undefined && last.get(userId) !== index) return [];
    const ranges = encodeAuthorship({ inserted: left ?? new Map(), deleted: new Map() });
    return [{ documentId, sequence, userId, at, ranges: new Uint8Array(ranges) }];
  });
}

async function inParts<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>) {
  for (let at = 0; at < rows.length; at += ROWS) await write(rows.slice(at, at + ROWS));
}
