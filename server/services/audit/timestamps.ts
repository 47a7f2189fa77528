import { chainedText } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database, PrismaClient } from "#server/database/index.ts";
import type { Timestamping } from "#server/timestamping/index.ts";
import { TimestampProblem } from "#server/timestamping/problem.ts";
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
 * Time-stamps the head of the record, if it changed since the last time; returns the stamp, or null
 * for no change. Throws TimestampProblem where the authority fails.
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
  // Another process may have stamped the same line meanwhile: either stamp is as good.
  await write((tx) => tx.headTimestamp.upsert({ where: { sequence }, create: stored, update: {} }));
  const { at, authority } = stamped;
  return { sequence, hash, at, authority };
}

/**
 * The stored time stamps that are invalid: not by a trusted authority, or not on the line they
 * name.
 */
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

/** The first valid stamp of a head that covers that line; null for none. */
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
