import { blobPath, tablePath } from "#app/domain/archive/format.ts";
import {
  MATTER_TABLE_NAMES,
  type ArchivedRow,
  type MatterTableName,
} from "#app/domain/archive/matter-tables.ts";
import type { Resources } from "#server/services/resources.ts";
import { draftLines, type DraftLines } from "./drafts.ts";
import { keepNone, rowsIn, type KeepBlob } from "./rows.ts";
import { toldRows } from "./told-rows.ts";
import { visibleIn, type MatterScope } from "./scope.ts";
import { jsonLines, type ArchiveZip } from "./zip.ts";

/** Rows that were written, as far as the files for people and the record need them. */
export interface WrittenData {
  readonly threadIds: ReadonlySet<string>;
  readonly commentIds: ReadonlySet<string>;
  readonly versions: readonly ArchivedRow<"versions">[];
  readonly signOffs: readonly ArchivedRow<"sign-offs">[];
  readonly provenIds: readonly string[];
  readonly filings: readonly ArchivedRow<"filings">[];
  readonly attachments: readonly ArchivedRow<"attachments">[];
  /** The matter as it stood when its rows were read, and the last line of the record then. */
  readonly scope: MatterScope;
  readonly until: number;
}

type CollectedRows = Pick<WrittenData, "versions" | "signOffs" | "filings" | "attachments"> & {
  readonly provenIds: string[];
  readonly commentIds: Set<string>;
};

/**
 * Writes all rows of a matter. What a row names is read after it, so that it is there: people go on
 * working meanwhile.
 */
export async function writeMatterData(
  { database }: Pick<Resources, "database">,
  zip: ArchiveZip,
  begun: MatterScope,
): Promise<WrittenData> {
  const { client } = database;
  const { folder, named } = begun;
  const written = new Set<string>();
  const keepBlob: KeepBlob = async (sha256, bytes) => {
    if (written.has(sha256)) return;
    written.add(sha256);
    await zip.add(blobPath(folder, sha256), bytes);
  };
  const { scope, until, rows, drafts } = await toldRows(database, begun, {
    whereOf: (name, of) => WHERE[name](of),
    readDrafts: ({ documentIds }) => draftLines(database, documentIds, { keepBlob, named }),
  });
  const threads = await client.thread.findMany({
    where: visibleIn(scope),
    select: { id: true },
  });
  const threadIds = new Set(threads.map(({ id }) => id));
  const kept: CollectedRows = {
    versions: [],
    signOffs: [],
    filings: [],
    attachments: [],
    provenIds: [],
    commentIds: new Set(),
  };
  // Long parts of rows are written before the rows that name them.
  const baselines = { documentId: { in: [...scope.documentIds] } };
  for await (const _row of rowsIn(client, "draft-baselines", baselines, keepBlob));
  for (const name of MATTER_TABLE_NAMES.toReversed()) {
    const path = tablePath(folder, name);
    if (name in drafts) {
      await zip.add(path, linesOf(drafts[name as keyof DraftLines]));
      continue;
    }
    await zip.add(
      path,
      jsonLines(tableRows(client, name, { scope, kept, threadIds, written, rows })),
    );
  }
  return { ...kept, threadIds, scope, until };
}

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield `${line}\n`;
}

async function* tableRows(
  client: Resources["database"]["client"],
  name: MatterTableName,
  {
    scope,
    kept,
    threadIds,
    written,
    rows,
  }: {
    readonly scope: MatterScope;
    readonly kept: CollectedRows;
    readonly threadIds: ReadonlySet<string>;
    readonly written: ReadonlySet<string>;
    readonly rows: ReadonlyMap<MatterTableName, readonly object[]>;
  },
): AsyncGenerator<object> {
  const found = rows.get(name) ?? rowsIn(client, name, WHERE[name](scope), keepNone);
  for await (const row of found) {
    // One that was made after the longest parts were written is not of this archive.
    if (isWithout(row, written)) continue;
    if (isBesideOther(row, threadIds)) continue;
    scope.named.note(row);
    keep(kept, name, row);
    yield row;
  }
}

