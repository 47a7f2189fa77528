import * as z from "zod";
import { OUTCOMES } from "#app/domain/agency-record/outcome.ts";
import { AGENCY_EVENT_KINDS } from "#app/domain/agency-record/event.ts";
import { DOCKET_EVENT_KINDS } from "#app/domain/docket-event/event.ts";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { TIMELINE_LANES } from "#app/domain/timeline/entries.ts";

/**
 * The page as the public reads it: staff's texts joined with the record at the time of publication.
 * It is stored whole, so that reading it queries nothing else of the workspace, and nothing outside
 * of it can leak (L40). Fields are only ever added, each with a default. Earlier pages are kept and not shown:
 * a correction may have removed what nobody should read.
 */

const bilingual = z.object({ en: z.string(), es: z.string().nullable().default(null) });
const maybe = bilingual.nullable().default(null);

const outcome = z.object({
  outcome: z.enum(OUTCOMES),
  /** "(b)(6)", "(b)(5) (deliberative process)". */
  exemptions: z.array(z.string()),
  office: z.string().nullable(),
  part: z.string().nullable(),
  dated: z.string().nullable(),
  isInvented: z.boolean().default(false),
});

/** A sum of pages; at least so many, where a release doesn't give the count (L73). */
const pageTotal = z.object({ pages: z.number().nullable(), isAtLeast: z.boolean() });

/** The pages of releases. */
const pagesOfReleases = z.object({
  releases: z.number(),
  full: pageTotal,
  part: pageTotal,
  withheld: pageTotal,
  isInvented: z.boolean(),
});

const filing = z.object({
  documentId: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  heading: bilingual,
  leadIn: maybe,
  filedOn: z.string(),
  /** Whether it was withdrawn, or replaced by another. */
  state: z.enum(["stands", "withdrawn", "superseded"]),
  /** The pages of all releases; null where there was none. */
  pages: pagesOfReleases.nullable().default(null),
  /** The number of items of the filed document. */
  itemCount: z.number(),
  items: z.array(
    z.object({
      words: bilingual,
      /** The pages of releases that are of these items alone; null where there was none. */
      pages: pagesOfReleases.nullable().default(null),
      /** The filed items that this text summarizes. */
      filed: z.array(
        z.object({
          label: z.string(),
          /** Its outcomes in all letters, less those that a later one replaces; empty for none. */
          outcomes: z.array(outcome),
        }),
      ),
    }),
  ),
});

const offeredFile = z.object({
  /** The file is served at its hash: `/p/:slug/files/:sha256`. */
  sha256: z.string(),
  kind: z.enum(["filed", "attachment"]),
  /** The filed document's id, or the attachment's. */
  id: z.string(),
  /** request, complaint …; letter, release …. */
  what: z.string(),
  label: bilingual,
  /** ISO day of the filing, or of the letter that it belongs to. */
  dated: z.string().nullable(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  /** Whether it was made up for the demonstration; absent for no. */
  isInvented: z.literal(true).optional(),
  /** Whether it was filed before it came to the workspace (L59); absent for no. */
  isBroughtIn: z.literal(true).optional(),
});

const suit = z.object({
  docketId: z.string(),
  label: maybe,
  title: bilingual,
  summary: bilingual,
  link: z.string().nullable(),
  footnote: maybe,
  court: z.string(),
  district: z.string(),
  caseNumber: z.string().nullable(),
  plaintiffs: z.array(z.string()),
  defendants: z.array(z.string()),
  filedOn: z.string().nullable(),
});

const timelineEntry = z.object({
  key: z.string(),
  lane: z.enum(TIMELINE_LANES),
  on: z.string(),
  until: z.string().nullable(),
  what: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("milestone"),
      words: bilingual,
      source: z.string(),
      sourceEs: z.string().nullable().default(null),
    }),
    z.object({ kind: z.literal("filed"), paper: z.enum(DOCUMENT_KINDS) }),
    z.object({
      kind: z.literal("agency"),
      event: z.enum(AGENCY_EVENT_KINDS),
      of: maybe,
      component: z.string().nullable().default(null),
    }),
    z.object({ kind: z.literal("due"), component: z.string().nullable().default(null) }),
    z.object({ kind: z.literal("suit") }),
    z.object({
      kind: z.literal("docket"),
      event: z.enum(DOCKET_EVENT_KINDS),
      number: z.string().nullable(),
      text: z.string().nullable(),
      words: maybe,
    }),
  ]),
  about: maybe,
  aboutId: z.string().nullable().default(null),
  isInvented: z.boolean(),
});

