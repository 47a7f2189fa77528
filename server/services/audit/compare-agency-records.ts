import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { hashOfAgencyEvent } from "#server/services/agency-record/write.ts";
import { everyId, storedIds } from "./every-id.ts";
import { lineOf } from "./lines.ts";
import {
  isSame,
  RECORD_EVENTS,
  replayAgencyRecord,
  type Replayed,
} from "./replay-agency-record.ts";

/** Matters per query. */
const ROWS_PER_QUERY = 100;

export interface AgencyRecordMismatch extends RecordMismatch {
  readonly matterId: string;
}

/**
 * Compares what the agency answered, and the files beside it, with the audit record: each event by
 * its hash, each outcome, release and attached file by the lines that tell of it (L16). Finds what
 * was changed, deleted or added outside of the program: a receipt's day decides when the agency's
 * time is up. Works while people write: a matter's rows and lines are read in one transaction.
 */
export async function compareAgencyRecords(database: Database): Promise<AgencyRecordMismatch[]> {
  const differences: AgencyRecordMismatch[] = [];
  for await (const matterId of everyMatter(database)) {
    const found = await database.write((tx) => compareMatter(tx, matterId));
    differences.push(...found.map((difference) => ({ matterId, ...difference })));
  }
  return differences;
}

/** Every matter, then those that only the record names. */
function everyMatter({ client }: Database): AsyncGenerator<string> {
  return everyId(
    {
      ...storedIds((query) => client.matter.findMany(query)),
      async told(after, take) {
        const groups = await client.auditEvent.groupBy({
          by: ["matterId"],
          where: { matterId: { gt: after }, type: { in: RECORD_EVENTS } },
          orderBy: { matterId: "asc" },
          take,
        });
        return groups.flatMap(({ matterId }) => matterId ?? []);
      },
    },
    ROWS_PER_QUERY,
  );
}

/** The same of one matter, in the caller's transaction. */
export async function compareMatter(tx: Transaction, matterId: string): Promise<RecordMismatch[]> {
  const lines = await tx.auditEvent.findMany({
    where: { matterId, type: { in: RECORD_EVENTS } },
    orderBy: { sequence: "asc" },
  });
  const where = { document: { matterId } };
  const orderBy = { id: "asc" } as const;
  const outcomes = await tx.itemOutcome.findMany({ where, orderBy });
  const told = replayAgencyRecord(lines.map(lineOf));
  const events = (await tx.agencyEvent.findMany({ where, orderBy })).map((row) => ({
    id: row.id,
    hash: hashOfAgencyEvent(row),
    recordedAs: row.recordedAs,
  }));
  const productions = await tx.production.findMany({ where, orderBy });
  const attachments = (await tx.attachment.findMany({ where: { matterId }, orderBy })).map(
    ({ scan, ...row }) => ({ ...row, scanHash: sha256(scan) }),
  );
  return [
    ...compareRows("event", told.events, events),
    ...compareRows("outcome", told.outcomes, outcomes),
    ...compareRows("release", told.productions, productions),
    ...compareRows("file", told.attachments, attachments),
  ];
}

function compareRows(
  what: string,
  told: ReadonlyMap<string, Replayed>,
  stored: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[],
): RecordMismatch[] {
  const byId = new Map(stored.map((row) => [row.id, row]));
  const found: RecordMismatch[] = [];
  for (const [id, { line, columns }] of told) {
    const row = byId.get(id);
    if (row === undefined) found.push({ line, why: `${what} ${id} is gone` });
    else if (!isSame(row, columns)) {
      found.push({ line, why: `${what} ${id} was changed after it was recorded` });
    }
  }
  for (const { id } of stored) {
    if (!told.has(id)) found.push({ line: null, why: `${what} ${id} was added past the record` });
  }
  return found;
}
