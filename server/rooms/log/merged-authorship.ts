import { AuthorIndex, type AuthoredRange, togetherFrom } from "#app/protocol/authored-ranges.ts";
import { decodeAuthorship, encodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRange, IdRanges } from "#app/protocol/id-ranges.ts";

/**
 * Merging of authorship at compaction (R19): the rows of one person within ten minutes become one, whose
 * number is that of the last. The statements are shared by both ways to the database; each parameter
 * stands once, in order.
 */

/** The most rows that one compaction merges, and bytes of their ranges; it goes on with the next. */
export const MERGED_AT_ONCE = 2_000;
export const MERGED_BYTES = 2_000_000;

/** The rows that may be merged up to a number, in the base's transaction. */
export const TO_MERGE = `SELECT "sequence", "firstSequence", "userId", "at", "ranges"
    FROM "DraftAuthorship" WHERE "documentId" = $1 AND "sequence" <= $2
    AND "sequence" > (SELECT "mergedTo" FROM "DraftBase" WHERE "documentId" = $3)
  UNION ALL SELECT "sequence", "sequence", "userId", "committedAt", "ranges"
    FROM "DraftUpdate" WHERE "documentId" = $4 AND "sequence" <= $5 AND "userId" IS NOT NULL
  ORDER BY 1, 3 LIMIT ${MERGED_AT_ONCE + 1}`;

/** The numbers of a draft that somebody's mark, a version, a baseline or a new generation needs. */
export const NEEDED_NUMBERS = `SELECT "sequence" FROM "DraftRead"
    WHERE "documentId" = $1 AND "sequence" >= $2 AND "sequence" < $3
  UNION SELECT "sequence" FROM "Version"
    WHERE "documentId" = $4 AND "sequence" >= $5 AND "sequence" < $6
  UNION SELECT "sequence" FROM "DraftBaseline"
    WHERE "documentId" = $7 AND "sequence" >= $8 AND "sequence" < $9
  UNION SELECT "mergedTo" FROM "DraftBase" WHERE "documentId" = $10`;

export const DELETE_MERGED = `DELETE FROM "DraftAuthorship"
  WHERE "documentId" = $1 AND "sequence" <= $2
  AND "sequence" > (SELECT "mergedTo" FROM "DraftBase" WHERE "documentId" = $3)`;

export const ADD_AUTHORSHIP = `INSERT INTO "DraftAuthorship"
  ("documentId", "sequence", "userId", "firstSequence", "at", "ranges")
  VALUES ($1, $2, $3, $4, $5, $6)`;

/** For the rows that a compaction has no room to merge. */
export const KEEP_AUTHORSHIP = `INSERT INTO "DraftAuthorship"
  ("documentId", "sequence", "userId", "firstSequence", "at", "ranges")
  SELECT "documentId", "sequence", "userId", "sequence", "committedAt", "ranges"
  FROM "DraftUpdate"
  WHERE "documentId" = $1 AND "sequence" > $2 AND "sequence" <= $3 AND "userId" IS NOT NULL`;

export const SET_MERGED_TO = `UPDATE "DraftBase" SET "mergedTo" = $1
  WHERE "documentId" = $2 AND "mergedTo" < $3`;

/** A row of authorship; its time is as the database has it. */
export interface StoredAuthorship<Time> {
  readonly sequence: number;
  readonly firstSequence: number;
  readonly userId: string;
  readonly at: Time;
  readonly ranges: Uint8Array;
}

interface MergePlan<Time> {
  /** All rows that were read have this number or an earlier one; those beyond are for next time. */
  readonly upTo: number;
  /** The rows that replace those up to there. */
  readonly rows: readonly StoredAuthorship<Time>[];
  /** Rows beyond may still be merged with later ones. */
  readonly mergedTo: number;
}

/** The rows that one compaction merges, and how far it gets with them. */
interface RowsToMerge<Time> {
  readonly rows: readonly StoredAuthorship<Time>[];
  readonly upTo: number;
  /** They have as many bytes as are merged at once; more would make them too long for the next time. */
  readonly areLong: boolean;
}

/**
 * Rows up to the number `to`, as TO_MERGE returns them, and how far the plan can go with them: one batch
 * at least, so that the next compaction goes on behind it.
 */
