import * as z from "zod";
import { isWebAddress } from "#app/domain/links.ts";
import { isIsoDate } from "#app/domain/dates.ts";

/**
 * Texts that staff write for the public page (L40 to L45): in English and, optionally, in Spanish.
 * Facts (days, hashes, items, captions) are never typed here: publishing takes them from the
 * filings, the agency record and the dockets.
 */

export const PAGE_LANGUAGES = ["en", "es"] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

/** The language that an address asks for; English where there is no translation. */
export function pageLanguageOf(asked: string | null): PageLanguage {
  return PAGE_LANGUAGES.find((known) => known === asked) ?? "en";
}

const FEED_FORMATS = ["atom", "rss", "json"] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** The format that a feed's address asks for; Atom where there is none. */
export function feedFormatOf(asked: string | null): FeedFormat {
  return FEED_FORMATS.find((known) => known === asked) ?? "atom";
}

/** Limits that keep a page readable and quick to load. */
export const PAGE_LIMITS = {
  title: 200,
  line: 300,
  paragraph: 3_000,
  paragraphs: 30,
  summaries: 40,
  items: 60,
  cards: 30,
  documents: 300,
  resources: 20,
  milestones: 60,
  address: 2_048,
} as const;

const pageText = (most: number) => z.string().trim().max(most);
/** A text in English, optionally also in Spanish. */
const both = (most: number) =>
  z.object({ en: pageText(most).min(1), es: pageText(most).nullable().default(null) });
const optionalBoth = (most: number) => both(most).nullable().default(null);
const id = z.string().min(1).max(64);
/** The id by which concurrent edits are merged; assigned by the service that stores the list. */
const ownId = z.string().max(64).default("");
const day = (missing: string) => z.string().refine(isIsoDate, { error: missing });

/** Only http and https addresses: links must not start programs or open local files. */
export const webAddress = z.string().trim().max(PAGE_LIMITS.address).refine(isWebAddress, {
  error: "Enter an address that begins with https://.",
});

const paragraphs = z.object({
  en: z.array(pageText(PAGE_LIMITS.paragraph).min(1)).max(PAGE_LIMITS.paragraphs),
  es: z.array(pageText(PAGE_LIMITS.paragraph).min(1)).max(PAGE_LIMITS.paragraphs).default([]),
});

/** A filed request in plain words, each summary tied to items as they were filed (L41). */
const summary = z.object({
  documentId: id,
  heading: both(PAGE_LIMITS.line),
  leadIn: optionalBoth(PAGE_LIMITS.line),
  items: z
    .array(
      z.object({
        id: ownId,
        words: both(PAGE_LIMITS.paragraph),
        /** The ids of the filed request's items that this summarizes. */
        itemIds: z.array(id).min(1, { error: "Say which items of the request this summarizes." }),
      }),
    )
    .max(PAGE_LIMITS.items),
});

/** A document or file that the page offers for download (L42). */
const offered = z.object({
  kind: z.enum(["filed", "attachment"]),
  id,
  label: both(PAGE_LIMITS.line),
});

/** A lawsuit; plaintiffs and defendants are taken from its caption, not typed. */
const litigation = z.object({
  docketId: id,
  label: optionalBoth(80),
  title: both(PAGE_LIMITS.line),
  summary: both(PAGE_LIMITS.paragraph),
  link: webAddress.nullable().default(null),
  /** Why the words name other parties than the caption does (L42). */
  footnote: optionalBoth(PAGE_LIMITS.paragraph),
});

const resource = z.object({
  id: ownId,
  label: optionalBoth(80),
  title: both(PAGE_LIMITS.line),
  text: both(PAGE_LIMITS.paragraph),
  link: webAddress.nullable().default(null),
  /** A figure needs its source and its date (L45). */
  statistic: z
    .object({
      figure: z.string().trim().min(1).max(30),
      label: both(PAGE_LIMITS.line),
      source: pageText(PAGE_LIMITS.line).min(1),
      sourceEs: pageText(PAGE_LIMITS.line).nullable().default(null),
      asOf: day("Enter the day as of which it is right."),
    })
    .nullable()
    .default(null),
});

/** A day of the matter's narrative that no filing or docket has, such as that of a memorandum. */
const milestone = z.object({
  id: ownId,
  on: day("Enter the day on which it happened."),
  words: both(PAGE_LIMITS.line),
  source: pageText(PAGE_LIMITS.line).min(1),
  sourceEs: pageText(PAGE_LIMITS.line).nullable().default(null),
  link: webAddress.nullable().default(null),
});
export type Milestone = z.output<typeof milestone>;

const callToAction = z.object({
  title: both(PAGE_LIMITS.line),
  text: both(PAGE_LIMITS.paragraph),
  button: both(80),
  link: webAddress,
});

export const pageContent = z.object({
  title: both(PAGE_LIMITS.title),
  narrative: paragraphs,
  summaries: z.array(summary).max(PAGE_LIMITS.summaries).default([]),
  documents: z.array(offered).max(PAGE_LIMITS.documents).default([]),
  litigation: z.array(litigation).max(PAGE_LIMITS.cards).default([]),
  resources: z.array(resource).max(PAGE_LIMITS.resources).default([]),
  callToAction: callToAction.nullable().default(null),
  milestones: z.array(milestone).max(PAGE_LIMITS.milestones).default([]),
  /** For a page that was published elsewhere before: since when. */
  firstPublishedOn: day("Enter the day on which it was first published.").nullable().default(null),
  /** Whether a timeline of the requests and suits is drawn. */
  showTimeline: z.boolean().default(true),
  /** Shown at the top, for example that this is a demonstration. */
  notice: optionalBoth(PAGE_LIMITS.paragraph),
});
export type PageContent = z.output<typeof pageContent>;
export type PageSummary = PageContent["summaries"][number];
export type PageDocument = PageContent["documents"][number];
export type LitigationCard = PageContent["litigation"][number];
export type CallToAction = NonNullable<PageContent["callToAction"]>;
export type BilingualText = z.output<ReturnType<typeof both>>;

/** The text in that language; English where there is no translation. */
export function textInLanguage(language: PageLanguage, said: BilingualText): string {
  return (language === "es" ? said.es : null) ?? said.en;
}

/** Where something is from, in that language; as it was typed where there is no translation. */
export function sourceIn(
  language: PageLanguage,
  { source, sourceEs }: { readonly source: string; readonly sourceEs: string | null },
): string {
  return (language === "es" ? sourceEs : null) ?? source;
}
