import type { RecordMismatch } from "#app/domain/compare-document.ts";
import { SEALED, type SealedName, type SealedTable } from "#server/database/sealed-tables.ts";
import {
  anyOf,
  keyOf,
  rowsOf,
  sealOf,
  type RowSeal,
  type SealedRows,
  type StoredRow,
} from "#server/database/written-rows.ts";
import type { Database, PrismaClient, Transaction } from "#server/database/index.ts";
import { digestOf } from "#server/digest.ts";

/** Rows, and lines with hashes of rows, per query. */
const ROWS_PER_QUERY = 500;
/** Rows per query that are looked at again while all who write wait. */
const DOUBTFUL_PER_QUERY = 200;
/** The most rows of a table that are named. */
const NAMED = 200;
/** Suggestions per query: each may have half a megabyte. */
const SUGGESTIONS_PER_QUERY = 10;

export interface RowMismatch extends RecordMismatch {
  readonly table: SealedName;
  readonly row: string;
}

/** The last state of a row that lines tell. */
interface ToldRow {
  line: number;
  seals: Record<string, string> | null;
}

type Told = ReadonlyMap<SealedName, Map<string, ToldRow>>;

/**
 * Compares each row that lines hold hashes of with the last hash of each of its columns: who may do
 * what, matters with their parties and lead, what papers are called and hold, threads with their
 * scope, comments and suggestions. Finds what was changed, deleted or added past the program. Works
 * while people write: what differs is looked at again under the lock of the record's head.
 */
export async function compareRows(database: Database): Promise<RowMismatch[]> {
  const { client } = database;
  const told: Told = new Map(tables().map((name) => [name, new Map<string, ToldRow>()]));
  let read = await replayRows(client, told, 0);
  const doubtful = new Map<SealedName, StoredRow[]>();
  for (const name of tables()) {
    const seen = new Set<string>();
    const rows: StoredRow[] = [];
    for await (const row of everyRow(client, name)) {
      seen.add(keyOf(SEALED[name], row));
      if (whyOf(name, row, told.get(name)?.get(keyOf(SEALED[name], row))) !== null) rows.push(row);
    }
    for (const [key, { seals }] of told.get(name) ?? []) {
      if (seals !== null && !seen.has(key)) rows.push(rowNamed(SEALED[name], key));
    }
    if (rows.length > 0) doubtful.set(name, rows);
  }
  if (doubtful.size === 0) return [];
  return database.write(async (tx) => {
    read = await replayRows(tx, told, read);
    const found: RowMismatch[] = [];
    for (const [name, rows] of doubtful) found.push(...(await lookAgain(tx, name, rows, told)));
    return found;
  });
}

const tables = () => Object.keys(SEALED) as SealedName[];

/** Reads the lines behind that one; returns the number of the last. */
async function replayRows(
  client: PrismaClient | Transaction,
  told: Told,
  after: number,
): Promise<number> {
  for (let read = after; ;) {
    const lines = await client.auditEvent.findMany({
      where: { sequence: { gt: read }, rows: { not: null } },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
      select: { sequence: true, rows: true },
    });
    for (const { sequence, rows } of lines) {
      for (const [name, ofTable] of Object.entries(rowsIn(rows))) {
        const known = told.get(name as SealedName);
        for (const [key, seals] of Object.entries(ofTable)) {
          if (seals === null) known?.set(key, { line: sequence, seals });
          else {
            const before = known?.get(key)?.seals;
            known?.set(key, { line: sequence, seals: { ...before, ...seals } });
          }
        }
      }
    }
    read = lines.at(-1)?.sequence ?? read;
    if (lines.length < ROWS_PER_QUERY) return read;
  }
}

/** A line that was tampered with tells of none; the chain names it. */
function rowsIn(
  column: string | null,
): Readonly<Record<string, Readonly<Record<string, RowSeal>>>> {
  try {
    return JSON.parse(column ?? "{}") as Required<SealedRows>;
  } catch {
    // Without what was sealed, every row that is compared with it differs.
    return {};
  }
}

