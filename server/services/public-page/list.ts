import { publishedPage, type PublishedPage } from "#app/domain/public-page/published.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import type { Instant } from "#server/services/instant.ts";
import type { Resources } from "#server/services/resources.ts";
import { recordedHashes } from "./read.ts";

/** An entry in the list of published pages. */
export interface PublicPageTag {
  readonly slug: string;
  readonly title: PublishedPage["title"];
  readonly lead: string | null;
  readonly organizations: readonly string[];
  readonly updatedAt: Instant;
}

interface PublicPageList {
  readonly pages: readonly PublicPageTag[];
  readonly hash: string;
}

/** The number of listed pages, last updated first. */
const MAX_LISTED = 200;

/** All published pages, last updated first, with the SHA-256 of the list; for anybody. */
export async function listPublicPages(resources: Resources): Promise<Outcome<PublicPageList>> {
  const pages: PublicPageTag[] = [];
  for await (const { slug, published, updatedAt } of pagesAsRecorded(resources)) {
    const { title, organizations } = publishedPage.parse(JSON.parse(published));
    const lead = organizations.find(({ isLead }) => isLead)?.name ?? null;
    const names = organizations.map(({ name }) => name);
    pages.push({ slug, title, lead, organizations: names, updatedAt });
    if (pages.length === MAX_LISTED) break;
  }
  return done({ pages, hash: sha256(JSON.stringify(pages)) });
}

/** Where a published page is, and when it was last published. */
export type PublicPageAddress = Pick<PublicPageTag, "slug" | "updatedAt">;

/** Rows of pages that are shown to anybody. */
const LISTED = { status: "published", published: { not: null }, updatedAt: { not: null } } as const;
/** Matters whose lines are read at once. */
const ADDRESSES_PER_QUERY = 500;

/** As many as a list for search engines may name. */
const MAX_ADDRESSES = 50_000;

/**
 * The addresses of all pages that are published by the record, last updated first, with the SHA-256 of the
 * list; for anybody. Nothing of what they say is in it, so no snapshot is read.
 */
export async function listPublicAddresses(
  resources: Resources,
): Promise<Outcome<{ readonly pages: readonly PublicPageAddress[]; readonly hash: string }>> {
  const { client } = resources.database;
  const rows = await client.publicPage.findMany({
    where: LISTED,
    orderBy: [{ updatedAt: "desc" }, { slug: "asc" }],
    take: MAX_ADDRESSES,
    select: { matterId: true, slug: true, updatedAt: true },
  });
  const pages: PublicPageAddress[] = [];
  for (let from = 0; from < rows.length; from += ADDRESSES_PER_QUERY) {
    const some = rows.slice(from, from + ADDRESSES_PER_QUERY);
    const hashes = await recordedHashes(
      client,
      some.map(({ matterId }) => matterId),
    );
    for (const { matterId, slug, updatedAt } of some) {
      if (updatedAt !== null && hashes.has(matterId)) {
        pages.push({ slug, updatedAt: updatedAt.toISOString() });
      }
    }
  }
  return done({ pages, hash: sha256(JSON.stringify(pages)) });
}

interface RecordedPage {
  readonly slug: string;
  readonly published: string;
  readonly updatedAt: Instant;
}

/** Pages whose snapshots are read at once: each may have a megabyte. */
const PAGES_PER_QUERY = 25;
/** Matters that a line of the log names. */
const MOST_LOGGED = 20;

/**
 * The published pages whose snapshots are those of the record, last updated first: a row that was changed
 * is listed as little as it is shown. The answers stay in memory until the record goes on
 * (server/http/public-memory.ts), so no visitor has them hashed again.
 */
async function* pagesAsRecorded({
  database: { client },
  log,
}: Resources): AsyncGenerator<RecordedPage> {
  const differing: string[] = [];
  try {
    for (let skip = 0; ; skip += PAGES_PER_QUERY) {
      const rows = await client.publicPage.findMany({
        where: LISTED,
        orderBy: [{ updatedAt: "desc" }, { slug: "asc" }],
        skip,
        take: PAGES_PER_QUERY,
        select: { matterId: true, slug: true, published: true, updatedAt: true },
      });
      const hashes = await recordedHashes(
        client,
        rows.map(({ matterId }) => matterId),
      );
      for (const { matterId, slug, published, updatedAt } of rows) {
        if (published === null || updatedAt === null) continue;
        if (hashes.get(matterId) !== sha256(published)) differing.push(matterId);
        else yield { slug, published, updatedAt: updatedAt.toISOString() };
      }
      if (rows.length < PAGES_PER_QUERY) return;
    }
  } finally {
    if (differing.length > 0) {
      const about = { matterIds: differing.slice(0, MOST_LOGGED), pages: differing.length };
      log.error(about, "public pages that are not what the record says were left out of a list");
    }
  }
}
