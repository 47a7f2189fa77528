import { RateLimiterMemory } from "#server/rate-limiting/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { paperTitle } from "#app/document/details/paper-title.ts";
import { detailsForLayout } from "#app/document/details/details-for-layout.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import type { TypesetRequest, Pages } from "#server/typesetting/index.ts";
import { sha256 } from "#server/digest.ts";
import type { Resources } from "#server/services/resources.ts";
import { leftOutOf } from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import { districtFollows } from "./layout.ts";
import { documentFor, type loadDocument } from "./load.ts";
import { PreviewCache, type PreviewStanding } from "./preview-cache.ts";
import { migratedOnly } from "./migrated.ts";
import { PreviewViewers } from "./preview-viewers.ts";
import type { PageAsked, PagePicture, PreviewView } from "./preview-views.ts";

/** The number of drafts whose pages are cached; a long complaint has about 1.2 MB. */
const KEPT = 24;
/** Requests per person and minute; typing causes at most 150, for a few pages each. */
const ASKED_A_MINUTE = 900;

interface SetPages extends Pages {
  /** A key that changes only with the pages. */
  readonly setting: string;
  /** The sequence number of the pages; null for a version. */
  readonly change: number | null;
  readonly leftOut: number;
}

type PreviewRow = NonNullable<Awaited<ReturnType<typeof loadDocument>>>["row"];

/** Previews a draft's pages while people type. */
export interface Previews {
  /** Typesets the committed text. Refuses with a sentence that names the block at fault. */
  pages(actor: Actor, documentId: string, layout?: LayoutProfile): Promise<Outcome<PreviewView>>;
  /** One page of the last typesetting as a picture. */
  page(actor: Actor, documentId: string, asked: PageAsked): Promise<Outcome<PagePicture>>;
}

/**
 * Requires the permission for the PDF, on every call. A preview is not a download: it is not
 * recorded, has no change number on its pages (which would change every page with every key), and
 * is not checked for accessibility, which halves the time.
 */
