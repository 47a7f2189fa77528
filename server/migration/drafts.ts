import { messageOf } from "#server/message-of.ts";
import { randomInt } from "node:crypto";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { DamagedDraft } from "#server/database/draft-checksum.ts";
import type { Log } from "#server/log.ts";
import { databaseLog, swapBase, type StoredDraft } from "#server/rooms/index.ts";
import type { MigratedBytes, OlderDraft } from "./migrate-draft.ts";

interface MigrationParts {
  readonly database: Pick<Database, "client" | "direct" | "write">;
  /** Rejects where that is no fault of the draft; it ends the start. */
  readonly migrate: (draft: OlderDraft) => Promise<MigratedBytes>;
  readonly clock: () => Date;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  /** Takes a backup, and returns its folder. Rejects with a sentence. */
  readonly backUp: () => Promise<string>;
}

interface WaitingDraft {
  readonly id: string;
  readonly schemaVersion: number;
  readonly createdById: string;
}

/**
 * Migrates every draft of an older schema to that of this release, whatever its document's status:
 * a frozen one may reopen (F12). Each draft is one transaction, so an interrupted start leaves each
 * of them either unchanged or migrated, and the next continues. An unreadable one is left
 * unchanged, is reported in the log and to the workspace's administrator, and does not stop the
 * others; each start retries it.
 */
export async function migrateDrafts(parts: MigrationParts): Promise<void> {
  const { database, log } = parts;
  const waiting = await database.client.document.findMany({
    where: { schemaVersion: { lt: SCHEMA_VERSION } },
    select: { id: true, schemaVersion: true, createdById: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (waiting.length === 0) return;
  await backUpFirst(parts, waiting.length);
  let migrated = 0;
  for (const draft of waiting) {
    if (await migrateOne(parts, draft)) migrated += 1;
  }
  log.info({ migrated, unreadable: waiting.length - migrated }, "drafts were migrated");
}

/** Once, before the first draft: a later start's backup would contain half-migrated data. */
async function backUpFirst(parts: MigrationParts, drafts: number): Promise<void> {
  const { database, log, backUp } = parts;
  const [begun, tried] = await Promise.all([
    database.client.retiredDraft.count({ where: { document: { schemaVersion: SCHEMA_VERSION } } }),
    database.client.draftProblem.count({ where: { schemaVersion: SCHEMA_VERSION } }),
  ]);
  if (begun + tried > 0) {
    log.info({ drafts }, "drafts are migrated; the first start that did so backed up, or said not");
    return;
  }
  try {
    log.info({ drafts, backup: await backUp() }, "drafts are migrated; a backup was taken first");
  } catch (error) {
    log.warn(
      { drafts, error: messageOf(error) },
      "drafts are migrated, and NO backup was taken first; their old text is kept in the database",
    );
  }
}

/**
 * Migrates one draft; false where it can't be read. Throws where the database or the worker fails.
 */
async function migrateOne(parts: MigrationParts, waiting: WaitingDraft): Promise<boolean> {
  const { database, clock, migrate } = parts;
  const { id: documentId, schemaVersion } = waiting;
  let stored: StoredDraft | null;
  try {
    stored = await databaseLog(database).load(documentId);
  } catch (error) {
    if (!(error instanceof DamagedDraft)) throw error;
    return unreadable(
      parts,
      documentId,
      "its rows in the database can't be read, or one is missing",
    );
  }
  if (!stored) return true;
  const before = stored;
  const clientId = unusedClientId(before);
  const rows = [...(before.base ? [before.base] : []), ...before.tail];
  const migrated = await migrate({
    schemaVersion,
    parts: rows.map((row) => row.bytes),
    clientId,
  });
  if ("reason" in migrated) return unreadable(parts, documentId, migrated.reason);
  const { bytes } = migrated;
  const migratedAt = clock();
  await database.write((tx) => storeDraft(tx, waiting, before, { bytes, clientId, migratedAt }));
  return true;
}

/** Reports a draft that stays as it was. */
async function unreadable(
  { database, clock, log }: MigrationParts,
  documentId: string,
  reason: string,
): Promise<false> {
  log.error({ documentId, reason }, "a draft can't be migrated; it is as it was");
  const problem = { schemaVersion: SCHEMA_VERSION, reason, at: clock() };
  await database.write((tx) =>
    tx.draftProblem.upsert({
      where: { documentId },
      create: { documentId, ...problem },
      update: problem,
    }),
  );
  return false;
}

/** Yjs client ids are any 32 bits; 0 is avoided because some code treats it as missing. */
function unusedClientId({ owners }: StoredDraft): number {
  for (;;) {
    const id = randomInt(1, 2 ** 32);
    if (!owners.has(id)) return id;
  }
}

interface MigratedDraft {
  readonly bytes: Uint8Array;
  readonly clientId: number;
  readonly migratedAt: Date;
}

/**
 * Replaces the draft as read by the migrated one, and keeps the old one aside. The draft starts a
 * new generation, so that no page with the old one continues (R17).
 */
async function storeDraft(
  tx: Transaction,
  { id: documentId, schemaVersion, createdById }: WaitingDraft,
  { generation, sequence, base }: StoredDraft,
  { bytes, clientId, migratedAt }: MigratedDraft,
): Promise<void> {
  const changed = await tx.document.updateMany({
    where: { id: documentId, schemaVersion, generation, sequence },
    data: { schemaVersion: SCHEMA_VERSION, generation: generation + 1 },
  });
  if (changed.count === 0) {
    throw new Error(
      `Draft ${documentId} changes while it is migrated. Does another server run on this database? Stop it and start again.`,
    );
  }
  // One of an earlier migration.
  await tx.retiredDraft.deleteMany({ where: { documentId } });
  await tx.retiredDraft.create({
    data: {
      documentId,
      schemaVersion,
      generation,
      sequence,
      baseSequence: base?.sequence ?? 0,
      base: base ? new Uint8Array(base.bytes) : null,
      retiredAt: migratedAt,
    },
  });
  await tx.$executeRawUnsafe(
    `INSERT INTO "RetiredDraftUpdate" ("documentId", "sequence", "bytes", "committedAt", "userId", "ranges")
      SELECT "documentId", "sequence", "bytes", "committedAt", "userId", "ranges" FROM "DraftUpdate"
      WHERE "documentId" = $1`,
    documentId,
  );
  await swapBase(tx, documentId, base?.sequence ?? null, { sequence, bytes }, migratedAt);
  // Edits of the new generation are not merged with those of the old one.
  await tx.draftBase.update({ where: { documentId }, data: { mergedTo: sequence } });
  await tx.draftBinding.create({
    data: {
      documentId,
      clientId: BigInt(clientId),
      userId: createdById,
      boundAt: migratedAt,
    },
  });
  await tx.draftProblem.deleteMany({ where: { documentId } });
}
