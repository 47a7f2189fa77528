import type { DocumentStatus } from "#app/domain/document.ts";
import type { Database, PrismaClient, Transaction } from "#server/database/index.ts";
import { checksumOf, DamagedDraft, wholeRow } from "#server/database/draft-checksum.ts";
import {
  ADD_AUTHORSHIP,
  DELETE_MERGED,
  KEEP_AUTHORSHIP,
  mergeRows,
  NEEDED_NUMBERS,
  rowsToMerge,
  SET_MERGED_TO,
  type StoredAuthorship,
  TO_MERGE,
} from "./merged-authorship.ts";
import { sqliteLog } from "./sqlite-log.ts";
import {
  type BatchOutcome,
  type DraftBatch,
  type DraftStatus,
  type LogChanges,
  type LogRow,
  OWNERS_LOADED,
  type StoredDraft,
  type UpdateLog,
} from "./update-log.ts";

/** The most tries to read a draft while compactions replace its base. */
const READS = 5;

/** The most client ids per query: databases limit the number of parameters. */
const IDS = 500;

/** The update log in the application's database, with the fastest adapter available. */
export function databaseLog(database: Pick<Database, "client" | "direct">): UpdateLog {
  return database.direct ? sqliteLog(database.direct) : prismaLog(database.client);
}

/** The update log through Prisma, on either database. */
export function prismaLog(client: PrismaClient): UpdateLog {
  return {
    load: (documentId) => load(client, documentId),
    since: (documentId, sequence) => since(client, documentId, sequence),
    heads: (documentIds) => heads(client, documentIds),
    owners: (documentId, clientIds) => owners(client, documentId, clientIds),
    commit: (batches, at) => client.$transaction((tx) => commitAll(tx, batches, at), TRANSACTION),
    swapBase: (documentId, from, base, at, generation) =>
      client.$transaction(async (tx) => {
        // A write, so that no restore can run in between.
        const same =
          generation === undefined ||
          (await tx.$executeRawUnsafe(SAME_GENERATION, documentId, generation)) > 0;
        return same && (await swapBase(tx, documentId, from, base, at));
      }, TRANSACTION),
  };
}

/** Milliseconds to wait for a connection, and for the transaction. */
const TRANSACTION = { maxWait: 15_000, timeout: 15_000 };

type Sql = Pick<Transaction, "$queryRawUnsafe" | "$executeRawUnsafe">;

interface RawRow {
  kind: number | bigint;
  sequence: number | bigint;
  generation: number | bigint | null;
  status: string | null;
  bytes: Uint8Array | null;
  checksum: number | bigint | null;
}

async function load(sql: Sql, documentId: string): Promise<StoredDraft | null> {
  for (let read = 0; read < READS; read += 1) {
    const rows = await sql.$queryRawUnsafe<RawRow[]>(WHOLE_DRAFT, ...repeat(documentId, 4));
    const status = draftStatusIn(rows);
    if (!status) return null;
    const base = logRows(documentId, rows, 1)[0] ?? null;
    const tail = logRows(documentId, rows, 2);
    if (!isContiguous(base?.sequence ?? 0, tail, status.sequence)) continue;
    return { ...status, base, tail, owners: await owners(sql, documentId, null) };
  }
  throw new DamagedDraft(`the log of draft ${documentId} has a hole`);
}

async function since(sql: Sql, documentId: string, sequence: number): Promise<LogChanges | null> {
  const rows = await sql.$queryRawUnsafe<RawRow[]>(LATER_ROWS, documentId, documentId, sequence);
  const status = draftStatusIn(rows);
  if (!status) return null;
  const later = logRows(documentId, rows, 2);
  return { ...status, rows: isContiguous(sequence, later, status.sequence) ? later : null };
}

async function heads(sql: Sql, documentIds: readonly string[]): Promise<Map<string, DraftStatus>> {
  const found = new Map<string, DraftStatus>();
  for (let at = 0; at < documentIds.length; at += IDS) {
    const ids = documentIds.slice(at, at + IDS);
    const rows = await sql.$queryRawUnsafe<(RawRow & { id: string })[]>(
      `SELECT "id", 0 AS "kind", "sequence", "generation", "status", NULL AS "bytes",
        NULL AS "checksum"
        FROM "Document" WHERE "id" IN (${placeholders(ids.length, 1)})`,
      ...ids,
    );
    for (const row of rows) {
      const status = draftStatusIn([row]);
      if (status) found.set(row.id, status);
    }
  }
  return found;
}

