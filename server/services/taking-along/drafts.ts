import canonicalize from "canonicalize";
import type { MatterTableName } from "#app/domain/archive/matter-tables.ts";
import type { Database } from "#server/database/index.ts";
import { archivedRow, columnsOf, keepNone, selected, type KeepBlob } from "./rows.ts";
import type { NamedIds } from "./scope.ts";

/** The tables of one draft at one moment, and the row of its document then. */
const TABLES = [
  "documents",
  "draft-bases",
  "draft-updates",
  "draft-bindings",
  "draft-authorship",
] as const satisfies readonly MatterTableName[];
type DraftTableName = (typeof TABLES)[number];

/** Lines of a matter's drafts, by table. */
export type DraftLines = Readonly<Record<DraftTableName, readonly string[]>>;

/**
 * The drafts of these documents, each as it stood at one moment: compaction moves rows from one table to
 * another, and a draft of which a piece is missing could not be opened. What is long is written by
 * `keepBlob`; the rest is short, and stays in memory until its file is written.
 */
export async function draftLines(
  { client, provider }: Database,
  documentIds: readonly string[],
  { keepBlob, named }: { readonly keepBlob: KeepBlob; readonly named: NamedIds },
): Promise<DraftLines> {
  const lines: Record<DraftTableName, string[]> = {
    documents: [],
    "draft-bases": [],
    "draft-updates": [],
    "draft-bindings": [],
    "draft-authorship": [],
  };
  // SQLite's transactions see one moment anyway.
  const options = provider === "postgresql" ? { isolationLevel: "RepeatableRead" as const } : {};
  for (const documentId of documentIds) {
    const where = { documentId };
    const [documents, bases, updates, bindings, authorship] = await client.$transaction(
      [
        client.document.findMany({ where: { id: documentId }, select: columns("documents") }),
        client.draftBase.findMany({ where, select: columns("draft-bases") }),
        client.draftUpdate.findMany({
          where,
          select: columns("draft-updates"),
          orderBy: { sequence: "asc" },
        }),
        client.draftBinding.findMany({
          where,
          select: columns("draft-bindings"),
          orderBy: { clientId: "asc" },
        }),
        client.draftAuthorship.findMany({ where, select: columns("draft-authorship") }),
      ],
      options as object,
    );
    const found: Readonly<Record<DraftTableName, readonly object[]>> = {
      documents,
      "draft-bases": bases,
      "draft-updates": updates,
      "draft-bindings": bindings,
      "draft-authorship": authorship.toSorted(byNumberAndPerson),
    };
    for (const table of TABLES) {
      for (const row of found[table]) {
        const keep = table === "documents" ? keepNone : keepBlob;
        const archived = await archivedRow(table, { ...row }, keep);
        named.note(archived);
        lines[table].push(canonicalize(archived) ?? "");
      }
    }
  }
  return lines;
}

const columns = (name: DraftTableName) => selected(columnsOf(name));

function byNumberAndPerson(one: object, other: object): number {
  const [a, b] = [one, other] as { readonly sequence: number; readonly userId: string }[];
  if (!a || !b) return 0;
  return a.sequence - b.sequence || (a.userId < b.userId ? -1 : 1);
}
