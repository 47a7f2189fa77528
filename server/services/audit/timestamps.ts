import { chainedText } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database, PrismaClient } from "#server/database/index.ts";
import { TimestampProblem, type Timestamping } from "#server/timestamping/index.ts";
import { headOf } from "./append.ts";
import { lineOf } from "./lines.ts";

/** A time-stamping authority's signature on a head of the record. */
export interface StoredTimestamp {
  readonly sequence: number;
  readonly hash: string;
  /** The time that the authority states. */
  readonly at: Date;
  readonly authority: string;
}

/**
 * Has the head of the record stamped, where it moved since the last time; answers the stamp, or null
 * where there was nothing new. Throws TimestampProblem where the authority did not.
 */
export async function stampHead(
  { client, write }: Pick<Database, "client" | "write">,
  timestamping: Timestamping,
): Promise<StoredTimestamp | null> {
  const { sequence } = await headOf(client);
  if (sequence === 0 || (await client.headTimestamp.findUnique({ where: { sequence } })))
    return null;
  const line = lineOf(await client.auditEvent.findUniqueOrThrow({ where: { sequence } }));
  const { hash } = line;
  const stamped = await timestamping.stamp({ hash, text: chainedText(line) });
  const stored = { sequence, hash, ...stamped };
  // Another process may have had the same line stamped meanwhile: either is as good.
  await write((tx) => tx.headTimestamp.upsert({ where: { sequence }, create: stored, update: {} }));
  const { at, authority } = stamped;
  return { sequence, hash, at, authority };
}

/** Where a kept time stamp is not one of a trusted authority on the line that it names. */
export async function compareTimestamps(
  client: PrismaClient,
  timestamping: Timestamping,
): Promise<{ readonly checked: number; readonly differences: readonly RecordMismatch[] }> {
  const differences: RecordMismatch[] = [];
  let checked = 0;
  for (let after = 0; ;) {
    const row = await client.headTimestamp.findFirst({
      where: { sequence: { gt: after } },
      orderBy: { sequence: "asc" },
    });
    if (!row) return { checked, differences };
    after = row.sequence;
    checked += 1;
    const why = await faultOf(client, timestamping, row);
    if (why !== null) differences.push({ line: row.sequence, why });
  }
}

/** The first stamp of a head that holds that line, checked; null where there is none that counts. */
export async function firstTimestampFrom(
  client: PrismaClient,
  timestamping: Timestamping | undefined,
  line: number,
): Promise<StoredTimestamp | null> {
  if (!timestamping) return null;
  const row = await client.headTimestamp.findFirst({
    where: { sequence: { gte: line } },
    orderBy: { sequence: "asc" },
  });
  return row && (await faultOf(client, timestamping, row)) === null ? row : null;
}

async function faultOf(
  client: PrismaClient,
  timestamping: Timestamping,
  row: StoredTimestamp & { readonly response: Uint8Array },
): Promise<string | null> {
  const { sequence } = row;
  const line = await client.auditEvent.findUnique({ where: { sequence } });
  if (line?.hash !== row.hash) return "its time stamp is of another line";
  try {
    const { at, authority } = await timestamping.check(row.response, chainedText(lineOf(line)));
    const same = at.getTime() === row.at.getTime() && authority === row.authority;
    return same ? null : "its time stamp says another time or authority than its row";
  } catch (error) {
    if (error instanceof TimestampProblem) return error.message;
    throw error;
  }
}