/** The owners of client ids: all of the draft's, or only the given ones. */
async function owners(
  sql: Sql,
  documentId: string,
  clientIds: readonly number[] | null,
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  const ofDraft = `SELECT "clientId", "userId" FROM "DraftBinding" WHERE "documentId" = $1`;
  const read = async (query: string, ids: readonly number[]) => {
    const rows = await sql.$queryRawUnsafe<{ clientId: number | bigint; userId: string }[]>(
      query,
      documentId,
      ...ids.map(BigInt),
    );
    for (const row of rows) found.set(Number(row.clientId), row.userId);
  };
  if (!clientIds) await read(`${ofDraft} LIMIT ${OWNERS_LOADED}`, []);
  else {
    for (let at = 0; at < clientIds.length; at += IDS) {
      const ids = clientIds.slice(at, at + IDS);
      await read(`${ofDraft} AND "clientId" IN (${placeholders(ids.length, 2)})`, ids);
    }
  }
  return found;
}

async function commitAll(
  tx: Sql,
  batches: readonly DraftBatch[],
  at: Date,
): Promise<readonly BatchOutcome[]> {
  const outcomes = new Map<DraftBatch, BatchOutcome>();
  // In one order in all processes: two that lock the same drafts crosswise would end in a deadlock,
  // which PostgreSQL notices after a second, and one of the two commits fails.
  for (const batch of batches.toSorted(byDocument)) {
    outcomes.set(batch, await commitOne(tx, batch, at));
  }
  return batches.map((batch) => outcomes.get(batch) as BatchOutcome);
}

function byDocument(one: DraftBatch, other: DraftBatch): number {
  if (one.documentId === other.documentId) return 0;
  return one.documentId < other.documentId ? -1 : 1;
}

