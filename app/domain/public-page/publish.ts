import { matrixOf } from "#app/domain/agency-record/outcome.ts";
import { productionTotals } from "#app/domain/agency-record/production.ts";
import { timelineOf } from "#app/domain/timeline/entries.ts";
import type { PageContent } from "./content.ts";
import { publishedPage, type PublishedPage, type PublishedPages } from "./published.ts";
import { topItems, type FiledPaper, type PublicRecord, type PublicRelease } from "./record.ts";

/**
 * The page as published: the texts of `content`, with days, numbers, captions, items, outcomes and
 * hashes from the record. What the content names but the record lacks, or was taken back, is left
 * out; checks.ts refuses to publish it.
 * @param today ISO day.
 */
export function pageToPublish(
  content: PageContent,
  record: PublicRecord,
  today: string,
): PublishedPage {
  const { title, notice, narrative, firstPublishedOn, resources, callToAction } = content;
  // Only the fields of the schema, in its order.
  return publishedPage.parse({
    title,
    notice,
    narrative,
    firstPublishedOn,
    organizations: record.organizations.map(({ shortName: _shortName, ...told }) => told),
    filings: filingsOf(content, record),
    documents: documentsOf(content, record),
    suits: suitsOf(content, record),
    timeline: content.showTimeline ? publicTimeline(content, record, today) : null,
    resources: resources.map(({ id: _id, ...resource }) => resource),
    callToAction,
    asOf: today,
  });
}

function filingsOf({ summaries }: PageContent, record: PublicRecord): PublishedPage["filings"] {
  return summaries
    .flatMap(({ documentId, heading, leadIn, items }) => {
      const paper = record.filings.find((filing) => filing.documentId === documentId);
      if (!paper) return [];
      const { kind, filedOn, state } = paper;
      const rows = new Map(
        matrixOf(
          paper.items.map(({ id }) => id),
          paper.outcomes,
        ).map((row) => [row.itemId, row]),
      );
      const told = items.map(({ words, itemIds }) => ({
        words,
        pages: pagesOf(releasesOf(paper, itemIds)),
        filed: topItems(paper)
          .filter(({ id }) => itemIds.includes(id))
          .map((item) => ({
            label: item.label,
            outcomes: saidOnce(
              paper.items
                .filter(({ topId }) => topId === item.id)
                .flatMap(({ id, label }) =>
                  (rows.get(id)?.inForce ?? []).map((outcome) =>
                    outcomeOf(outcome, id === item.id ? null : label, paper.events),
                  ),
                ),
            ),
          })),
      }));
      const itemCount = topItems(paper).length;
      const pages = pagesOf(paper.productions);
      return [{ documentId, kind, heading, leadIn, filedOn, state, pages, itemCount, items: told }];
    })
    .toSorted(byDay(({ filedOn }) => filedOn));
}

/** The releases of these top-level items alone: of one that names others too, nobody knows whose pages. */
function releasesOf({ items, productions }: FiledPaper, topIds: readonly string[]) {
  const own = new Set(items.filter(({ topId }) => topIds.includes(topId)).map(({ id }) => id));
  return productions.filter(
    ({ itemIds }) => itemIds.length > 0 && itemIds.every((id) => own.has(id)),
  );
}

function pagesOf(productions: readonly PublicRelease[]): PublishedPages | null {
  if (productions.length === 0) return null;
  const isInvented = productions.some((one) => one.isInvented);
  return { releases: productions.length, ...productionTotals(productions), isInvented };
}

/** Leaves out outcomes of an item's parts that repeat one of the whole item. */
function saidOnce<T extends { readonly part: string | null }>(outcomes: readonly T[]): T[] {
  const whole = outcomes.filter(({ part }) => part === null);
  const isSaid = (one: T) =>
    whole.some((other) => JSON.stringify({ ...one, part: null }) === JSON.stringify(other));
  return outcomes.filter((one) => one.part === null || !isSaid(one));
}

/** @param below the label of a sub-item of the described item. */
function outcomeOf(
  { outcome, details, dated, eventId }: FiledPaper["outcomes"][number],
  below: string | null,
  events: FiledPaper["events"],
) {
  const exemptions = details.exemptions.map(({ number, statute, privilege }) => {
    const on = statute ?? privilege;
    return on === null ? number : `${number} (${on})`;
  });
  const { office } = details;
  const isInvented = events.some((event) => event.id === eventId && event.isInvented);
  const part = [below, details.part].filter((said) => said !== null).join(", ") || null;
  return { outcome, exemptions, office, part, dated, isInvented };
}

function documentsOf({ documents }: PageContent, record: PublicRecord): PublishedPage["documents"] {
  return documents
    .flatMap(({ kind, id, label }): PublishedPage["documents"] => {
      if (kind === "filed") {
        const paper = record.filings.find(({ documentId }) => documentId === id);
        if (!paper) return [];
        const { sha256, name, bytes } = paper.pdf;
        const file = { sha256, name, bytes, mediaType: "application/pdf" };
        const broughtIn = paper.isBroughtIn ? ({ isBroughtIn: true } as const) : {};
        return [{ kind, id, label, what: paper.kind, dated: paper.filedOn, ...file, ...broughtIn }];
      }
      const file = record.attachments.find((attachment) => attachment.id === id);
      if (!file || file.isTakenBack) return [];
      const { role: what, dated, sha256, name, bytes, mediaType } = file;
      const made = file.isInvented ? { isInvented: true as const } : {};
      return [{ kind, id, label, what, dated, sha256, name, bytes, mediaType, ...made }];
    })
    .toSorted(byDay(({ dated }) => dated ?? "9"));
}

/** In the order in which staff put them. */
function suitsOf({ litigation }: PageContent, record: PublicRecord): PublishedPage["suits"] {
  return litigation.flatMap((card) => {
    const docket = record.dockets.find(({ docketId }) => docketId === card.docketId);
    if (!docket) return [];
    const { court, district, caseNumber, filedOn } = docket;
    const [plaintiffs, defendants] = [[...docket.plaintiffs], [...docket.defendants]];
    return [{ ...card, court, district, caseNumber, plaintiffs, defendants, filedOn }];
  });
}

/** Limited to the documents and lawsuits on the page: the timeline reveals nothing else. */
function publicTimeline(
  { summaries, litigation, milestones }: PageContent,
  { filings, dockets, calendar }: PublicRecord,
  today: string,
): PublishedPage["timeline"] {
  const papers = summaries.flatMap(({ documentId, heading }) =>
    filings
      .filter((paper) => paper.documentId === documentId)
      .map(({ kind, filedOn, events }) => ({ documentId, kind, filedOn, events, name: heading })),
  );
  const suits = litigation.flatMap(({ docketId, title }) =>
    dockets
      .filter((docket) => docket.docketId === docketId)
      .map(({ filedOn, events, enforces }) => ({
        docketId,
        filedOn,
        events,
        enforces,
        name: title,
      })),
  );
  return timelineOf({ milestones, papers, suits }, { calendar, today, isPublic: true });
}

function byDay<T>(dayOf: (one: T) => string): (one: T, other: T) => number {
  return (one, other) => (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : 0);
}
