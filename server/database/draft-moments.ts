import type { Database } from "./index.ts";

/** When the batch of each number from `from` to `to` was committed, both inclusive, in order. */
export async function timesOf(
  client: Database["client"],
  documentId: string,
  from: number,
  to: number,
): Promise<Map<number, Date>> {
  const times = new Map<number, Date>();
  const first = await timeAt(client, documentId, from);
  if (first) times.set(from, first);
  const rows = await client.draftUpdate.findMany({
    where: { documentId, sequence: { gt: from, lte: to } },
    select: { sequence: true, committedAt: true },
    orderBy: { sequence: "asc" },
  });
  for (const { sequence, committedAt } of rows) times.set(sequence, committedAt);
  return times;
}

/** When the state of that number was reached; null where nothing tells. */
async function timeAt(
  client: Database["client"],
  documentId: string,
  sequence: number,
): Promise<Date | null> {
  const row = await client.draftUpdate.findUnique({
    where: { documentId_sequence: { documentId, sequence } },
    select: { committedAt: true },
  });
  if (row) return row.committedAt;
  const authored = await client.draftAuthorship.findFirst({
    where: { documentId, sequence: { lte: sequence } },
    orderBy: [{ sequence: "desc" }, { userId: "asc" }],
    select: { at: true },
  });
  if (authored) return authored.at;
  const base = await client.draftBase.findUnique({
    where: { documentId },
    select: { writtenAt: true },
  });
  return base?.writtenAt ?? null;
}

/** The moments that can be told without a baseline that is kept: the base and all after it. */
export async function openMoments(
  client: Database["client"],
  documentId: string,
  to: number,
): Promise<{ readonly from: number; readonly times: ReadonlyMap<number, Date> }> {
  const base = await client.draftBase.findUnique({
    where: { documentId },
    select: { sequence: true },
  });
  const from = base?.sequence ?? 0;
  return { from, times: await timesOf(client, documentId, from, to) };
}

/**
 * Whether a restore (R35) took out batches that a moment holds: what bears their numbers now are other
 * words.
 */
export async function wasSetAside(
  client: Database["client"],
  documentId: string,
  { generation, sequence }: { readonly generation: number; readonly sequence: number },
): Promise<boolean> {
  const row = await client.draftSetAside.findFirst({
    where: { documentId, generation: { gte: generation }, sequence: { lte: sequence } },
    select: { sequence: true },
  });
  return row !== null;
}
