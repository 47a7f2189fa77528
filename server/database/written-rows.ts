import canonicalize from "canonicalize";
import type { Transaction } from "./client.ts";
import {
  delegateOf,
  SEALED,
  sealedColumns,
  type SealedName,
  type SealedTable,
} from "./sealed-tables.ts";
import { sha256 } from "#server/digest.ts";

export type StoredRow = Readonly<Record<string, unknown>>;

/** The hash of each column that was written; null for a row that was deleted. */
export type RowSeal = Readonly<Record<string, string>> | null;

/** The rows of one line, by table and key. */
export type SealedRows = { [T in SealedName]?: { [key: string]: RowSeal } };

type Where = Readonly<Record<string, unknown>>;
interface WriteArguments {
  readonly where?: Where;
  readonly data?: StoredRow | readonly StoredRow[];
  readonly create?: StoredRow;
  readonly update?: StoredRow;
}

/** One model of Prisma's client, as far as it is used here. */
interface Delegate {
  findMany(query: {
    readonly where?: Where;
    readonly select?: Readonly<Record<string, true>>;
    readonly orderBy?: readonly Readonly<Record<string, "asc">>[];
    readonly take?: number;
  }): Promise<StoredRow[]>;
}

const WRITES = ["create", "createMany", "update", "updateMany", "upsert", "delete", "deleteMany"];

/** The name of a row in a line. */
export function keyOf({ key }: SealedTable, row: StoredRow): string {
  return key.map((column) => String(row[column])).join("/");
}

/** The hash of one column, with the place that it stands in: no other row's can take its place. */
export function sealOf(name: SealedName, row: StoredRow, column: string): string {
  const table = SEALED[name];
  const value = row[column];
  // An array's JSON has one form: no names to sort, a million times in a large workspace.
  const parts = [name, keyOf(table, row), column, value instanceof Date ? instant(value) : value];
  if (table.salted?.includes(column)) parts.push(row["salt"]);
  return sha256(JSON.stringify(parts));
}

const instant = (at: Date) => (Number.isNaN(at.getTime()) ? "no time" : at.toISOString());

/** The rows of a table in one query. */
export function rowsOf(
  client: object,
  name: SealedName,
  query: Omit<Parameters<Delegate["findMany"]>[0], "select">,
): Promise<StoredRow[]> {
  const select = Object.fromEntries(sealedColumns(SEALED[name]).map((column) => [column, true]));
  return delegateIn(client, name).findMany({ ...query, select: select as Record<string, true> });
}

function delegateIn(client: object, name: SealedName): Delegate {
  // Every model has it; the types of eighteen of them have nothing in common.
  return Reflect.get(client, delegateOf(name)) as Delegate;
}

/** Notes rows of an open transaction. */
const noting = new WeakMap<Transaction, (name: SealedName, row: StoredRow) => void>();

/** Puts rows that were written without a line, with keystrokes, into the line of this transaction. */
export async function sealLate(tx: Transaction, name: SealedName, where: Where): Promise<void> {
  for (const row of await rowsOf(tx, name, { where })) noting.get(tx)?.(name, row);
}

/**
 * The transaction, which notes what is written into sealed tables through Prisma's models. SQL that
 * is run past them must write into none.
 */
export function watchRows(tx: Transaction): {
  readonly tx: Transaction;
  /** Canonical JSON of the hashes; null where nothing was written into them. */
  readonly written: () => string | null;
  /** The number of the last line that it appended; null for none. */
  readonly lastLine: () => number | null;
} {
  const seals: SealedRows = {};
  const note = (name: SealedName, row: StoredRow, columns: readonly string[] | null) => {
    const key = keyOf(SEALED[name], row);
    const ofTable = (seals[name] ??= {});
    ofTable[key] = columns && {
      ...ofTable[key],
      ...Object.fromEntries(columns.map((column) => [column, sealOf(name, row, column)])),
    };
  };
  const made = (name: SealedName, row: StoredRow) =>
    note(name, row, [...SEALED[name].fixed, ...SEALED[name].columns]);
  let lastLine: number | null = null;
  const delegates = new Map<string, object>();
  const delegate = (name: string): object | null => {
    const known = delegates.get(name);
    if (known) return known;
    const table = SEALED_BY_DELEGATE.get(name);
    const own = table
      ? watchDelegate(tx, table, { note, made })
      : name === "auditEvent"
        ? watchLines(tx.auditEvent, (sequence) => (lastLine = sequence))
        : null;
    if (own) delegates.set(name, own);
    return own;
  };
  const watched = new Proxy(tx, {
    get(target, name) {
      const own = typeof name === "string" ? delegate(name) : null;
      if (own) return own;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  noting.set(watched, made);
  return {
    tx: watched,
    written: () => (Object.keys(seals).length === 0 ? null : (canonicalize(seals) ?? null)),
    lastLine: () => lastLine,
  };
}

const SEALED_BY_DELEGATE = new Map(
  (Object.keys(SEALED) as SealedName[]).map((name) => [delegateOf(name), name]),
);

/** The lines of the record, of which the number of each that is appended is told. */
function watchLines(lines: object, told: (sequence: number) => void): object {
  return new Proxy(lines, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method);
      if (typeof value !== "function") return value;
      const call = value.bind(target) as (asked: unknown) => Promise<unknown>;
      if (method !== "create") return call;
      return async (asked: { readonly data: { readonly sequence: number } }) => {
        const answer = await call(asked);
        told(asked.data.sequence);
        return answer;
      };
    },
  });
}

