import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PageContent } from "#app/domain/public-page/content.ts";
import type { PageProblem } from "#app/domain/public-page/checks.ts";
import {
  changedParts,
  publishedPage,
  type PagePart,
  type PublishedPage,
} from "#app/domain/public-page/published.ts";
import { toldFilings, topItems, type FiledItem } from "#app/domain/public-page/record.ts";
import type { OfferCandidate } from "#app/document/public-page/record-forms.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { Instant } from "#server/services/instant.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { watchedNamesOf } from "#server/services/private-data/watch-list.ts";
import { candidatePage, privateDataProblems } from "./candidate.ts";
import { offerCandidates } from "./candidates.ts";
import { loadPage, type PageState } from "./load.ts";
import { wasPublicHere } from "./read.ts";
import { updatesHere, type PageUpdate } from "./updates.ts";

/** The public page of a matter, as the matter's people see it. */
export interface PublicPageView {
  readonly matter: MatterName;
  readonly slug: string;
  readonly state: PageState;
  readonly revision: number;
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawalReason: string | null;
  /** False for a page that came with an archive: its address knows nothing of it. */
  readonly wasPublicHere: boolean;
  readonly content: PageContent;
  /** The page that would be published now, with its hash. */
  readonly candidate: { readonly hash: string; readonly page: PublishedPage };
  readonly problems: readonly PageProblem[];
  /** The parts that differ from the published page; null if it isn't published. */
  readonly changed: readonly PagePart[] | null;
  readonly updates: readonly PageUpdate[];
  /** The filed requests and appeals. */
  readonly filings: readonly {
    readonly documentId: string;
    readonly title: string;
    readonly filedOn: string;
    readonly isOnPage: boolean;
    readonly items: readonly FiledItem[];
  }[];
  readonly dockets: readonly {
    readonly docketId: string;
    readonly title: string;
    readonly isOnPage: boolean;
    readonly plaintiffs: readonly string[];
    readonly defendants: readonly string[];
  }[];
  readonly candidates: readonly OfferCandidate[];
  readonly may: { readonly edit: boolean; readonly withdraw: boolean };
}

/** The draft content of the page, what would be published, and its differences from the record. */
export async function showPublicPage(
  resources: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<PublicPageView>> {
  const { client } = resources.database;
  const matter = await matterFor(client, actor, "matter.view", slug);
  if (!matter.ok) return matter;
  const found = { ...matter.value, page: await loadPage(client, matter.value) };
  const { row, subject, page } = found;
  const watched = await watchedNamesOf(resources, row.id);
  const names = watched.ok ? watched.value : [];
  const candidate = await candidatePage(client, found, resources.clock());
  const problems = [...candidate.problems, ...(await privateDataProblems(candidate.page, names))];
  const { record } = candidate;
  const isPublic = page.state === "published" && page.published !== null;
  return done({
    matter: { slug: row.slug, title: row.title },
    slug: page.slug,
    state: page.state,
    revision: page.revision,
    publishedAt: page.publishedAt?.toISOString() ?? null,
    updatedAt: page.updatedAt?.toISOString() ?? null,
    withdrawnAt: page.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: page.withdrawalReason,
    wasPublicHere: await wasPublicHere(client, row.id),
    content: page.content,
    candidate: { hash: candidate.hash, page: candidate.page },
    problems: watched.ok
      ? problems
      : [...problems, { severity: "blocks", ...watched.refusal, field: "page" }],
    changed: isPublic
      ? changedParts(publishedPage.parse(JSON.parse(page.published ?? "{}")), candidate.page)
      : null,
    updates: (await updatesHere(client, row.id)).updates,
    filings: toldFilings(record).map((paper) => ({
      documentId: paper.documentId,
      title: paper.title,
      filedOn: paper.filedOn,
      isOnPage: page.content.summaries.some(({ documentId }) => documentId === paper.documentId),
      items: topItems(paper),
    })),
    dockets: record.dockets.map(({ docketId, title, plaintiffs, defendants }) => ({
      docketId,
      title,
      plaintiffs,
      defendants,
      isOnPage: page.content.litigation.some((card) => card.docketId === docketId),
    })),
    candidates: offerCandidates(record),
    may: {
      edit: may(actor, "matter.publish", { matter: subject }).ok,
      withdraw: may(actor, "matter.unpublish", { matter: subject }).ok,
    },
  });
}

/** The same for editors; `forbidden` for the matter's other people. */
export async function showPageToEdit(
  resources: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<PublicPageView>> {
  const shown = await showPublicPage(resources, actor, slug);
  return shown.ok && !shown.value.may.edit ? refuse("forbidden") : shown;
}
