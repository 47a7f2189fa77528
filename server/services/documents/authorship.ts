import { setImmediate } from "node:timers/promises";
import { AuthorRuns, type AuthoredRange } from "#app/protocol/authored-ranges.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";

/** The ids of one person in one batch (R9), or in some that compaction merged, as stored. */
export interface KeptAuthorship {
  /** Of the last batch. */
  readonly sequence: number;
  /** Of the first batch. */
  readonly firstSequence: number;
  readonly userId: string;
  /** When the last batch was committed. */
  readonly at: Date;
  /** Encoded by app/protocol/authorship.ts. */
  readonly ranges: Uint8Array;
}

/** Rows of a statement: some milliseconds on SQLite, which is read on the main thread. */
export const ROWS_AT_ONCE = 250;

/** The first person of a batch is stored with its update until compaction moves it. */
const LATER_ROWS = `SELECT "sequence", "firstSequence", "userId", "at", "ranges"
    FROM "DraftAuthorship"
    WHERE "documentId" = $1 AND "sequence" > $2
  UNION ALL SELECT "sequence", "sequence", "userId", "committedAt", "ranges" FROM "DraftUpdate"
    WHERE "documentId" = $3 AND "sequence" > $4 AND "userId" IS NOT NULL
  ORDER BY 1, 3 LIMIT ${ROWS_AT_ONCE}`;

interface RawAuthorship {
  readonly sequence: number | bigint;
  readonly firstSequence: number | bigint;
  readonly userId: string;
  readonly at: Date | string;
  readonly ranges: Uint8Array;
}

/**
 * The stored authorship of a draft after a number, in order, some rows at a time; others get their turn
 * between. Compaction keeps a row's number or merges it into a later one, so that none is missed while
 * it runs; of what it merges meanwhile, some may come twice.
 */
export async function* keptAuthorship(
  client: Pick<PrismaClient, "$queryRawUnsafe">,
  documentId: string,
  after = 0,
): AsyncGenerator<readonly KeptAuthorship[]> {
  let last = after;
  for (;;) {
    const query = [LATER_ROWS, documentId, last, documentId, last] as const;
    const found = await client.$queryRawUnsafe<RawAuthorship[]>(...query);
    const rows = found.map(({ sequence, firstSequence, userId, at, ranges }) => ({
      sequence: Number(sequence),
      firstSequence: Number(firstSequence),
      userId,
      at: new Date(at),
      ranges,
    }));
    const end = rows.at(-1)?.sequence;
    if (end === undefined || rows.length < ROWS_AT_ONCE) return yield rows;
    // The batch at the end may have more people. It doesn't fill a piece: a room has no more than 200.
    yield rows.filter(({ sequence }) => sequence < end);
    last = end - 1;
    await setImmediate();
  }
}

/** The ids that each person inserted and deleted, as indexes into `people`. */
interface DraftDoers {
  readonly people: readonly {
    readonly userId: string;
    readonly name: string;
    readonly organization: string;
    readonly colour: number;
  }[];
  readonly inserted: readonly AuthoredRange[];
  readonly deleted: readonly AuthoredRange[];
  /** The number of the last batch that was read. */
  readonly upTo: number;
}

/**
 * Everything done in a draft after a number and by whom, for the parties of its matter; null where that
 * is more than `most` ranges. Of an id that two people deleted, the first counts. Deletions are left out where nobody
 * asks for them.
 */
export async function draftDoers(
  client: PrismaClient,
  documentId: string,
  asked: {
    readonly after?: number;
    readonly partyIds: ReadonlySet<string>;
    readonly most: number;
    readonly only?: "inserted";
  },
): Promise<DraftDoers | null> {
  const { after = 0, partyIds, most, only } = asked;
  const places = new Map<string, number>();
  const [inserted, deleted] = [new AuthorRuns(), new AuthorRuns()];
  let upTo = after;
  for await (const rows of keptAuthorship(client, documentId, after)) {
    for (const { sequence, userId, at, ranges } of rows) {
      const person = places.get(userId) ?? places.size;
      places.set(userId, person);
      const did = decodeAuthorship(ranges);
      inserted.add({ person, at: at.getTime(), inserted: did.inserted });
      if (!only) deleted.add({ person, at: at.getTime(), inserted: did.deleted });
      upTo = sequence;
    }
    if (inserted.size + deleted.size > most) return null;
  }
  const tags = await personTags(client, [...places.keys()], partyIds);
  const people = [...places.keys()].map((userId) => {
    const tag = tags.get(userId);
    return {
      userId,
      name: tag?.name ?? "Someone who was removed",
      organization: tag?.organization?.shortName ?? "",
      colour: tag?.organization?.colour ?? 0,
    };
  });
  return { people, inserted: inserted.ranges(), deleted: deleted.ranges(), upTo };
}

/**
 * The author and time of the draft's last batch after the number `after`; only `userId`'s where given.
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
