import { PAGE_STATES } from "./load.ts";
import { publishedPage, type PublishedPage } from "#app/domain/public-page/published.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import { filesTakenBack, WITH_EVENTS } from "#server/services/attachments/taken-back.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Instant } from "#server/services/instant.ts";
import { readPdf, wasIntactPdf } from "#server/services/filings/filed-pdf.ts";
import type { Resources } from "#server/services/resources.ts";
import { blobReader, type ReadFile, type HandedFile } from "#server/services/handed-file.ts";
import { updatesHere, type PageUpdate } from "./updates.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/**
 * The public content at a page's address: the stored snapshot, which of its files no longer stand,
 * and nothing else of the workspace.
 */
type PublicReading =
  | {
      readonly state: "published";
      readonly slug: string;
      readonly page: PublishedPage;
      /** SHA-256 of the snapshot; changes only when the page is published again. */
      readonly hash: string;
      readonly publishedAt: Instant;
      readonly updatedAt: Instant;
      readonly updates: readonly PageUpdate[];
      /** The ids of files that the snapshot names and that are no longer handed out (L16). */
      readonly withdrawnFiles: readonly string[];
    }
  | {
      readonly state: "withdrawn";
      readonly slug: string;
      readonly withdrawnAt: Instant;
      readonly reason: string;
    };

/**
 * Reads a published page, for anybody. Refuses `not-found` for a page that was never published and
 * for a nonexistent one alike. The snapshot is compared with the hash in the audit record, so that
 * access to the table is not enough to change what the organizations say.
 */
export async function readPublicPage(
  { database: { client }, log }: Resources,
  slug: string,
): Promise<Outcome<PublicReading>> {
  const row = await client.publicPage.findUnique({ where: { slug } });
  const state = PAGE_STATES.find((known) => known === row?.status);
  if (!row || state === undefined || state === "draft") return refuse("not-found");
  if (state === "withdrawn") {
    const { withdrawnAt, withdrawalReason } = row;
    if (withdrawnAt === null || !(await wasPublicHere(client, row.matterId))) {
      return refuse("not-found");
    }
    const reason = withdrawalReason ?? "";
    return done({ state, slug, withdrawnAt: withdrawnAt.toISOString(), reason });
  }
  const { published, publishedAt, updatedAt, matterId } = row;
  if (published === null || publishedAt === null || updatedAt === null) return refuse("not-found");
  const hash = sha256(published);
  if ((await recordedHash(client, matterId)) !== hash) {
    log.error({ matterId }, "a public page is not what the record says was published");
    return refuse(
      "record-differs",
      "What is stored of this page is not what the record says was published, so it is not shown.",
    );
  }
  const page = publishedPage.parse(JSON.parse(published));
  const { updates, first } = await updatesHere(client, matterId);
  return done({
    state,
    slug,
    page,
    hash,
    publishedAt: first ?? publishedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    updates,
    withdrawnFiles: await withdrawnFiles(client, page),
  });
}

/**
 * Differs once anything changed that a public page shows: all of that changes with a line in the record,
 * and this is the last line's number.
 */
export async function publicRevision({ database }: Resources): Promise<string> {
  const [head] = await database.query(`SELECT "sequence" FROM "AuditHead" WHERE "id" = 1`);
  return String(head?.["sequence"]);
}

