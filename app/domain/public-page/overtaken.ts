import type { PageContent } from "./content.ts";
import { pageToPublish } from "./publish.ts";
import { changedParts, type PagePart, type PublishedPage } from "./published.ts";
import { topItems, type PublicRecord } from "./record.ts";

/** The parts of a page that come from the record; the others are what staff wrote. */
const OF_RECORD: ReadonlySet<PagePart> = new Set([
  "organizations",
  "filings",
  "documents",
  "suits",
  "timeline",
]);

/**
 * The parts in which the record now says something else than a published page does, whatever staff
 * have written for its next publication.
 * @param today ISO day.
 */
export function overtakenParts(
  page: PublishedPage,
  record: PublicRecord,
  today: string,
): PagePart[] {
  const now = pageToPublish(contentOf(page, record), record, today);
  return changedParts(page, now).filter((part) => OF_RECORD.has(part));
}

/**
 * Restores what staff had written when the page was published, as far as the record is joined with
 * it.
 */
function contentOf(page: PublishedPage, record: PublicRecord): PageContent {
  const { title, notice, narrative, firstPublishedOn, callToAction, timeline } = page;
  return {
    title,
    notice,
    narrative,
    firstPublishedOn,
    callToAction,
    resources: [],
    summaries: page.filings.map(({ documentId, heading, leadIn, items }) => {
      const paper = record.filings.find((filing) => filing.documentId === documentId);
      const idOf = new Map(paper && topItems(paper).map(({ id, label }) => [label, id]));
      return {
        documentId,
        heading,
        leadIn,
        items: items.map(({ words, filed }) => ({
          id: "",
          words,
          itemIds: filed.flatMap(({ label }) => idOf.get(label) ?? []),
        })),
      };
    }),
    documents: page.documents.map(({ kind, id, label }) => ({ kind, id, label })),
    litigation: page.suits.map(({ docketId, label, title: name, summary, link, footnote }) => ({
      docketId,
      label,
      title: name,
      summary,
      link,
      footnote,
    })),
    milestones: (timeline ?? []).flatMap(({ key, on, what }) =>
      what.kind === "milestone"
        ? [{ id: key.replace(/^milestone-/u, ""), on, link: null, ...shownText(what) }]
        : [],
    ),
    showTimeline: timeline !== null,
  };
}

function shownText({
  words,
  source,
  sourceEs,
}: Pick<PageContent["milestones"][number], "words" | "source" | "sourceEs">) {
  return { words, source, sourceEs };
}
