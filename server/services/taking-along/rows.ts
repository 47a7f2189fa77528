import * as z from "zod";
import { ARCHIVE_LIMITS } from "#app/domain/archive/limits.ts";
import {
  MATTER_TABLES,
  type ArchivedRow,
  type MatterTableName,
} from "#app/domain/archive/matter-tables.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";

type RowsWhere = Readonly<Record<string, unknown>>;
type DatabaseRow = Readonly<Record<string, unknown>>;
type Selected = Readonly<Record<string, true>>;

/** One model of Prisma's client, as far as rows of an archive are read with it. */
interface ReadingDelegate {
  findMany(query: { readonly where: RowsWhere; readonly select: Selected }): Promise<DatabaseRow[]>;
}

/** RowsWhere the rows of a table stand in the database, and the columns that name one. */
const SOURCES: Readonly<
  Record<MatterTableName, { readonly model: string; readonly key: readonly string[] }>
> = {
  matter: { model: "matter", key: ["id"] },
  parties: { model: "matterParty", key: ["matterId", "organizationId"] },
  dockets: { model: "docket", key: ["id"] },
  documents: { model: "document", key: ["id"] },
  requirements: { model: "documentRequirement", key: ["documentId", "organizationId"] },
  "draft-bases": { model: "draftBase", key: ["documentId"] },
  "draft-updates": { model: "draftUpdate", key: ["documentId", "sequence"] },
  "draft-bindings": { model: "draftBinding", key: ["documentId", "clientId"] },
  "draft-authorship": { model: "draftAuthorship", key: ["documentId", "sequence", "userId"] },
  "draft-baselines": { model: "draftBaseline", key: ["documentId", "generation", "sequence"] },
  versions: { model: "version", key: ["id"] },
  "sign-offs": { model: "signOff", key: ["id"] },
  "sign-off-proofs": { model: "signOffProof", key: ["signOffId"] },
  "returns-to-draft": { model: "returnToDraft", key: ["id"] },
  filings: { model: "filing", key: ["documentId"] },
  "filing-copies": { model: "filingCopy", key: ["id"] },
  "filing-signatures": { model: "filingSignature", key: ["documentId", "signerId"] },
  "filing-corrections": { model: "filingCorrection", key: ["id"] },
  "docket-filings": { model: "docketFiling", key: ["docketId", "documentId"] },
  "docket-events": { model: "docketEvent", key: ["id"] },
  "agency-events": { model: "agencyEvent", key: ["id"] },
  "item-outcomes": { model: "itemOutcome", key: ["id"] },
  productions: { model: "production", key: ["id"] },
  attachments: { model: "attachment", key: ["id"] },
  "settled-deadlines": { model: "settledDeadline", key: ["matterId", "deadline"] },
  "public-page": { model: "publicPage", key: ["matterId"] },
  "public-updates": { model: "publicUpdate", key: ["id"] },
  threads: { model: "thread", key: ["id"] },
  suggestions: { model: "suggestion", key: ["threadId"] },
  acceptances: { model: "acceptance", key: ["threadId"] },
  comments: { model: "comment", key: ["id"] },
  agreements: { model: "agreement", key: ["commentId", "userId"] },
  mentions: { model: "mention", key: ["commentId", "userId"] },
  assignments: { model: "assignment", key: ["threadId"] },
};

/** The tables of the database whose rows go along, as its client calls them. */
export const ARCHIVED_MODELS: readonly string[] = Object.values(SOURCES).map(({ model }) => model);

/** Rows of one query: a suggestion, or what a draft was, may have megabytes. */
const AT_ONCE = 20;
/** Of tables that have many rows, and short ones: everybody's writes may wait for them. */
const AT_ONCE_SHORT = 500;
const SHORT: ReadonlySet<MatterTableName> = new Set([
  "sign-offs",
  "returns-to-draft",
  "docket-events",
  "agency-events",
  "item-outcomes",
  "productions",
  "comments",
]);

/**
 * The rows of a table in the order of their keys, which is the same on both databases; no more than a few
 * are in memory. A row that was deleted meanwhile is left out.
 */
export async function* rowsIn<Name extends MatterTableName>(
  client: PrismaClient | Transaction,
  name: Name,
  where: RowsWhere,
  keepBlob: KeepBlob,
): AsyncGenerator<ArchivedRow<Name>> {
  const { model, key } = SOURCES[name];
  // Every model has it; their types have nothing in common.
  const delegate = Reflect.get(client, model) as ReadingDelegate;
  const keys = await delegate.findMany({ where, select: selected(key) });
  keys.sort((one, other) => byKey(key, one, other));
  const only = key[0] ?? "";
  const atOnce = SHORT.has(name) ? AT_ONCE_SHORT : AT_ONCE;
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = keys.slice(from, from + atOnce);
    const among =
      key.length === 1 ? { [only]: { in: some.map((row) => row[only]) } } : { OR: some };
    const rows = await delegate.findMany({
      where: { AND: [where, among] },
      select: selected(columnsOf(name)),
    });
    rows.sort((one, other) => byKey(key, one, other));
    for (const row of rows) yield await archivedRow(name, row, keepBlob);
  }
}

/** Writes bytes that are too many for a line, as a file of their own. */
export type KeepBlob = (sha256: string, bytes: Uint8Array) => Promise<void>;

/** For tables without bytes, and for rows whose bytes are written already. */
export const keepNone: KeepBlob = async () => undefined;

export function columnsOf(name: MatterTableName): readonly string[] {
  return Object.keys(MATTER_TABLES[name].shape);
}

export function selected(columns: readonly string[]): Selected {
  return Object.fromEntries(columns.map((column) => [column, true]));
}

/** A row of the database as an archive has it. Throws where the format has no room for it. */
export async function archivedRow<Name extends MatterTableName>(
  name: Name,
  row: DatabaseRow,
  keepBlob: KeepBlob,
): Promise<ArchivedRow<Name>> {
  const plain: Record<string, unknown> = {};
  for (const column of columnsOf(name)) plain[column] = await plainValue(row[column], keepBlob);
  const read = MATTER_TABLES[name].safeParse(plain);
  if (!read.success) {
    throw new Error(`a row of ${name} does not fit the format: ${z.prettifyError(read.error)}`);
  }
  // The schema of that table parsed it.
  return read.data as ArchivedRow<Name>;
}

async function plainValue(value: unknown, keepBlob: KeepBlob): Promise<unknown> {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "bigint") return Number(value);
  if (!(value instanceof Uint8Array)) return value;
  if (value.byteLength <= ARCHIVE_LIMITS.inlineBytes) {
    const { buffer, byteOffset, byteLength } = value;
    return { base64: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
  }
  const hash = sha256(value);
  await keepBlob(hash, value);
  return { blob: hash };
}

function byKey(key: readonly string[], one: DatabaseRow, other: DatabaseRow): number {
  for (const column of key) {
    const [a, b] = [one[column], other[column]];
    if (a === b) continue;
    if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1;
    return Number(a) < Number(b) ? -1 : 1;
  }
  return 0;
}
