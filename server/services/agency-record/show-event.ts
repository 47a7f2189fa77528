import type { Actor } from "#app/domain/actor.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { componentsOf } from "#app/domain/agency-record/components.ts";
import { taskAfter } from "#app/domain/agency-record/proposals.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentTag, type DocumentTag } from "#server/services/documents/tag.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Resources } from "#server/services/resources.ts";
import { clockOf } from "./clocks.ts";
import { agencyEventsOf } from "./events.ts";
import { itemsOfVersion } from "./items.ts";
import { filedDocument } from "./load.ts";
import { showAgencyRecord } from "./show.ts";
import type { AgencyRecordView, CurrentEvent, EventContent, ItemView } from "./views.ts";

/** The initial values of the form for an event. */
interface NewAgencyEventView {
  readonly document: DocumentTag;
  /** ISO date, where filings are dated. */
  readonly today: string;
  /** The filed appeals of the matter. */
  readonly appeals: readonly { readonly id: string; readonly title: string }[];
  /** The parts of the request that the agency has decided by themselves. */
  readonly parts: readonly string[];
  /** The items of the request as filed. */
  readonly items: readonly NumberedItem[];
  /** The components that have the request (L51), by the day of their receipt. */
  readonly components: readonly string[];
}

/** The initial values of the form for a letter, or for more of one that is on record. */
interface NewLetterView extends NewAgencyEventView {
  /** The event of the letter to which something is added; null for a new letter. */
  readonly addsTo: EventContent | null;
  /** The id of its first event, which the form sends along. */
  readonly entryId: string;
}

/** One event with the outcomes that its letter states. */
export interface AgencyEventView extends NewAgencyEventView {
  readonly current: CurrentEvent;
  /** The other things that the same letter says, by day (L63). */
  readonly others: readonly CurrentEvent[];
  readonly items: readonly ItemView[];
  /** The next tasks of a person, after all that the letter says. */
  readonly tasks: readonly string[];
  readonly may: AgencyRecordView["may"];
}

/** Prepares the form for a new event of a filed request; refuses those who may not record one. */
export async function beginAgencyEvent(
  resources: Pick<Resources, "database" | "clock" | "log" | "ids">,
  actor: Actor,
  documentId: string,
  partOf: string | null = null,
): Promise<Outcome<NewLetterView>> {
  const { client } = resources.database;
  const found = await filedDocument(client, documentId);
  if (!found.ok) return found;
  const { row, subject, filing } = found.value;
  const allowed = may(actor, "agency-record.record", subject);
  if (!allowed.ok) return allowed;
  const items = await itemsOfVersion(resources, documentId, filing);
  const today = dateOfFilings(resources.clock());
  const request = await clockOf(client, documentId, today);
  const standing = request?.currentEvents ?? [];
  const addsTo = standing.find(({ id }) => id === partOf) ?? null;
  if (partOf !== null && addsTo === null) return refuse("not-found");
  return done({
    document: documentTag(actor, row),
    addsTo,
    entryId: resources.ids(),
    today,
    parts: partsOf(request?.clock ?? null),
    components: componentsOf(request?.currentEvents ?? []).map(({ name }) => name),
    appeals: await appealsOfMatter(client, row.matterId),
    // Where the filed text is not what was agreed, the record's own page says so, and offers no item.
    items: items.ok ? items.value : [],
  });
}

/**
 * Shows the event in force: of a corrected one, its correction, whose id the view has. Refuses
 * `not-found` for a retracted one.
 */
export async function showAgencyEvent(
  resources: Resources,
  actor: Actor,
  documentId: string,
  eventId: string,
): Promise<Outcome<AgencyEventView>> {
  const record = await showAgencyRecord(resources, actor, documentId);
  if (!record.ok) return record;
  const { document, today, items, events } = record.value;
  const { client } = resources.database;
  const known = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const currentId = correctionOf(known, eventId);
  const current = events.find(({ event }) => event.id === currentId);
  if (!current) return refuse("not-found");
  const others = events.filter(
    ({ event, letterId }) => letterId === current.letterId && event.id !== currentId,
  );
  const { matterId } = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { matterId: true },
  });
  return done({
    document,
    today,
    appeals: await appealsOfMatter(client, matterId),
    parts: partsOf(record.value.clock),
    components: record.value.components,
    current,
    others,
    items,
    tasks: tasksAfter([current, ...others], items, record.value.clock),
    may: record.value.may,
  });
}

/** The last of the corrections of an event; itself where there is none. */
function correctionOf(events: readonly AgencyEvent[], eventId: string): string {
  const next = events.find(({ correctsId }) => correctsId === eventId);
  return next ? correctionOf(events, next.id) : eventId;
}

const partsOf = (clock: Clock | null) => [
  ...new Set(clock?.parts.flatMap(({ part }) => part ?? []) ?? []),
];

function tasksAfter(
  events: readonly CurrentEvent[],
  items: readonly ItemView[],
  clock: Clock | null,
): string[] {
  const outcomes = items.flatMap((item) => item.outcomes);
  const tasks = events.flatMap(({ event }) => {
    const its = outcomes.filter(({ eventId }) => eventId === event.id);
    const said = new Set(its.map(({ outcome }) => outcome));
    return taskAfter(event, said, clock?.openQuestions) ?? [];
  });
  return [...new Set(tasks)];
}

async function appealsOfMatter(client: PrismaClient, matterId: string) {
  return client.document.findMany({
    where: { matterId, kind: "appeal", filing: { isNot: null } },
    select: { id: true, title: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