async function* everyRow(client: PrismaClient, name: SealedName): AsyncGenerator<StoredRow> {
  const { key } = SEALED[name];
  const orderBy = key.map((column) => ({ [column]: "asc" as const }));
  for (let after: StoredRow | null = null; ;) {
    const where = after === null ? {} : behind(key, after);
    const rows: StoredRow[] = await rowsOf(client, name, { where, orderBy, take: ROWS_PER_QUERY });
    yield* rows;
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < ROWS_PER_QUERY) return;
  }
}

/** The rows behind that one, in the order of a key of one column or two. */
function behind([first = "", second]: readonly string[], row: StoredRow) {
  if (second === undefined) return { [first]: { gt: row[first] } };
  return {
    OR: [{ [first]: { gt: row[first] } }, { [first]: row[first], [second]: { gt: row[second] } }],
  };
}

function rowNamed({ key }: SealedTable, name: string): StoredRow {
  const values = name.split("/");
  const valueOf = (column: string, value = "") => (column === "clientId" ? BigInt(value) : value);
  return Object.fromEntries(key.map((column, index) => [column, valueOf(column, values[index])]));
}

/** The doubtful rows that do differ: NAMED at most, and then one that says that there are more. */
async function lookAgain(
  tx: Transaction,
  name: SealedName,
  doubtful: readonly StoredRow[],
  told: Told,
): Promise<RowMismatch[]> {
  const found: RowMismatch[] = [];
  const table = SEALED[name];
  for (let at = 0; at < doubtful.length; at += DOUBTFUL_PER_QUERY) {
    const doubted = doubtful.slice(at, at + DOUBTFUL_PER_QUERY);
    const stored = await rowsOf(tx, name, { where: anyOf(table, doubted) });
    const rows = new Map(stored.map((row) => [keyOf(table, row), row]));
    for (const key of doubted.map((row) => keyOf(table, row))) {
      const row = rows.get(key);
      const expected = told.get(name)?.get(key);
      const why = row === undefined ? whyGone(expected) : whyOf(name, row, expected);
      if (why === null) continue;
      if (found.length === NAMED) return [...found, more(name)];
      found.push({ table: name, row: key, line: expected?.line ?? null, why });
    }
  }
  return found;
}

const whyGone = (told: ToldRow | undefined) => (told?.seals ? "it is gone" : null);

function more(table: SealedName): RowMismatch {
  const why = `more rows differ than the ${NAMED} that are named`;
  return { table, row: "and others", line: null, why };
}

/** Why a stored row is not what lines say; null where it is. */
function whyOf(name: SealedName, row: StoredRow, told: ToldRow | undefined): string | null {
  if (told === undefined) return SEALED[name].late ? null : "it is in no line of the record";
  if (told.seals === null) return "the record says that it was deleted";
  const { fixed, columns } = SEALED[name];
  const changed = [...fixed, ...columns].filter(
    (column) => told.seals?.[column] !== sealOf(name, row, column),
  );
  if (changed.length === 0) return null;
  const named = changed.map((column) => `"${column}"`).join(", ");
  return `${changed.length === 1 ? "the column" : "the columns"} ${named} changed past the record`;
}

/** Compares the blocks of each suggestion with their hashes, which lines hold. */
export async function compareSuggestions({
  client,
}: Pick<Database, "client">): Promise<RowMismatch[]> {
  const found: RowMismatch[] = [];
  for (let after = ""; ;) {
    const rows = await client.suggestion.findMany({
      where: { threadId: { gt: after } },
      orderBy: { threadId: "asc" },
      take: SUGGESTIONS_PER_QUERY,
      select: { threadId: true, base: true, baseHash: true, proposed: true, proposedHash: true },
    });
    for (const { threadId, base, baseHash, proposed, proposedHash } of rows) {
      const isAsHashed =
        (await digestOf(base)) === baseHash && (await digestOf(proposed)) === proposedHash;
      const why = "its words are not those of its hash";
      if (!isAsHashed) found.push({ table: "Suggestion", row: threadId, line: null, why });
    }
    after = rows.at(-1)?.threadId ?? after;
    if (rows.length < SUGGESTIONS_PER_QUERY) return found;
  }
}
