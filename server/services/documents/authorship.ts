import type { PrismaClient } from "#server/database/index.ts";

/** What one person did in one batch (R9), as stored. */
export interface KeptAuthorship {
  readonly sequence: number;
  readonly userId: string;
  readonly at: Date;
  /** Encoded by app/protocol/authorship.ts. */
  readonly ranges: Uint8Array;
}

/** Rows per query. */
const PAGE = 2_000;

/**
 * The stored authorship of a draft after a number, in pages of at most 2,000 rows. The first person of a
 * batch is stored with its update until compaction moves it: those are read first, so that a row
 * moved meanwhile is seen twice and skipped, and none is missed.
 */
export async function* keptAuthorship(
  client: PrismaClient,
  documentId: string,
  after = 0,
): AsyncGenerator<readonly KeptAuthorship[]> {
  const met = new Set<string>();
  for await (const page of withUpdates(client, documentId, after)) {
    for (const row of page) met.add(keyOf(row));
    yield page;
  }
  for await (const page of byItself(client, documentId, after)) {
    yield page.filter((row) => !met.has(keyOf(row)));
  }
}

async function* withUpdates(client: PrismaClient, documentId: string, from: number) {
  let after = from;
  for (;;) {
    const rows = await client.draftUpdate.findMany({
      where: { documentId, sequence: { gt: after } },
      select: { sequence: true, userId: true, committedAt: true, ranges: true },
      orderBy: { sequence: "asc" },
      take: PAGE,
    });
    yield rows.flatMap(({ sequence, userId, committedAt: at, ranges }): KeptAuthorship[] =>
      userId !== null && ranges ? [{ sequence, userId, at, ranges }] : [],
    );
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.sequence;
  }
}

async function* byItself(client: PrismaClient, documentId: string, from: number) {
  let after: { sequence: number; userId: string } | null = null;
  for (;;) {
    const rows: KeptAuthorship[] = await client.draftAuthorship.findMany({
      where: { documentId, sequence: { gt: from } },
      select: { sequence: true, userId: true, at: true, ranges: true },
      orderBy: [{ sequence: "asc" }, { userId: "asc" }],
      take: PAGE,
      ...(after && {
        cursor: { documentId_sequence_userId: { documentId, ...after } },
        skip: 1,
      }),
    });
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = { sequence: last.sequence, userId: last.userId };
  }
}

function keyOf({ sequence, userId }: KeptAuthorship): string {
  return `${sequence} ${userId}`;
}

/**
 * Who wrote the draft's last batch after the number `after`, and when; only `userId`'s where given.
 * Null for none. Two indexed lookups, however long the history.
 */
export async function lastAuthorship(
  client: PrismaClient,
  documentId: string,
  { after = 0, userId }: { readonly after?: number; readonly userId?: string },
): Promise<Pick<KeptAuthorship, "userId" | "at"> | null> {
  const sequence = { gt: after };
  const update = await client.draftUpdate.findFirst({
    where: { documentId, sequence, userId: userId ?? { not: null } },
    orderBy: { sequence: "desc" },
    select: { sequence: true, userId: true, committedAt: true },
  });
  // Afterwards, so that what compaction moves meanwhile is found here.
  const kept = await client.draftAuthorship.findFirst({
    where: { documentId, sequence, ...(userId !== undefined && { userId }) },
    orderBy: [{ sequence: "desc" }, { userId: "asc" }],
    select: { sequence: true, userId: true, at: true },
  });
  if (!update?.userId || (kept && kept.sequence > update.sequence)) return kept;
  return { userId: update.userId, at: update.committedAt };
}