function isWithout(row: object, written: ReadonlySet<string>): boolean {
  const bytes = "bytes" in row ? row.bytes : null;
  return (
    typeof bytes === "object" &&
    bytes !== null &&
    "blob" in bytes &&
    typeof bytes.blob === "string" &&
    !written.has(bytes.blob)
  );
}

/** Whether a row is of a thread that was begun, or was shown to its reader, after the archive was begun. */
function isBesideOther(row: object, threadIds: ReadonlySet<string>): boolean {
  return "threadId" in row && typeof row.threadId === "string" && !threadIds.has(row.threadId);
}

function keep(kept: CollectedRows, name: MatterTableName, row: object): void {
  // Each row was parsed by the schema of its table.
  switch (name) {
    case "versions":
      (kept.versions as object[]).push(row);
      return;
    case "sign-offs":
      (kept.signOffs as object[]).push(row);
      return;
    case "filings":
      (kept.filings as object[]).push(row);
      return;
    case "attachments":
      (kept.attachments as object[]).push(row);
      return;
    case "sign-off-proofs":
      kept.provenIds.push((row as ArchivedRow<"sign-off-proofs">).signOffId);
      return;
    case "comments":
      kept.commentIds.add((row as ArchivedRow<"comments">).id);
      return;
    default:
  }
}

type ScopedWhere = (scope: MatterScope) => Readonly<Record<string, unknown>>;

const ofMatter: ScopedWhere = ({ id }) => ({ matterId: id });
const ofDocuments: ScopedWhere = ({ documentIds }) => ({ documentId: { in: [...documentIds] } });
const ofDockets: ScopedWhere = ({ docketIds }) => ({ docketId: { in: [...docketIds] } });
const ofThreads: ScopedWhere = (scope) => ({ thread: visibleIn(scope) });
const ofSuggestions: ScopedWhere = (scope) => ({ suggestion: { thread: visibleIn(scope) } });
const ofComments: ScopedWhere = (scope) => ({ comment: { thread: visibleIn(scope) } });

const WHERE: Readonly<Record<MatterTableName, ScopedWhere>> = {
  matter: ({ id }) => ({ id }),
  parties: ofMatter,
  dockets: ({ docketIds }) => ({ id: { in: [...docketIds] } }),
  documents: ({ documentIds }) => ({ id: { in: [...documentIds] } }),
  requirements: ofDocuments,
  "draft-bases": ofDocuments,
  "draft-updates": ofDocuments,
  "draft-bindings": ofDocuments,
  "draft-authorship": ofDocuments,
  "draft-baselines": ofDocuments,
  versions: ofDocuments,
  "sign-offs": ofDocuments,
  "sign-off-proofs": ({ documentIds }) => ({ signOff: { documentId: { in: [...documentIds] } } }),
  "returns-to-draft": ofDocuments,
  filings: ofDocuments,
  "filing-copies": (scope) => ({ ...ofDocuments(scope), confirmedAt: { not: null } }),
  "filing-signatures": ofDocuments,
  "filing-corrections": ofDocuments,
  "docket-filings": (scope) => ({ ...ofDockets(scope), ...ofDocuments(scope) }),
  "docket-events": ofDockets,
  "agency-events": ofDocuments,
  "item-outcomes": ofDocuments,
  productions: ofDocuments,
  attachments: (scope) => ({ ...ofMatter(scope), removedAt: null }),
  "settled-deadlines": ofMatter,
  "public-page": ofMatter,
  "public-updates": ofMatter,
  threads: visibleIn,
  suggestions: ofThreads,
  acceptances: ofSuggestions,
  comments: ofThreads,
  agreements: ofComments,
  mentions: ofComments,
  assignments: ofThreads,
};
