import canonicalize from "canonicalize";
import { writtenDay } from "#app/domain/dates.ts";
import { pageContent } from "#app/domain/public-page/content.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { loadActor } from "#server/auth/index.ts";
import { itemsOfRequest } from "#server/services/public-page/items.ts";
import { readContent } from "#server/services/versions/content.ts";
import { COUNCIL, MATTER, MEMORANDA, OUTSIDE_PRIORITIES, WEEKLY_REPORTS } from "./demo-matter.ts";
import { servicesFor, type StepResources } from "./take-steps.ts";
import { demoPerson } from "./people.ts";
import {
  CALL,
  CARDS,
  DAYS,
  NARRATIVE,
  NOTICE,
  REQUESTS,
  RESOURCES,
  TITLE_ES,
} from "./texts/public-page.ts";

const simon = demoPerson(COUNCIL, "staff");

/**
 * Writes and publishes the demonstration's public page, once: the facts are those of the
 * organizations' own page about the matter, the text was written for this software. Does nothing if
 * there is a page already, or if one of the requests was not filed.
 */
export async function addPublicPage(
  resources: StepResources,
  matterId: string,
): Promise<Outcome<void>> {
  const { client } = resources.database;
  if ((await client.publicPage.count({ where: { matterId } })) > 0) return done();
  const summaries = [];
  for (const [documentId, told] of REQUESTS) {
    const filing = await client.filing.findUnique({
      where: { documentId },
      select: { version: { select: { content: true } } },
    });
    if (!filing) return done();
    const items = itemsOfRequest(readContent(filing.version.content).prose).filter(
      ({ id, topId }) => id === topId,
    );
    const { heading, leadIn, items: words } = told;
    summaries.push({
      documentId,
      heading,
      leadIn,
      items: words.map((said, at) => ({
        id: `${documentId}-${at + 1}`,
        words: said,
        itemIds: [items[at]?.id ?? ""],
      })),
    });
  }
  const [weekly, outside] = REQUESTS;
  const content = pageContent.parse({
    title: { en: MATTER.title, es: TITLE_ES },
    narrative: NARRATIVE,
    notice: NOTICE,
    firstPublishedOn: WEEKLY_REPORTS.filed,
    summaries,
    documents: [
      offered(
        weekly[0],
        `FOIA request of ${writtenDay(WEEKLY_REPORTS.filed)}`,
        "Solicitud FOIA del 9 de septiembre de 2021",
      ),
      offered(
        outside[0],
        `FOIA request of ${writtenDay(OUTSIDE_PRIORITIES.filed)}`,
        "Solicitud FOIA del 23 de septiembre de 2021",
      ),
    ],
    litigation: CARDS,
    resources: RESOURCES,
    callToAction: CALL,
    milestones: MEMORANDA.map(({ date }, at) => ({ id: `memo-${at + 1}`, on: date, ...DAYS[at] })),
  });
  await resources.database.write(async (tx) => {
    const text = canonicalize(content) ?? "{}";
    const row = { matterId, slug: MATTER.slug, content: text, revision: 1, status: "draft" };
    await tx.publicPage.create({ data: row });
  });
  const services = servicesFor(resources, "demo-public-page");
  const actor = await loadActor(client, simon.id);
  if (!actor) return refuse("not-found", `${simon.name} is not there any more.`);
  const view = await services.publicPage.toEdit(actor, MATTER.slug);
  if (!view.ok) return view;
  const published = await services.publicPage.publish(actor, MATTER.slug, {
    seen: view.value.candidate.hash,
    kind: "update",
    noteEn: undefined,
    noteEs: undefined,
    reason: "Demonstration: the papers name exhibits of which there are no files.",
  });
  return published.ok ? done() : published;
}

function offered(id: string, en: string, es: string) {
  return { kind: "filed", id, label: { en, es } } as const;
}
