import canonicalize from "canonicalize";
import { PAGE_LIMITS, pageContent, type PageContent } from "#app/domain/public-page/content.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { freeSlug } from "#app/domain/slug.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { permit, type Recording, type Target } from "#server/services/command.ts";
import { loadMatter, type LoadedMatter } from "#server/services/matters/load.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";

export const PAGE_STATES = ["draft", "published", "withdrawn"] as const;
export type PageState = (typeof PAGE_STATES)[number];

/** The draft content of a matter's page; before the first edit, its defaults. */
export interface LoadedPage {
  readonly slug: string;
  readonly content: PageContent;
  /** 0 before the first edit. */
  readonly revision: number;
  readonly state: PageState;
  /** The current or last published snapshot; canonical JSON. */
  readonly published: string | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
}

export async function loadPage(
  client: PrismaClient | Transaction,
  { row }: LoadedMatter,
): Promise<LoadedPage> {
  const stored = await client.publicPage.findUnique({ where: { matterId: row.id } });
  if (stored) {
    const { slug, revision, published, publishedAt, updatedAt } = stored;
    const { withdrawnAt, withdrawalReason } = stored;
    const state = PAGE_STATES.find((known) => known === stored.status);
    if (!state) throw new Error(`the public page of ${row.id} is in no known state`);
    const content = pageContent.parse(JSON.parse(stored.content));
    const when = { publishedAt, updatedAt, withdrawnAt, withdrawalReason };
    return { slug, content, revision, state, published, ...when };
  }
  return {
    slug: await freePageSlug(client, row.slug),
    content: firstContent(row),
    revision: 0,
    state: "draft",
    published: null,
    publishedAt: null,
    updatedAt: null,
    withdrawnAt: null,
    withdrawalReason: null,
  };
}

/** The defaults: the matter's title and narrative, split into paragraphs that a page can hold. */
function firstContent(row: { readonly title: string; readonly narrative: string }): PageContent {
  const en = row.narrative
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim().slice(0, PAGE_LIMITS.paragraph))
    .filter((paragraph) => paragraph !== "")
    .slice(0, PAGE_LIMITS.paragraphs);
  return pageContent.parse({
    title: { en: row.title.slice(0, PAGE_LIMITS.title) },
    narrative: { en },
  });
}

async function freePageSlug(client: PrismaClient | Transaction, wanted: string): Promise<string> {
  const rows = await client.publicPage.findMany({
    where: { slug: { startsWith: wanted.slice(0, 20) } },
    select: { slug: true },
  });
  const taken = new Set(rows.map(({ slug }) => slug));
  return taken.has(wanted) ? freeSlug(wanted, "page", (slug) => taken.has(slug)) : wanted;
}

export type MatterPage = LoadedMatter & { readonly page: LoadedPage };

async function loadMatterPage(
  client: PrismaClient | Transaction,
  slug: string,
): Promise<Outcome<MatterPage>> {
  const matter = await loadMatter(client, slug);
  return matter ? done({ ...matter, page: await loadPage(client, matter) }) : refuse("not-found");
}

/** The target of commands on a matter's public page. */
export const pageToEdit: Target<[slug: string], MatterPage> = {
  arity: 1,
  load: loadMatterPage,
  permission: ({ subject }) => permit("matter.publish", { matter: subject }),
  about: ({ row }) => ({ matterId: row.id }),
};

/** The same, to take the page down. */
export const pageToWithdraw: Target<[slug: string], MatterPage> = {
  ...pageToEdit,
  permission: ({ subject }) => permit("matter.unpublish", { matter: subject }),
};

/** The same with one request or lawsuit of the matter. */
export const partToEdit: Target<[slug: string, id: string], MatterPage> = {
  arity: 2,
  load: (client, slug) => loadMatterPage(client, slug),
  permission: ({ subject }) => permit("matter.publish", { matter: subject }),
  about: ({ row }) => ({ matterId: row.id }),
};

/**
 * Stores the draft content, with an audit line that has the changed part and the hash of the whole.
 */
export async function writeContent(
  { tx, record }: Pick<UnitOfWork, "tx"> & Recording,
  { row, page }: MatterPage,
  change: { readonly content: PageContent; readonly slug?: string; readonly part: string },
): Promise<Outcome<void>> {
  const { slug = page.slug, part } = change;
  const content = canonicalContent(change.content);
  const isNew = page.revision === 0;
  if (!isNew && slug === page.slug && content === canonicalContent(page.content)) return done();
  const revision = page.revision + 1;
  const written = { slug, content, revision };
  await tx.publicPage.upsert({
    where: { matterId: row.id },
    create: { matterId: row.id, status: "draft", ...written },
    update: written,
  });
  const details = { part, slug, revision, sha256: sha256(content) };
  await record({ type: "matter.page-edited", details });
  return done();
}

function canonicalContent(content: PageContent): string {
  return canonicalize(content) ?? "{}";
}
