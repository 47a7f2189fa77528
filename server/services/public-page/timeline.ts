import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { timelineOf, type TimelineEntry } from "#app/domain/timeline/entries.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { todayOfPages } from "./candidate.ts";
import { loadPage, type PageState } from "./load.ts";
import { wasPublicHere } from "./read.ts";
import { publicRecord } from "./record.ts";

/** All dates of a matter. */
export interface MatterTimeline {
  readonly entries: readonly TimelineEntry[];
  /** ISO date. */
  readonly today: string;
  readonly pageState: PageState;
}

/** The dates of a matter from its first memorandum to today, for its own people. */
export async function matterTimeline(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<MatterTimeline>> {
  const matter = await matterFor(client, actor, "matter.view", slug);
  if (!matter.ok) return matter;
  const [record, page] = await Promise.all([
    publicRecord(client, matter.value),
    loadPage(client, matter.value),
  ]);
  const named = (title: string) => ({ en: title, es: null });
  const today = todayOfPages(clock());
  const entries = timelineOf(
    {
      milestones: page.content.milestones,
      papers: record.filings.map((paper) => ({ ...paper, name: named(paper.title) })),
      suits: record.dockets.map((docket) => ({ ...docket, name: named(docket.title) })),
    },
    { calendar: record.calendar, today, isPublic: false },
  );
  // A page that came with an archive was taken down by nobody here.
  const isNew = page.state === "withdrawn" && !(await wasPublicHere(client, matter.value.row.id));
  return done({ entries, today, pageState: isNew ? "draft" : page.state });
}
