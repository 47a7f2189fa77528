import { BROUGHT_FROM, isAuditEventType, type AuditEventType } from "#app/domain/audit-event.ts";
import { Outage } from "#server/outage.ts";
import type { Database, SqlRow } from "#server/database/index.ts";
import type { Log } from "#server/log.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { headOf } from "./audit/append.ts";
import { notifyDesks } from "./notify-desks.ts";
import type { RecordPort, RoomsPort } from "./resources.ts";
import { type AffectedConnections, RIGHTS_CHANGED } from "./rights-changed.ts";

/** Milliseconds between readings: R5 allows a second in total. */
const EVERY_MS = 500;
/** The most lines of one reading; more follow at once. */
const AT_ONCE = 500;

export interface RecordFollower extends RecordPort {
  /** The last line that was read. */
  readonly read: number;
  /** Reads now: another process says that there is more. */
  nudge(): void;
  stop(): void;
}

interface FollowRecordOptions {
  readonly database: Database;
  readonly rooms: Pick<RoomsPort, "documentChanged"> & {
    revoke(affected: AffectedConnections, recordedAt: number): void;
  };
  readonly scheduler: Scheduler;
  readonly log: Pick<Log, "warn">;
  /** Called when this process appended lines: other processes may be told. */
  readonly onAppended: () => void;
}

/**
 * Reads what other processes, and commands such as `npm run admin`, add to the audit record, and
 * brings it to this process's open desks (R5, R16, R24): since every change of rights and of status
 * is recorded in its own transaction, none can be missed, whatever becomes of the process that made
 * it. What this process appended itself had its effects already.
 */
export async function followRecord(options: FollowRecordOptions): Promise<RecordFollower> {
  const { database, rooms, scheduler, log, onAppended } = options;
  const own = new Set<number>();
  let read = (await headOf(database.client)).sequence;
  let isReading = false;
  /** Lines may have been added since the last reading. */
  let isNews = true;
  const outage = new Outage(log, "the record can’t be read; it is tried again");

  async function look(): Promise<void> {
    // On SQLite only a command writes beside this process, and one statement tells whether one did.
    if (database.direct?.hasChangedElsewhere() ?? true) isNews = true;
    // One at a time, while the database does not answer.
    if (isReading) return;
    isReading = true;
    try {
      while (isNews) {
        isNews = false;
        const lines = await linesAfter(database, read);
        for (const line of lines) await apply(line);
        if (lines.length === AT_ONCE) isNews = true;
      }
      outage.worked();
    } catch (error) {
      isNews = true;
      outage.failed(error);
    } finally {
      isReading = false;
    }
  }

  async function apply(line: RecordedLine): Promise<void> {
    const { sequence, type } = line;
    // This process's own, which it appended while the others were read.
    if (sequence <= read) return;
    // Nobody has anything open of what came with an archive just now.
    const isElsewhere = !own.delete(sequence) && !isBrought(line.details);
    if (isElsewhere && type) {
      const affected = RIGHTS_CHANGED[type]?.(line);
      if (affected) rooms.revoke(affected, sequence);
      await notifyDesks({ database, rooms }, [{ ...line, type }]);
    }
    read = sequence;
  }

  const stop = scheduler.every(EVERY_MS, () => void look());
  return {
    get read() {
      return read;
    },
    appended(sequences) {
      for (const sequence of sequences) if (sequence > read) own.add(sequence);
      while (own.delete(read + 1)) read += 1;
      // Lines stand between that nobody told of, such as those of an archive.
      if (own.size > 0) isNews = true;
      if (sequences.length > 0) onAppended();
    },
    nudge: () => void look(),
    stop,
  };
}

function isBrought(details: unknown): boolean {
  return typeof details === "object" && details !== null && BROUGHT_FROM in details;
}

interface RecordedLine {
  readonly sequence: number;
  /** Null for a type of a later release. */
  readonly type: AuditEventType | null;
  readonly actorId: string | null;
  readonly organizationId: string | null;
  readonly matterId: string | null;
  readonly documentId: string | null;
  readonly details: unknown;
}

async function linesAfter(database: Database, sequence: number): Promise<RecordedLine[]> {
  const rows = await database.query(
    `SELECT "sequence", "type", "actorId", "organizationId", "matterId", "documentId", "details"
      FROM "AuditEvent" WHERE "sequence" > CAST($1 AS INTEGER)
      ORDER BY "sequence" LIMIT ${AT_ONCE}`,
    String(sequence),
  );
  return rows.map(lineOf);
}

function lineOf(row: SqlRow): RecordedLine {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : null);
  const type = text("type") ?? "";
  return {
    sequence: Number(row["sequence"]),
    type: isAuditEventType(type) ? type : null,
    actorId: text("actorId"),
    organizationId: text("organizationId"),
    matterId: text("matterId"),
    documentId: text("documentId"),
    details: detailsIn(text("details")),
  };
}

/** A line that somebody tampered with must not keep those behind it from being read. */
function detailsIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    // audit:verify names it.
    return null;
  }
}
