import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database } from "#server/database/index.ts";
import { hashOfDocketEvent } from "#server/services/dockets/write-events.ts";
import { lineOf } from "./lines.ts";

/** Rows and lines read at once; one line may name a thousand rows. */
const ROWS_PER_QUERY = 100;

const TOLD_BY = ["docket.event-recorded", "docket.event-corrected", "docket.event-retracted"];

export interface DocketMismatch extends RecordMismatch {
  readonly docketId: string;
}

/**
 * Compares every docket entry with its hash in the audit record, to find entries that were changed,
 * deleted or added outside of the program. Works while people write: what is recorded after the
 * call is ignored.
 */
export async function compareDockets({
  client,
}: Pick<Database, "client">): Promise<DocketMismatch[]> {
  const last = await client.auditEvent.findFirst({ orderBy: { sequence: "desc" } });
  const until = last?.sequence ?? 0;
  const differences: DocketMismatch[] = [];
  const told = new Set<string>();
  for (let after = 0; ;) {
    const lines = await client.auditEvent.findMany({
      where: { type: { in: TOLD_BY }, sequence: { gt: after, lte: until } },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const { sequence, details } of lines.map(lineOf)) {
      const docketId = typeof details["docketId"] === "string" ? details["docketId"] : "";
      const hashes = hashesIn(details["hashes"]);
      const rows = await client.docketEvent.findMany({ where: { id: { in: [...hashes.keys()] } } });
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const [id, hash] of hashes) {
        told.add(id);
        const row = byId.get(id);
        const why =
          row === undefined
            ? `entry ${id} is gone`
            : hashOfDocketEvent(row) !== hash || row.recordedAs !== sequence
              ? `entry ${id} was changed after it was recorded`
              : null;
        if (why !== null) differences.push({ docketId, line: sequence, why });
      }
    }
    after = lines.at(-1)?.sequence ?? until;
    if (lines.length < ROWS_PER_QUERY) break;
  }
  for (let after = ""; ;) {
    const rows = await client.docketEvent.findMany({
      where: { id: { gt: after }, recordedAs: { lte: until } },
      orderBy: { id: "asc" },
      take: ROWS_PER_QUERY,
      select: { id: true, docketId: true },
    });
    for (const { id, docketId } of rows) {
      if (told.has(id)) continue;
      differences.push({ docketId, line: null, why: `entry ${id} was added past the record` });
    }
    after = rows.at(-1)?.id ?? "";
    if (rows.length < ROWS_PER_QUERY) break;
  }
  return differences;
}

function hashesIn(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
