import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { HistoryRow, RedlineHistory } from "#server/workers/redline/index.ts";
import { keptAuthorship } from "#server/services/documents/authorship.ts";
import type { Resources } from "#server/services/resources.ts";

const unzipped = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);

/** Rows of authorship that are read for one comparison, some months of daily work. */
const MOST_ROWS = 20_000;
/** Bytes of a draft that are read for one. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The history from which a redline tells writers, and the people in it. */
interface DraftHistory {
  readonly history: RedlineHistory;
  /** The ids of the people, in the order of their numbers in the history. */
  readonly people: readonly string[];
}

/**
 * Reads what was committed to a draft after the number `from`, and its bytes, to tell who made which
 * change up to `to`. Null where more was written than is looked through, or nothing; and where a
 * compaction has merged what came up to `to` with what came after it since the draft was read.
 */
export async function historyBetween(
  resources: Pick<Resources, "database" | "drafts">,
  documentId: string,
  before: DraftPoint,
  after: DraftPoint,
): Promise<DraftHistory | null> {
  const { client } = resources.database;
  const [from, to] = [before.sequence, after.sequence];
  if (to <= from) return null;
  const [updates, base] = await client.$transaction([
    client.draftUpdate.findMany({
      where: { documentId },
      select: { bytes: true },
      orderBy: { sequence: "asc" },
      take: MOST_ROWS + 1,
    }),
    client.draftBase.findUnique({ where: { documentId } }),
  ]);
  if (updates.length > MOST_ROWS || !base) return null;
  const parts = [base.bytes, ...updates.map(({ bytes }) => bytes)];
  if (parts.reduce((sum, { byteLength }) => sum + byteLength, 0) > MOST_BYTES) return null;

  const people: string[] = [];
  const personOf = (userId: string) => {
    const known = people.indexOf(userId);
    return known >= 0 ? known : people.push(userId) - 1;
  };
  const rows: HistoryRow[] = [];
  // Afterwards, so that whatever is in the bytes is covered.
  for await (const some of keptAuthorship(client, documentId, from)) {
    for (const { sequence, firstSequence, userId, at, ranges } of some) {
      if (firstSequence <= to && sequence > to) return null;
      rows.push({ sequence, person: personOf(userId), at: at.getTime(), ranges });
    }
    if (rows.length > MOST_ROWS) return null;
  }
  const [keptBefore, keptAfter] = [
    await keptAt(resources, documentId, before),
    await keptAt(resources, documentId, after),
  ];
  return {
    history: { from, to, rows, before: keptBefore ?? parts, after: keptAfter ?? parts },
    people,
  };
}

/** A text of a draft, by the number of the commit it was made from; null for the draft as it is now. */
interface DraftPoint {
  readonly sequence: number;
  readonly generation: number | null;
}

/** The draft as it was kept then, with the words that were deleted since (M18); null where it was not. */
async function keptAt(
  { drafts }: Pick<Resources, "drafts">,
  documentId: string,
  { generation, sequence }: DraftPoint,
): Promise<readonly Uint8Array[] | null> {
  if (generation === null) return null;
  const kept = await drafts.baseline(documentId, { generation, sequence });
  if (!kept.ok) return null;
  // Damaged: who wrote it is not told then.
  const bytes = await unzipped(kept.value, { maxOutputLength: MOST_BYTES }).catch(() => null);
  return bytes && [bytes];
}
