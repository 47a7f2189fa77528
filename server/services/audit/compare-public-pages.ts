import canonicalize from "canonicalize";
import type { AuditLine } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database, PrismaClient, Transaction } from "#server/database/index.ts";
import { digestOf, sha256 } from "#server/digest.ts";
import { everyId } from "./every-id.ts";
import { lineOf } from "./lines.ts";

/** Matters per query, and audit lines of one of them. */
const ROWS_PER_QUERY = 100;

/** The events that set what the public reads. */
const PUBLIC_EVENTS = ["matter.published", "matter.unpublished"];

export interface PublicPageMismatch extends RecordMismatch {
  readonly matterId: string;
}

/**
 * Compares what the public reads of each matter with the audit record (L40, L43): the snapshot of
 * every publication and its note, and whether the page is public, under which address and with
 * which snapshot. Finds what was changed, deleted or added outside of the program. Works while
 * people write: each page's rows and lines are read in one short transaction.
 */
export async function comparePublicPages(database: Database): Promise<PublicPageMismatch[]> {
  const differences: PublicPageMismatch[] = [];
  for await (const matterId of mattersWithPages(database)) {
    const found = await database.write((tx) => comparePage(tx, matterId));
    for (const difference of [...found, ...(await compareSnapshots(database.client, matterId))]) {
      differences.push({ matterId, ...difference });
    }
  }
  return differences;
}

/** Every matter with a page, then those of which only the record says that one was published. */
function mattersWithPages({ client }: Database): AsyncGenerator<string> {
  const idOf = ({ matterId }: { readonly matterId: string }) => matterId;
  const select = { matterId: true } as const;
  return everyId(
    {
      async stored(after, take) {
        const where = { matterId: { gt: after } };
        const orderBy = { matterId: "asc" } as const;
        return (await client.publicPage.findMany({ where, orderBy, take, select })).map(idOf);
      },
      async told(after, take) {
        const groups = await client.auditEvent.groupBy({
          by: ["matterId"],
          where: { matterId: { gt: after }, type: { in: PUBLIC_EVENTS } },
          orderBy: { matterId: "asc" },
          take,
        });
        return groups.flatMap(({ matterId }) => matterId ?? []);
      },
      async storedAmong(ids) {
        const where = { matterId: { in: [...ids] } };
        return (await client.publicPage.findMany({ where, select })).map(idOf);
      },
    },
    ROWS_PER_QUERY,
  );
}

/** Compares whether and how the page is public with the last line that says so. */
export async function comparePage(tx: Transaction, matterId: string): Promise<RecordMismatch[]> {
  const page = await tx.publicPage.findUnique({ where: { matterId } });
  const last = await tx.auditEvent.findFirst({
    where: { matterId, type: { in: PUBLIC_EVENTS } },
    orderBy: { sequence: "desc" },
  });
  if (!last) {
    const isPublic = page && (page.status !== "draft" || page.published !== null);
    const why = "the public page is stored as published, and no line of the record says so";
    return isPublic ? [{ line: null, why }] : [];
  }
  const { sequence: line, type, details } = lineOf(last);
  if (!page) return [{ line, why: "the public page is gone" }];
  const found: RecordMismatch[] = [];
  const expect = (isSame: boolean, why: string) => {
    if (!isSame) found.push({ line, why });
  };
  const isPublished = type === "matter.published";
  expect(
    page.status === (isPublished ? "published" : "withdrawn"),
    isPublished
      ? "the public page is not stored as published"
      : "the public page is not stored as withdrawn",
  );
  if (isPublished) {
    expect(
      page.published !== null && sha256(page.published) === details["sha256"],
      "what the public reads is not the snapshot of that hash",
    );
    expect(page.updatedAt?.getTime() === last.at.getTime(), "the page bears another day");
  } else {
    expect(
      page.withdrawalReason === details["reason"] &&
        page.withdrawnAt?.getTime() === last.at.getTime(),
      "the page gives another day or reason for its withdrawal",
    );
  }
  const addressed = await tx.auditEvent.findFirst({
    where: { matterId, type: { in: [...PUBLIC_EVENTS, "matter.page-edited"] } },
    orderBy: { sequence: "desc" },
  });
  expect(
    addressed === null || lineOf(addressed).details["slug"] === page.slug,
    "the public page has another address",
  );
  return found;
}

/** Compares each publication's snapshot, note and reason with its line. */
export async function compareSnapshots(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<RecordMismatch[]> {
  // Before the lines: each publication that is stored by now has its own by now.
  const stored = await client.publicUpdate.findMany({
    where: { matterId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const found: RecordMismatch[] = [];
  const told = new Set<string>();
  for (let after = 0; ;) {
    const rows = await client.auditEvent.findMany({
      where: { matterId, type: "matter.published", sequence: { gt: after } },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const line of rows.map(lineOf)) {
      const id = line.details["update"];
      if (typeof id !== "string") continue;
      told.add(id);
      // One at a time: a snapshot may be hundreds of kilobytes.
      const update = await client.publicUpdate.findUnique({ where: { id } });
      const why =
        update === null
          ? `publication ${id} is gone`
          : (await isAsRecorded(update, line))
            ? null
            : `publication ${id} was changed after it was recorded`;
      if (why !== null) found.push({ line: line.sequence, why });
    }
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_PER_QUERY) break;
    after = last.sequence;
  }
  for (const { id } of stored) {
    if (!told.has(id)) found.push({ line: null, why: `publication ${id} is in no line` });
  }
  return found;
}

type StoredUpdate = NonNullable<
  Awaited<ReturnType<Database["client"]["publicUpdate"]["findUnique"]>>
>;

async function isAsRecorded(
  { matterId, at, words, published, reason, byId }: StoredUpdate,
  line: AuditLine,
): Promise<boolean> {
  const { details } = line;
  return (
    matterId === line.matterId &&
    at.getTime() === line.at.getTime() &&
    byId === line.actorId &&
    words === canonicalize(details["note"]) &&
    reason === (details["reason"] ?? null) &&
    (await digestOf(published)) === details["sha256"]
  );
}
