import type { DocumentStatus } from "#app/domain/document.ts";
import type { DirectSqlite, Statements } from "#server/database/index.ts";
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
import {
  type BatchOutcome,
  type DraftBatch,
  type DraftStatus,
  type LogRow,
  OWNERS_LOADED,
  type UpdateLog,
} from "./update-log.ts";

/**
 * The update log on SQLite without Prisma. A keystroke costs two prepared statements and one fsync,
 * a twentieth of the general way. Tables and times have Prisma's format.
 */
export function sqliteLog(direct: DirectSqlite): UpdateLog {
  return {
    // Runs without interruption, and so reads one consistent state (R19).
    load: (documentId) =>
      direct.read((statements) => {
        const status = draftStatusOf(statements, documentId);
        if (!status) return null;
        const [base] = rows(documentId, statements.all(BASE, documentId));
        const tail = rows(documentId, statements.all(TAIL, documentId, base?.sequence ?? 0));
        const first = tail[0]?.sequence ?? status.sequence + 1;
        if (first + tail.length - 1 !== status.sequence || first !== (base?.sequence ?? 0) + 1) {
          throw new DamagedDraft(`the log of draft ${documentId} has a hole`);
        }
        const owners = new Map<number, string>();
        for (const { clientId, userId } of statements.all(BINDINGS, documentId)) {
          owners.set(Number(clientId), String(userId));
        }
        return { ...status, base: base ?? null, tail, owners };
      }),
    since: (documentId, sequence) =>
      direct.read((statements) => {
        const status = draftStatusOf(statements, documentId);
        if (!status) return null;
        const later = rows(documentId, statements.all(TAIL, documentId, sequence));
        const isWhole = sequence + later.length === status.sequence;
        return { ...status, rows: isWhole ? later : null };
      }),
    heads: (documentIds) =>
      direct.read((statements) => {
        const found = new Map<string, DraftStatus>();
        for (const documentId of documentIds) {
          const status = draftStatusOf(statements, documentId);
          if (status) found.set(documentId, status);
        }
        return found;
      }),
    owners: (documentId, clientIds) =>
      direct.read((statements) => ownersOf(statements, documentId, clientIds)),
    commit: (batches, at) => {
      const time = timeOf(at);
      return direct.transact((statements) =>
        batches.map((batch) => commitOne(statements, batch, time)),
      );
    },
    swapBase: (documentId, from, base, at, generation) =>
      direct.transact((statements) => {
        if (generation !== undefined && !statements.run(SAME_GENERATION, documentId, generation)) {
          return false;
        }
        const { sequence, bytes } = base;
        const written = [sequence, bytes, timeOf(at), checksumOf(bytes)] as const;
        const swapped =
          from === null
            ? statements.run(FIRST_BASE, documentId, ...written)
            : statements.run(NEXT_BASE, ...written, documentId, from);
        if (swapped === 0) return false;
        keepAuthorship(statements, documentId, sequence);
        statements.run(DELETE_ROWS, documentId, sequence);
        return true;
      }),
  };
}

const DRAFT_STATUS = `SELECT "sequence", "generation", "status" FROM "Document" WHERE "id" = ?`;
const BASE = `SELECT "sequence", "bytes", "checksum" FROM "DraftBase" WHERE "documentId" = ?`;
const TAIL = `SELECT "sequence", "bytes", "checksum" FROM "DraftUpdate"
  WHERE "documentId" = ? AND "sequence" > ? ORDER BY "sequence"`;
const BINDINGS = `SELECT "clientId", "userId" FROM "DraftBinding" WHERE "documentId" = ?
  LIMIT ${OWNERS_LOADED}`;
const OWNER = `SELECT "userId" FROM "DraftBinding" WHERE "documentId" = ? AND "clientId" = ?`;
const BIND = `INSERT INTO "DraftBinding" ("documentId", "clientId", "userId", "boundAt")
  VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const RAISE = `UPDATE "Document" SET "sequence" = "sequence" + 1, "editedAt" = ?
  WHERE "id" = ? AND "status" = 'draft' AND "generation" = ? RETURNING "sequence"`;
const ADD_ROW = `INSERT INTO "DraftUpdate"
  ("documentId", "sequence", "bytes", "committedAt", "userId", "ranges", "checksum")
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const SAME_GENERATION = `UPDATE "Document" SET "generation" = "generation"
  WHERE "id" = ? AND "generation" = ?`;
