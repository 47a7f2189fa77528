import type { Actor } from "#app/domain/actor.ts";
import { effectiveEvents, type AgencyEvent } from "#app/domain/agency-record/event.ts";
import { expeditionOwedBy } from "#app/domain/agency-record/expedition.ts";
import { feesByComponent } from "#app/domain/agency-record/fees.ts";
import { letterOf } from "#app/domain/agency-record/letter.ts";
import { matrixOf } from "#app/domain/agency-record/outcome.ts";
import { productionTotals } from "#app/domain/agency-record/production.ts";
import { numbersOwed, unusualNumber } from "#app/domain/agency-record/tracking.ts";
import { countsOf } from "#app/domain/clock/components.ts";
import { componentsOf } from "#app/domain/agency-record/components.ts";
import { estimatesOf, type CompletionEstimate } from "#app/domain/agency-record/estimates.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { numberedItems } from "#app/document/numbering/requested-items.ts";
import { attachmentsAt, type AttachmentView } from "#server/services/attachments/views.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { changesOf, relyingPapers } from "./changes.ts";
import { clockOf, problemOf, type RequestClock } from "./clocks.ts";
import { filedDocument } from "./load.ts";
import { outcomesOf } from "./outcomes.ts";
import { productionViews } from "./productions.ts";
import type {
  AgencyRecordView,
  ElsewhereRecordView,
  RecordedEvent,
  RetractedEvent,
  EventContent,
} from "./views.ts";

/**
 * The record of a filed request, and everything computed from it. Refuses `wrong-status` before it
 * is filed.
 */
export async function showAgencyRecord(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<AgencyRecordView>> {
  const {
    database: { client },
    clock,
  } = resources;
  const seen = await documentFor(client, actor, "document.view", documentId);
  if (!seen.ok) return seen;
  const found = await filedDocument(client, documentId);
  if (!found.ok) return found;
  const { row, subject, filing } = found.value;
  const { partyIds } = subject.matter;
  const content = await contentOf(resources, documentId, filing.versionId);
  if (!content.ok) return content;
  const today = dateOfFilings(clock());
  const request = await clockOf(client, documentId, today);
  if (!request) return refuse("not-found");
  const { events } = request;
  const people = await personTags(
    client,
    events.map(({ recordedById }) => recordedById),
    partyIds,
  );
  const attached = await attachmentsAt(
    client,
    "agency-event",
    events.map(({ id }) => id),
    partyIds,
  );
  const invented = new Set(events.filter((event) => event.isInvented).map(({ id }) => id));
  const productions = await productionViews(client, documentId, partyIds, invented);
  const outcomes = await outcomesOf(client, documentId);
  const items = numberedItems(content.value.prose);
  const rows = matrixOf(
    items.map(({ id }) => id),
    outcomes,
  );
  const { letter } = content.value.facts;
  const changes = await changesOf(client, documentId, partyIds);
  return done({
    document: documentTag(actor, row),
    filedOn: filing.filedOn,
    today,
    clock: request.clock,
    expeditionOwedBy: request.clock
      ? expeditionOwedBy(letter?.expeditedProcessing ?? false, request.currentEvents, request.clock)
      : [],
    problem: problemOf(request),
    isInvented: request.isInvented,
    trackingNumbers: request.trackingNumbers.map(({ number, office }) => ({
      number,
      office,
      unusual: unusualNumber(number, "request") && unusualNumber(number, "appeal"),
    })),
    numbersOwed: numbersOwed(request, request.trackingNumbers, today),
    events: effectiveEvents(events).map(({ event, earlier }) => ({
      ...recorded(event, people),
      letterId: letterOf(event, earlier),
      earlier: earlier.map((each) => recorded(each, people)),
      attachments: attached.get(event.id) ?? [],
      productions: productions.current.filter(({ eventId }) => eventId === event.id),
    })),
    retracted: retractedOf(events, people, attached),
    retractedProductions: productions.retracted,
    items: items.map((item, index) => {
      const { outcomes: all = [], inForce = [], isPending = true } = rows[index] ?? {};
      return {
        ...item,
        outcomes: all,
        inForce: isPending ? [] : inForce,
        releases: productions.current.filter(({ itemIds }) => itemIds.includes(item.id)),
        isInvented: all.some(({ eventId }) => invented.has(eventId)),
      };
    }),
    totals: productionTotals(productions.current),
    fees: feesByComponent(request, { feeWaiver: letter?.feeWaiver ?? false }, today),
    estimates: estimatesByComponent(request, today),
    components: componentsOf(request.currentEvents).map(({ name }) => name),
    changes,
    relying: await relyingPapers(client, { documentId, matterId: row.matterId }, changes),
    may: {
      record: may(actor, "agency-record.record", subject).ok,
      recordProduction: may(actor, "agency-record.record-production", subject).ok,
    },
  });
}

/** The agency's own estimates, of each component where several have the request (L51). */
function estimatesByComponent(
  { clock, record, currentEvents }: RequestClock,
  today: string,
): CompletionEstimate[] {
  const counts = clock ? countsOf(clock, record) : [];
  const found = counts.flatMap((count) => estimatesOf(currentEvents, count, today));
  return [...new Map(found.map((one) => [`${one.until} ${one.component}`, one])).values()];
}

/**
 * The requests of the matter, for a filed appeal or complaint, which have no record of their own.
 */
export async function recordsElsewhere(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
): Promise<Outcome<ElsewhereRecordView>> {
  const seen = await documentFor(client, actor, "document.view", documentId);
  if (!seen.ok) return seen;
  const { row } = seen.value;
  const requests = await client.document.findMany({
    where: { matterId: row.matterId, kind: "request", filing: { isNot: null } },
    select: { id: true, title: true, filing: { select: { filedOn: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return done({
    document: documentTag(actor, row),
    requests: requests.map(({ id, title, filing }) => ({
      id,
      title,
      filedOn: filing?.filedOn ?? "",
    })),
  });
}

function recorded(event: AgencyEvent, people: ReadonlyMap<string, PersonTag>): RecordedEvent {
  const { recordedAt, recordedById, ...rest } = event;
  // TypeScript loses the connection of kind and details when properties are omitted from a union.
  const said = rest as EventContent;
  return { event: said, by: people.get(recordedById) ?? null, at: recordedAt.toISOString() };
}

function retractedOf(
  events: readonly AgencyEvent[],
  people: ReadonlyMap<string, PersonTag>,
  attached: ReadonlyMap<string, readonly AttachmentView[]>,
): RetractedEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return events.flatMap((event) => {
    const of = event.isRetracted && event.correctsId !== null ? byId.get(event.correctsId) : null;
    if (!of) return [];
    return [
      {
        ...recorded(of, people),
        reason: event.note ?? "",
        attachments: attached.get(of.id) ?? [],
        retraction: {
          by: people.get(event.recordedById) ?? null,
          at: event.recordedAt.toISOString(),
        },
      },
    ];
  });
}