interface Notes {
  note(name: SealedName, row: StoredRow, columns: readonly string[] | null): void;
  made(name: SealedName, row: StoredRow): void;
}

function watchDelegate(tx: Transaction, name: SealedName, { note, made }: Notes): object {
  const table = SEALED[name];
  const find = (where: Where) => rowsOf(tx, name, { where: plainWhere(table, where) });
  const among = (rows: readonly StoredRow[]) => find(anyOf(table, rows));

  async function noteMade(rows: readonly StoredRow[]): Promise<void> {
    if (rows.length === 0) return;
    for (const row of await among(rows)) made(name, row);
    for (const data of rows) {
      for (const [relation, [nested, column]] of Object.entries(table.nested ?? {})) {
        if (data[relation] === undefined) continue;
        const where = { [column]: data[table.key[0] ?? ""] };
        for (const row of await rowsOf(tx, nested, { where })) made(nested, row);
      }
    }
  }

  async function noteChanged(before: readonly StoredRow[]): Promise<void> {
    if (before.length === 0) return;
    const rows = new Map((await among(before)).map((row) => [keyOf(table, row), row]));
    for (const old of before) {
      const row = rows.get(keyOf(table, old));
      if (row === undefined) continue;
      const changed = table.columns.filter(
        (column) => sealOf(name, row, column) !== sealOf(name, old, column),
      );
      if (changed.length > 0) note(name, row, changed);
    }
  }

  async function gone(rows: readonly StoredRow[]): Promise<void> {
    for (const row of rows) note(name, row, null);
    if (rows.length === 0) return;
    for (const [other, column] of table.deletes ?? []) {
      const where = { [column]: { in: rows.map((row) => row[table.key[0] ?? ""]) } };
      for (const row of await rowsOf(tx, other, { where })) note(other, row, null);
    }
  }

  async function write(
    method: string,
    asked: WriteArguments,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const { where = {}, data = {}, create, update = {} } = asked;
    if (method.startsWith("create")) {
      const answer = await run();
      await noteMade(Array.isArray(data) ? (data as StoredRow[]) : [data as StoredRow]);
      return answer;
    }
    if (method.startsWith("delete")) {
      await gone(await find(where));
      return run();
    }
    const changes = method === "upsert" ? update : (data as StoredRow);
    if (method !== "upsert" && !table.columns.some((column) => changes[column] !== undefined)) {
      return run();
    }
    const before = await find(where);
    const answer = await run();
    if (before.length === 0 && create) await noteMade([create]);
    else await noteChanged(before);
    return answer;
  }

  return new Proxy(Reflect.get(tx, delegateOf(name)) as object, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method);
      if (typeof value !== "function" || typeof method !== "string") return value;
      const call = value.bind(target) as (asked: unknown) => Promise<unknown>;
      if (!WRITES.includes(method)) return call;
      return (asked: WriteArguments = {}) => write(method, asked, () => call(asked));
    },
  });
}

/** Of one key or many, as a filter; a key of several columns has a name of its own in Prisma's. */
function plainWhere({ key }: SealedTable, where: Where): Where {
  const { [key.join("_")]: compound, ...others } = where;
  return key.length > 1 && typeof compound === "object" ? { ...others, ...compound } : where;
}

/** Finds those rows by their keys. */
export function anyOf({ key }: SealedTable, rows: readonly StoredRow[]): Where {
  const [only = ""] = key;
  if (key.length === 1) return { [only]: { in: rows.map((row) => row[only]) } };
  return { OR: rows.map((row) => Object.fromEntries(key.map((column) => [column, row[column]]))) };
}