export function createPreviews(resources: Resources): Previews {
  const { database, pagePictures } = resources;
  const previews = new PreviewCache<Outcome<SetPages>>(KEPT);
  const viewers = new PreviewViewers();
  const asking = new RateLimiterMemory({ points: ASKED_A_MINUTE, duration: 60 });

  async function latest(
    actor: Actor,
    documentId: string,
    layout: LayoutProfile | undefined,
    mayBeOld: (kept: Outcome<SetPages>) => boolean,
  ): Promise<Outcome<SetPages & { readonly layoutProfile: LayoutProfile }>> {
    const { consumedPoints } = await asking.penalty(actor.userId);
    if (consumedPoints > ASKED_A_MINUTE) return refuse("unavailable", TOO_OFTEN);
    const found = await documentFor(database.client, actor, "document.download", documentId);
    if (!found.ok) return found;
    const { row } = found.value;
    const layoutProfile = layout ?? (row.layoutProfile as LayoutProfile);
    if (!suits(row, layoutProfile)) return refuse("bad-input", NOT_FOR_THIS);
    const key = `${layoutProfile} ${documentId}`;
    const kept = previews.kept(key);
    const set = kept && mayBeOld(kept) ? kept : await wait(actor, key, row, layoutProfile);
    // Failures for lack of capacity are retried by the next caller.
    if (!set.ok && set.refusal.code !== "text-incomplete") previews.forget(key);
    return set.ok ? done({ ...set.value, layoutProfile }) : set;
  }

  async function wait({ userId }: Actor, key: string, row: PreviewRow, layout: LayoutProfile) {
    const answered = viewers.wait(`${userId} ${row.id}`, key);
    try {
      const asked = { by: userId, isWanted: () => viewers.want(key) };
      return await previews.latest(key, standingOf(row), () => make(row, layout, asked));
    } finally {
      answered();
    }
  }

  async function make({ id }: PreviewRow, layout: LayoutProfile, asked: TypesetRequest) {
    const migrated = await migratedOnly(database.client, id);
    if (!migrated.ok) return { sequence: 0, rest: "", value: migrated };
    // Read again: people kept typing while this waited for its turn.
    const read = await resources.drafts.prose(id);
    const row = await database.client.document.findUnique({ where: { id } });
    if (!read.ok) return { sequence: 0, rest: "", value: read };
    const draft = read.value;
    if (!row) return { sequence: 0, rest: "", value: refuse("not-found") };
    const stored =
      row.pinnedVersionId === null
        ? null
        : await storedVersion(resources, id, { id: row.pinnedVersionId });
    if (stored && !stored.ok) return { sequence: draft.sequence, rest: "", value: stored };
    const version = stored?.value ?? null;
    const current = row.layoutProfile as LayoutProfile;
    const follows = await districtFollows(database.client, row);
    const details = readDetails(row.facts);
    const content = version
      ? version.content
      : {
          prose: upgradedProse(draft.prose, row.schemaVersion),
          facts: follows ? detailsForLayout(details, current, layout) : details,
        };
    const input = {
      ...content,
      layoutProfile: layout,
      marking: version
        ? ({ kind: "version", number: version.number, sha256: version.hash } as const)
        : ({ kind: "preview", ...leftOutOf(draft.unknown) } as const),
      filing: null,
      title: paperTitle(row.kind as DocumentKind, content.facts),
      language: "en-US",
      createdAt: version?.createdAt ?? DAY,
      preview: true,
    };
    const pages = await resources.previewTypesetter.typeset(input, asked);
    const value: Outcome<SetPages> = pages.ok
      ? done({
          ...pages.value,
          setting: sha256(pages.value.pdf).slice(0, 24),
          change: version ? null : draft.sequence,
          leftOut: version ? 0 : draft.unknown.length,
        })
      : pages;
    return { sequence: draft.sequence, rest: standingOf(row).rest, value };
  }

  return {
    async pages(actor, documentId, layout) {
      const set = await latest(actor, documentId, layout, () => false);
      if (!set.ok) return set;
      const { setting, pages, starts = [], change, layoutProfile, leftOut } = set.value;
      return done({ setting, pages, starts, change, layoutProfile, leftOut });
    },
    async page(actor, documentId, { layout, page, width, setting }) {
      // Pages that another process has set may be newer than those that are kept here.
      const isKnown = (kept: Outcome<SetPages>) =>
        !setting || (kept.ok && kept.value.setting === setting);
      const set = await latest(actor, documentId, layout, isKnown);
      if (!set.ok) return set;
      const png = await pagePictures.draw({ pdf: set.value.pdf, page, width });
      return png.ok ? done({ png: png.value, hash: sha256(png.value) }) : png;
    },
  };
}

/** A preview has no date of its own: the same text gives the same pages tomorrow. */
const DAY = new Date("2000-01-01T12:00:00Z");

function standingOf(
  row: Pick<
    PreviewRow,
    "sequence" | "generation" | "factsRevision" | "layoutProfile" | "title" | "pinnedVersionId"
  >,
): PreviewStanding {
  const { sequence, generation, factsRevision, layoutProfile, title, pinnedVersionId } = row;
  const rest = JSON.stringify([generation, factsRevision, layoutProfile, title, pinnedVersionId]);
  return { sequence, rest };
}

/** A version has the signed layout; a draft can be previewed in any that suits its kind. */
function suits(row: PreviewRow, layout: LayoutProfile): boolean {
  if (layout === row.layoutProfile) return true;
  if (row.pinnedVersionId !== null) return false;
  return KINDS[row.kind as DocumentKind].layouts.includes(layout);
}

const TOO_OFTEN =
  "The pages were asked for too often within a minute. The text is unchanged; the preview goes on by itself in a moment.";
const NOT_FOR_THIS =
  "This layout does not suit the document. Nothing was changed; choose one of those that its settings offer.";