const FIRST_BASE = `INSERT INTO "DraftBase"
  ("documentId", "sequence", "bytes", "writtenAt", "checksum")
  VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const NEXT_BASE = `UPDATE "DraftBase" SET "sequence" = ?, "bytes" = ?, "writtenAt" = ?, "checksum" = ?
  WHERE "documentId" = ? AND "sequence" = ?`;
const DELETE_ROWS = `DELETE FROM "DraftUpdate" WHERE "documentId" = ? AND "sequence" <= ?`;

function commitOne(statements: Statements, batch: DraftBatch, time: string): BatchOutcome {
  const { documentId, generation, update } = batch;
  const status =
    update && batch.bindings.length === 0 ? null : draftStatusOf(statements, documentId);
  if (batch.bindings.length > 0) {
    if (!status) return { kind: "closed", now: null };
    const foreign = bind(statements, batch, time);
    if (foreign.size > 0) return { kind: "foreign", owners: foreign };
  }
  if (!update) {
    return status
      ? { kind: "committed", sequence: status.sequence }
      : { kind: "closed", now: null };
  }
  const raised = statements.one(RAISE, time, documentId, generation);
  if (!raised) return { kind: "closed", now: draftStatusOf(statements, documentId) };
  const sequence = Number(raised.sequence);
  // Most batches are by one person, and then one row holds everything.
  const [first, ...others] = batch.authorship;
  const { userId = null, ranges = null } = first ?? {};
  const checksum = checksumOf(update);
  statements.run(ADD_ROW, documentId, sequence, update, time, userId, ranges, checksum);
  for (const other of others) {
    const row = [documentId, sequence, other.userId, sequence, time, other.ranges] as const;
    statements.run(ADD_AUTHORSHIP, ...row);
  }
  return { kind: "committed", sequence };
}

/** Keeps the authorship of the rows that are about to go, merged (R19). */
function keepAuthorship(statements: Statements, documentId: string, to: number): void {
  const read = statements.all(TO_MERGE, documentId, to, documentId, documentId, to);
  const found = rowsToMerge(read.map(authorshipRow), to);
  const from = found.rows[0]?.firstSequence ?? to;
  const range = [documentId, from, found.upTo] as const;
  const needed = statements.all(NEEDED_NUMBERS, ...range, ...range, ...range, documentId);
  const numbers = needed.map(({ sequence }) => Number(sequence));
  const { upTo, rows: merged, mergedTo } = mergeRows(found, numbers);
  statements.run(DELETE_MERGED, documentId, upTo, documentId);
  for (const { sequence, userId, firstSequence, at, ranges } of merged) {
    statements.run(ADD_AUTHORSHIP, documentId, sequence, userId, firstSequence, at, ranges);
  }
  if (upTo < to) statements.run(KEEP_AUTHORSHIP, documentId, upTo, to);
  statements.run(SET_MERGED_TO, mergedTo, documentId, mergedTo);
}

function authorshipRow(row: Readonly<Record<string, unknown>>): StoredAuthorship<string> {
  return {
    sequence: Number(row.sequence),
    firstSequence: Number(row.firstSequence),
    userId: String(row.userId),
    at: String(row.at),
    ranges: bytesOf(row.ranges),
  };
}

/** Binds client ids (R7); returns the owners of those that belong to someone else. */
function bind(
  statements: Statements,
  { documentId, bindings }: DraftBatch,
  time: string,
): Map<number, string> {
  const foreign = new Map<number, string>();
  for (const { clientId, userId } of bindings) {
    if (statements.run(BIND, documentId, clientId, userId, time) > 0) continue;
    const owner = ownersOf(statements, documentId, [clientId]).get(clientId);
    if (owner !== undefined && owner !== userId) foreign.set(clientId, owner);
  }
  return foreign;
}

function ownersOf(
  statements: Statements,
  documentId: string,
  clientIds: readonly number[],
): Map<number, string> {
  const owners = new Map<number, string>();
  for (const clientId of clientIds) {
    const row = statements.one(OWNER, documentId, clientId);
    if (row) owners.set(clientId, String(row.userId));
  }
  return owners;
}

function draftStatusOf(statements: Statements, documentId: string): DraftStatus | null {
  const row = statements.one(DRAFT_STATUS, documentId);
  if (!row) return null;
  return {
    sequence: Number(row.sequence),
    generation: Number(row.generation),
    status: row.status as DocumentStatus,
  };
}

function rows(documentId: string, found: readonly Readonly<Record<string, unknown>>[]): LogRow[] {
  return found.map(({ sequence, bytes, checksum }) => {
    const row = { sequence: Number(sequence), bytes: bytesOf(bytes) };
    return wholeRow(documentId, row, checksum === null ? null : Number(checksum));
  });
}

function bytesOf(blob: unknown): Uint8Array {
  // libSQL returns blobs as ArrayBuffer, though it takes Uint8Array.
  if (!(blob instanceof ArrayBuffer)) throw new Error("a row without bytes");
  return new Uint8Array(blob);
}

/** Prisma's format of times on SQLite. */
function timeOf(at: Date): string {
  return at.toISOString().replace("Z", "+00:00");
}