async function commitOne(tx: Sql, batch: DraftBatch, at: Date): Promise<BatchOutcome> {
  const { documentId, update } = batch;
  if (batch.bindings.length > 0) {
    // A binding for a deleted draft would fail, and with it the updates of all other drafts.
    if (!(await draftStatusOf(tx, documentId))) return { kind: "closed", now: null };
    const foreign = await bind(tx, batch, at);
    if (foreign) return { kind: "foreign", owners: foreign };
  }
  if (!update) {
    const now = await draftStatusOf(tx, documentId);
    return now ? { kind: "committed", sequence: now.sequence } : { kind: "closed", now };
  }
  const raised = await tx.$queryRawUnsafe<{ sequence: number | bigint }[]>(
    `UPDATE "Document" SET "sequence" = "sequence" + 1, "editedAt" = $1
      WHERE "id" = $2 AND "status" = 'draft' AND "generation" = $3 RETURNING "sequence"`,
    at,
    documentId,
    batch.generation,
  );
  const row = raised[0];
  if (!row) return { kind: "closed", now: await draftStatusOf(tx, documentId) };
  const sequence = Number(row.sequence);
  // Most batches are by one person, and then one row holds everything.
  const [first, ...others] = batch.authorship;
  await tx.$executeRawUnsafe(
    `INSERT INTO "DraftUpdate"
      ("documentId", "sequence", "bytes", "committedAt", "userId", "ranges", "checksum")
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    documentId,
    sequence,
    update,
    at,
    first?.userId ?? null,
    first?.ranges ?? null,
    checksumOf(update),
  );
  for (const { userId, ranges } of others) {
    await tx.$executeRawUnsafe(ADD_AUTHORSHIP, documentId, sequence, userId, sequence, at, ranges);
  }
  return { kind: "committed", sequence };
}

/** Binds client ids (R7); returns the owners of those that belong to someone else. */
async function bind(
  tx: Sql,
  { documentId, bindings }: DraftBatch,
  at: Date,
): Promise<Map<number, string> | null> {
  let written = 0;
  for (const { clientId, userId } of bindings) {
    written += await tx.$executeRawUnsafe(
      `INSERT INTO "DraftBinding" ("documentId", "clientId", "userId", "boundAt")
        VALUES ($1, $2, $3, $4) ON CONFLICT ("documentId", "clientId") DO NOTHING`,
      documentId,
      BigInt(clientId),
      userId,
      at,
    );
  }
  if (written === bindings.length) return null;
  const ids = bindings.map((binding) => binding.clientId);
  const owned = await owners(tx, documentId, ids);
  const taken = bindings.filter(({ clientId, userId }) => owned.get(clientId) !== userId);
  if (taken.length === 0) return null;
  return new Map(taken.map(({ clientId }) => [clientId, owned.get(clientId) ?? ""]));
}

/** As of UpdateLog, in the caller's transaction, which has looked at the draft's generation. */
export async function swapBase(
  tx: Sql,
  documentId: string,
  from: number | null,
  base: LogRow,
  at: Date,
): Promise<boolean> {
  const swapped =
    from === null
      ? await tx.$executeRawUnsafe(
          `INSERT INTO "DraftBase" ("documentId", "sequence", "bytes", "writtenAt", "checksum")
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT ("documentId") DO NOTHING`,
          documentId,
          base.sequence,
          base.bytes,
          at,
          checksumOf(base.bytes),
        )
      : await tx.$executeRawUnsafe(
          `UPDATE "DraftBase" SET "sequence" = $1, "bytes" = $2, "writtenAt" = $3, "checksum" = $4
            WHERE "documentId" = $5 AND "sequence" = $6`,
          base.sequence,
          base.bytes,
          at,
          checksumOf(base.bytes),
          documentId,
          from,
        );
  if (swapped === 0) return false;
  await keepAuthorship(tx, documentId, base.sequence);
  await tx.$executeRawUnsafe(
    `DELETE FROM "DraftUpdate" WHERE "documentId" = $1 AND "sequence" <= $2`,
    documentId,
    base.sequence,
  );
  return true;
}

/** Keeps the authorship of the rows that are about to go, merged (R19). */
async function keepAuthorship(tx: Sql, documentId: string, to: number): Promise<void> {
  const rows = [documentId, to, documentId, documentId, to];
  const read = await tx.$queryRawUnsafe<StoredAuthorship<Date | string>[]>(TO_MERGE, ...rows);
  const found = rowsToMerge(read.map(withNumbers), to);
  const range = [documentId, found.rows[0]?.firstSequence ?? to, found.upTo];
  const needed = await tx.$queryRawUnsafe<{ sequence: number | bigint }[]>(
    NEEDED_NUMBERS,
    ...range,
    ...range,
    ...range,
    documentId,
  );
  const numbers = needed.map(({ sequence }) => Number(sequence));
  const { upTo, rows: merged, mergedTo } = mergeRows(found, numbers);
  await tx.$executeRawUnsafe(DELETE_MERGED, documentId, upTo, documentId);
  for (const { sequence, userId, firstSequence, at, ranges } of merged) {
    const row = [documentId, sequence, userId, firstSequence, new Date(at), ranges];
    await tx.$executeRawUnsafe(ADD_AUTHORSHIP, ...row);
  }
  if (upTo < to) await tx.$executeRawUnsafe(KEEP_AUTHORSHIP, documentId, upTo, to);
  await tx.$executeRawUnsafe(SET_MERGED_TO, mergedTo, documentId, mergedTo);
}

/** SQLite may return whole numbers as bigint. */
function withNumbers<Row extends { sequence: unknown; firstSequence: unknown }>(row: Row) {
  return {
    ...row,
    sequence: Number(row.sequence),
    firstSequence: Number(row.firstSequence),
  };
}

async function draftStatusOf(sql: Sql, documentId: string): Promise<DraftStatus | null> {
  const rows = await sql.$queryRawUnsafe<RawRow[]>(DRAFT_STATUS, documentId);
  return draftStatusIn(rows);
}

const SAME_GENERATION = `UPDATE "Document" SET "generation" = "generation"
  WHERE "id" = $1 AND "generation" = $2`;

const DRAFT_STATUS = `SELECT 0 AS "kind", "sequence", "generation", "status", NULL AS "bytes",
  NULL AS "checksum" FROM "Document" WHERE "id" = $1`;

const ROWS = `SELECT 2 AS "kind", "sequence", NULL AS "generation", NULL AS "status", "bytes", "checksum"
  FROM "DraftUpdate" WHERE "documentId" =`;

/** One statement, so that base and tail are consistent (R19). */
const WHOLE_DRAFT = `${DRAFT_STATUS}
  UNION ALL SELECT 1, "sequence", NULL, NULL, "bytes", "checksum" FROM "DraftBase" WHERE "documentId" = $2
  UNION ALL ${ROWS} $3 AND "sequence" >
    COALESCE((SELECT "sequence" FROM "DraftBase" WHERE "documentId" = $4), 0)
  ORDER BY 1, 2`;

const LATER_ROWS = `${DRAFT_STATUS} UNION ALL ${ROWS} $2 AND "sequence" > $3 ORDER BY 1, 2`;

function draftStatusIn(rows: readonly RawRow[]): DraftStatus | null {
  const row = rows.find((candidate) => Number(candidate.kind) === 0);
  if (!row) return null;
  return {
    sequence: Number(row.sequence),
    generation: Number(row.generation),
    status: row.status as DocumentStatus,
  };
}

function logRows(documentId: string, rows: readonly RawRow[], kind: 1 | 2): LogRow[] {
  const found: LogRow[] = [];
  for (const { kind: ofRow, sequence, bytes, checksum } of rows) {
    if (Number(ofRow) !== kind || !bytes) continue;
    const row = { sequence: Number(sequence), bytes };
    found.push(wholeRow(documentId, row, checksum === null ? null : Number(checksum)));
  }
  return found;
}

function isContiguous(after: number, rows: readonly LogRow[], last: number): boolean {
  return (
    after + rows.length === last && rows.every((row, index) => row.sequence === after + 1 + index)
  );
}

function repeat(value: string, times: number): string[] {
  return Array.from({ length: times }, () => value);
}

function placeholders(count: number, from: number): string {
  return Array.from({ length: count }, (_, index) => `$${from + index}`).join(", ");
}