/** Whether the public ever read a page of that matter here: of one that came with an archive it knows nothing. */
export async function wasPublicHere(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<boolean> {
  const where = { matterId, type: "matter.published", ...NOT_BROUGHT };
  return (await client.auditEvent.findFirst({ where, select: { sequence: true } })) !== null;
}

/** The hash in the audit line of the last publication; null if the page was withdrawn after it. */
async function recordedHash(client: PrismaClient, matterId: string): Promise<string | null> {
  return (await recordedHashes(client, [matterId])).get(matterId) ?? null;
}

/** The same of several matters; without those whose page was withdrawn, or never published here. */
export async function recordedHashes(
  client: PrismaClient,
  matterIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const among = {
    matterId: { in: [...matterIds] },
    type: { in: ["matter.published", "matter.unpublished"] },
    ...NOT_BROUGHT,
  };
  const last = await client.auditEvent.groupBy({
    by: ["matterId"],
    where: among,
    _max: { sequence: true },
  });
  const lines = await client.auditEvent.findMany({
    where: { sequence: { in: last.flatMap(({ _max }) => _max.sequence ?? []) } },
    select: { type: true, matterId: true, details: true },
  });
  return new Map(
    lines.flatMap(({ type, matterId, details: text }) => {
      if (type !== "matter.published" || matterId === null) return [];
      const details: unknown = JSON.parse(text);
      const isHashed = typeof details === "object" && details !== null && "sha256" in details;
      return isHashed ? [[matterId, String(details.sha256)] as const] : [];
    }),
  );
}

/**
 * The files of a page that were removed or taken back since it was published, by id. Asked whenever
 * the page or a file is read: what was published by mistake must not wait for the next publication.
 */
async function withdrawnFiles(client: PrismaClient, page: PublishedPage): Promise<string[]> {
  const offered = page.documents.filter(({ kind }) => kind === "attachment");
  if (offered.length === 0) return [];
  const rows = await client.attachment.findMany({
    where: { id: { in: offered.map(({ id }) => id) }, removedAt: null },
    select: { id: true, sha256: true, ...WITH_EVENTS },
  });
  const gone = await filesTakenBack(client, rows);
  const standing = new Map(
    rows.filter(({ id }) => !gone.has(id)).map(({ id, sha256: hash }) => [id, hash]),
  );
  return offered.filter(({ id, sha256: hash }) => standing.get(id) !== hash).map(({ id }) => id);
}

/** A file of a published page. */
interface PublicFile {
  readonly state: "offered";
  readonly file: HandedFile;
}

/** At the address of a file that a published page names and no longer offers. */
interface WithdrawnFile {
  readonly state: "withdrawn";
}

/**
 * A file of a published page, by the hash of its bytes; only files that the snapshot names and that
 * still stand in the record. For anybody.
 */
export async function publicFile(
  resources: Resources,
  slug: string,
  hash: string,
): Promise<Outcome<PublicFile | WithdrawnFile>> {
  const reading = await readPublicPage(resources, slug);
  if (!reading.ok) return reading;
  if (reading.value.state !== "published") return refuse("not-found");
  const { page, withdrawnFiles: withdrawn } = reading.value;
  const files = page.documents.filter(({ sha256: own }) => own === hash);
  if (files.length === 0) return refuse("not-found");
  const offered = files.find(({ id }) => !withdrawn.includes(id));
  if (!offered) return done({ state: "withdrawn" });
  const { name, mediaType, bytes: size, kind, id } = offered;
  const read =
    kind === "filed"
      ? filedReader(resources, { id, hash, size })
      : blobReader(resources, {
          sha256: hash,
          size,
          missing: MISSING,
          unanswered: MISSING,
          about: { attachmentId: id },
        });
  return done({
    state: "offered",
    file: { name, mediaType, size, sha256: hash, isStored: true, read },
  });
}

/** Opens a filed PDF; the snapshot's hash decides, whatever the filing says. */
function filedReader(
  { database, log }: Resources,
  { id, hash, size }: { readonly id: string; readonly hash: string; readonly size: number },
): ReadFile {
  const about = { documentId: id };
  return async (range) => {
    if (await wasIntactPdf(database, hash)) {
      return done(readPdf({ database, log }, { sha256: hash, size, about }, range));
    }
    log.error(about, "a published PDF is not the one of its hash");
    return refuse("record-differs", DIFFERS);
  };
}

const MISSING = "This file is missing right now. Try again later.";
const DIFFERS =
  "What is stored here is not what the record says was published, so it is not handed out.";