export function rowsToMerge<Time>(
  read: readonly StoredAuthorship<Time>[],
  to: number,
): RowsToMerge<Time> {
  const first = read[0]?.sequence ?? to;
  let bytes = 0;
  const long = read.find(({ sequence, ranges }) => {
    bytes += ranges.byteLength;
    return bytes > MERGED_BYTES && sequence > first;
  });
  const beyond = read[MERGED_AT_ONCE];
  const upTo = Math.min(...[long, beyond].map((row) => (row ? row.sequence - 1 : to)));
  const areLong = long !== undefined && upTo === long.sequence - 1;
  return { rows: read.filter(({ sequence }) => sequence <= upTo), upTo, areLong };
}

/**
 * Merges rows, in order: one for each person and ten minutes, but none that holds both what came
 * up to a needed number and what came after it, so that "since then" has the same answer (R37, M16).
 * Of an id that two people deleted, the first keeps it. A row that can't be read stays as it is.
 */
export function mergeRows<Time extends Date | string>(
  { rows, upTo, areLong }: RowsToMerge<Time>,
  needed: readonly number[],
): MergePlan<Time> {
  const bounds = [...needed].toSorted((one, other) => one - other);
  const merged: StoredAuthorship<Time>[] = [];
  let stretch = new AuthorshipStretch<Time>();
  let bound = 0;
  for (const row of rows) {
    for (let next = bounds[bound]; next !== undefined && next < row.sequence;) {
      merged.push(...stretch.rows());
      stretch = new AuthorshipStretch();
      bound += 1;
      next = bounds[bound];
    }
    if (!stretch.add(row)) merged.push(row);
  }
  merged.push(...stretch.rows());
  if (areLong) return { upTo, rows: merged, mergedTo: upTo };
  const last = rows.at(-1);
  const open = last ? windowOf(last) : null;
  const mergedTo = merged
    .filter((row) => windowOf(row) === open)
    .reduce((least, { firstSequence }) => Math.min(least, firstSequence - 1), upTo);
  return { upTo, rows: merged, mergedTo };
}

function windowOf<Time extends Date | string>({ at }: StoredAuthorship<Time>): number {
  return togetherFrom(new Date(at).getTime());
}

interface MergingRow<Time> {
  last: StoredAuthorship<Time>;
  firstSequence: number;
  readonly place: number;
}

/** Everything done between two needed numbers. */
class AuthorshipStretch<Time extends Date | string> {
  readonly #groups = new Map<string, MergingRow<Time>>();
  readonly #inserted = new AuthorIndex();
  readonly #deleted = new AuthorIndex();

  /** False where the row can't be read. */
  add(row: StoredAuthorship<Time>): boolean {
    let did: ReturnType<typeof decodeAuthorship>;
    try {
      did = decodeAuthorship(row.ranges);
    } catch {
      return false;
    }
    const key = `${row.userId} ${windowOf(row)}`;
    const { firstSequence } = row;
    const group = this.#groups.get(key) ?? { last: row, firstSequence, place: this.#groups.size };
    this.#groups.set(key, group);
    group.last = row;
    group.firstSequence = Math.min(group.firstSequence, firstSequence);
    addAll(this.#inserted, did.inserted, group.place);
    addAll(this.#deleted, did.deleted, group.place);
    return true;
  }

  rows(): StoredAuthorship<Time>[] {
    const inserted = byPlace(this.#inserted.ranges());
    const deleted = byPlace(this.#deleted.ranges());
    return [...this.#groups.values()].map(({ last, firstSequence, place }) => ({
      ...last,
      firstSequence,
      ranges: encodeAuthorship({
        inserted: inserted.get(place) ?? new Map(),
        deleted: deleted.get(place) ?? new Map(),
      }),
    }));
  }
}

function addAll(index: AuthorIndex, ids: IdRanges, place: number): void {
  for (const [client, list] of ids) index.addAll(client, list, place, 0);
}

function byPlace(ranges: readonly AuthoredRange[]): Map<number, Map<number, IdRange[]>> {
  const places = new Map<number, Map<number, IdRange[]>>();
  for (const [client, clock, length, place] of ranges) {
    const clients = places.get(place) ?? new Map<number, IdRange[]>();
    places.set(place, clients);
    const list = clients.get(client) ?? [];
    clients.set(client, list);
    list.push({ clock, length });
  }
  return places;
}