export const publishedPage = z.object({
  title: bilingual,
  notice: maybe,
  narrative: z.object({ en: z.array(z.string()), es: z.array(z.string()) }),
  firstPublishedOn: z.string().nullable(),
  organizations: z.array(
    z.object({
      name: z.string(),
      city: z.string().nullable(),
      isLead: z.boolean(),
      website: z.string().nullable().default(null),
      pressName: z.string().nullable().default(null),
      pressEmail: z.string().nullable().default(null),
    }),
  ),
  filings: z.array(filing),
  documents: z.array(offeredFile),
  suits: z.array(suit),
  /** Null where the page shows no timeline. */
  timeline: z.array(timelineEntry).nullable(),
  resources: z.array(
    z.object({
      label: maybe,
      title: bilingual,
      text: bilingual,
      link: z.string().nullable(),
      statistic: z
        .object({
          figure: z.string(),
          label: bilingual,
          source: z.string(),
          sourceEs: z.string().nullable().default(null),
          asOf: z.string(),
        })
        .nullable(),
    }),
  ),
  callToAction: z
    .object({ title: bilingual, text: bilingual, button: bilingual, link: z.string() })
    .nullable(),
  /** ISO day on which the record was read. */
  asOf: z.string(),
});
export type PublishedPage = z.output<typeof publishedPage>;
export type PublishedFiling = PublishedPage["filings"][number];
export type PublishedFile = PublishedPage["documents"][number];
export type PublishedSuit = PublishedPage["suits"][number];
export type PublishedPages = NonNullable<PublishedFiling["pages"]>;
export type PublishedOutcome = z.output<typeof outcome>;

/** The parts of a page, as updates name them. */
export const PAGE_PARTS = [
  "title",
  "notice",
  "narrative",
  "organizations",
  "filings",
  "documents",
  "suits",
  "timeline",
  "resources",
  "callToAction",
] as const;
export type PagePart = (typeof PAGE_PARTS)[number];

/**
 * The parts that differ between the published and the new page, so that every change is announced
 * (L43). The day on which the record was read does not count.
 */
export function changedParts(before: PublishedPage, after: PublishedPage): PagePart[] {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const changed = PAGE_PARTS.filter((part) => !same(before[part], after[part]));
  const isDated = !same(before.firstPublishedOn, after.firstPublishedOn);
  return isDated && !changed.includes("title") ? ["title", ...changed] : changed;
}

/** All text of the page with its place, for the scan before publication (L44). */
export function textsOfPage(
  page: PublishedPage,
): { readonly place: string; readonly text: string }[] {
  const found: { place: string; text: string }[] = [];
  const visit = (value: unknown, place: string): void => {
    if (typeof value === "string") {
      if (value.trim() !== "") found.push({ place, text: value });
    } else if (Array.isArray(value)) {
      value.forEach((each, at) => visit(each, `${place}.${at}`));
    } else if (typeof value === "object" && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        // Hashes and ids are not private numbers.
        if (!NO_TEXTS.has(name)) visit(each, place === "" ? name : `${place}.${name}`);
      }
    }
  };
  visit(page, "");
  return found;
}

const NO_TEXTS: ReadonlySet<string> = new Set([
  "sha256",
  "id",
  "documentId",
  "docketId",
  "aboutId",
  "key",
]);

/** The words that come from the record, not from whoever writes the page. */
const FROM_RECORD =
  /^(?:organizations|documents\.\d+\.name|suits\.\d+\.(?:court|district|caseNumber|plaintiffs|defendants)|filings\.\d+\.items\.\d+\.filed|timeline\.\d+\.what\.(?:of|component|number|text))(?:\.|$)/u;

/** Whether nobody can write that place of textsOfPage otherwise: a caption, a letter, a file's name. */
export function isFromRecord(place: string): boolean {
  return FROM_RECORD.test(place);
}
