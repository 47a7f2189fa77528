import type { Actor } from "#app/domain/actor.ts";
import { docketWarnings } from "#app/domain/docket-event/checks.ts";
import { suitDaysShown } from "#app/domain/docket-event/days.ts";
import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import { releasesOf } from "#app/domain/docket-event/due.ts";
import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { formOfDocketEvent } from "#app/domain/docket-event/form.ts";
import { docketKindOf } from "#app/domain/docket-event/kinds/index.ts";
import { SERVICE_METHOD_LABELS } from "#app/domain/docket-event/kinds/service.ts";
import type { NamedDay } from "#app/domain/docket-event/named-days.ts";
import { isServiceOn, recipientsOf } from "#app/domain/docket-event/recipients.ts";
import { detailsInSentences, suggestedKind } from "#app/domain/docket-event/entry-sentences.ts";
import { settersOf } from "#app/domain/docket-event/under.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DocketDetails } from "#app/document/details/docket.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { attachmentsAt } from "#server/services/attachments/views.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { courtCalendarOf, suitWithDeadlines } from "./deadlines.ts";
import { docketEventsOf } from "./events.ts";
import { docketFor } from "./load.ts";
import { namedDaysOf } from "./named-days.ts";
import { showDocket } from "./show.ts";
import type {
  DocketEventFormView,
  CorrectDocketEventView,
  DocketLine,
  DocketLineText,
  DocketSheetView,
  RetractedLine,
  ServiceRow,
} from "./sheet-views.ts";

/** A lawsuit with its docket sheet, deadlines, service and releases. */
export async function showDocketSheet(
  resources: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
): Promise<Outcome<DocketSheetView>> {
  const {
    database: { client },
    clock,
  } = resources;
  const shown = await showDocket(resources, actor, slug, docketId);
  if (!shown.ok) return shown;
  const docket = shown.value;
  const found = await docketFor(client, actor, slug, docketId);
  if (!found.ok) return found;
  const today = dateOfFilings(clock());
  const calendar = await courtCalendarOf(client);
  const suit = await suitWithDeadlines(client, found.value.docket, calendar, today);
  const { record, deadlines } = suit;
  const mayRecord = may(actor, "docket.record", { matter: found.value.subject }).ok;
  const drawn = await sheetLines(client, record.events, {
    partyIds: found.value.subject.partyIds,
    papers: docket.documents,
    deadlines,
    named: mayRecord
      ? await namedDaysOf(record.events, { facts: docket.facts, calendar, deadlines })
      : new Map(),
  });
  return done({
    ...docket,
    ...drawn,
    service: serviceRows(docket.facts.defendants, record.events, drawn.sheet, deadlines),
    days: suitDaysShown(docket.facts, record.events, deadlines),
    deadlines,
    releases: releasesOf(record, today),
    warnings: docketWarnings(
      { ...docket.facts, enforces: docket.enforces.length, defendants: record.defendants },
      record.events,
      deadlines,
    ),
    today,
    mayRecord,
  });
}

interface SheetContext {
  readonly partyIds: ReadonlySet<string>;
  readonly papers: readonly PaperTag[];
  readonly deadlines: readonly SuitDeadline[];
  readonly named: ReadonlyMap<string, readonly NamedDay[]>;
}

/** The current and the retracted entries, each with its former texts. */
async function sheetLines(
  client: PrismaClient,
  events: readonly DocketEvent[],
  { partyIds, papers, deadlines, named }: SheetContext,
): Promise<Pick<DocketSheetView, "sheet" | "retracted">> {
  const people = await personTags(
    client,
    events.map(({ recordedById }) => recordedById),
    partyIds,
  );
  const ids = events.map(({ id }) => id);
  const attached = await attachmentsAt(client, "docket-event", ids, partyIds);
  const byId = new Map(events.map((event) => [event.id, event]));
  const filesOf = (event: DocketEvent) =>
    [event, ...formerVersions(event, byId)].flatMap(({ id }) => attached.get(id) ?? []);
  const lines = docketSheet(events);
  const setters = settersOf(events);
  const following = grouped(deadlines, ({ eventId }) => eventId);
  const drawn = lines.map((event): DocketLine => {
    const before = formerVersions(event, byId);
    const { documentId = null } = event.kind === "paper" ? event.details : {};
    const follows = following.get(event.id) ?? [];
    return {
      ...lineText(event, people),
      isInvented: event.isInvented,
      follows,
      before: before.map((earlier) => lineText(earlier, people)),
      attachments: filesOf(event),
      document: papers.find(({ id }) => id === documentId) ?? null,
      suggestedKind: suggestedKind(event.text, event.kind),
      isOpen: isOpen(event, follows),
      hanging: [],
      named: named.get(event.id) ?? [],
    };
  });
  // A day that an entry sets stands under it, and not in its own place of the court's sheet (L73).
  const hanging = grouped(drawn, ({ id }) => setters.get(id) ?? null);
  const sheet = (hanging.get(null) ?? []).map((line) => ({
    ...line,
    hanging: hanging.get(line.id) ?? [],
  }));
  const retracted = events.flatMap((event): RetractedLine[] => {
    const of = event.isRetracted && event.correctsId !== null ? byId.get(event.correctsId) : null;
    if (!of) return [];
    return [
      {
        line: lineText(of, people),
        reason: event.text,
        attachments: filesOf(of),
        by: people.get(event.recordedById) ?? null,
        at: event.recordedAt.toISOString(),
      },
    ];
  });
  return { sheet, retracted };
}

/** A docket has thousands of entries: looking through all of them for each would take seconds. */
function grouped<T>(
  values: readonly T[],
  keyOf: (value: T) => string | null,
): ReadonlyMap<string | null, readonly T[]> {
  const groups = new Map<string | null, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

/** The entries that an entry corrected, directly and indirectly, latest first. */
function formerVersions(event: DocketEvent, byId: ReadonlyMap<string, DocketEvent>): DocketEvent[] {
  const before: DocketEvent[] = [];
  // Each corrects an earlier one, so that no chain is longer than the docket.
  for (let at = event; at.correctsId !== null && before.length < byId.size;) {
    const earlier = byId.get(at.correctsId);
    if (!earlier) break;
    before.push(earlier);
    at = earlier;
  }
  return before;
}

function lineText(event: DocketEvent, people: ReadonlyMap<string, PersonTag>): DocketLineText {
  const { id, kind, number, dated, text, recordedById, recordedAt } = event;
  return {
    id,
    kind,
    number,
    dated,
    text,
    sentences: detailsInSentences(event),
    by: people.get(recordedById) ?? null,
    at: recordedAt.toISOString(),
  };
}

function isOpen({ kind, details }: DocketEvent, follows: readonly SuitDeadline[]): boolean {
  if ("isDone" in details) return !details.isDone;
  const { task } = docketKindOf(kind);
  return follows.some((due) => due.kind === task?.closes && !due.isDone && !due.isMoot);
}

/** The recipients of service, recorded or not (L37, L56). */
function serviceRows(
  defendants: DocketDetails["defendants"],
  events: readonly DocketEvent[],
  sheet: readonly DocketLine[],
  deadlines: readonly SuitDeadline[],
): ServiceRow[] {
  const lines = docketSheet(events);
  return recipientsOf(defendants.map(({ name }) => name)).map((recipient) => {
    const event = lines.find(
      (line) => line.kind === "service" && isServiceOn(line.details, recipient),
    );
    const service = event?.kind === "service" ? event : null;
    const { on, agency, key, name } = recipient;
    return {
      on,
      agency,
      name,
      address: defendants.find((one) => one.name === agency)?.address ?? [],
      line: sheet.find(({ id }) => id === service?.id) ?? null,
      method: service ? SERVICE_METHOD_LABELS[service.details.method] : null,
      article: service?.details.article ?? null,
      sentOn: service?.details.sentOn ?? null,
      deliveredOn: service?.dated ?? null,
      due: deadlines.find((due) => due.key === `service-${key}`) ?? null,
    };
  });
}

/** The initial values of the form for a new entry. */
export async function beginDocketEvent(
  resources: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
  under: string | null = null,
): Promise<Outcome<DocketEventFormView>> {
  const { client } = resources.database;
  const found = await docketFor(client, actor, slug, docketId);
  if (!found.ok) return found;
  const permitted = may(actor, "docket.record", { matter: found.value.subject });
  if (!permitted.ok) return permitted;
  const shown = await showDocket(resources, actor, slug, docketId);
  if (!shown.ok) return shown;
  const { id, name, matter, facts, documents } = shown.value;
  const today = dateOfFilings(resources.clock());
  const events = under === null ? [] : ((await docketEventsOf(client, [id])).get(id) ?? []);
  const setBy = docketSheet(events).find((event) => event.id === under);
  if (under !== null && !setBy) return refuse("not-found");
  return done({
    setBy: setBy ? lineText(setBy, new Map()) : null,
    docket: { id, name, filedOn: facts.filedOn },
    matter,
    documents,
    defendants: facts.defendants.map((one) => one.name),
    today,
  });
}

/** An entry to be corrected, with its current values. Refuses `not-found` if it is not current. */
export async function showDocketEvent(
  resources: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
  eventId: string,
): Promise<Outcome<CorrectDocketEventView>> {
  const begun = await beginDocketEvent(resources, actor, slug, docketId);
  if (!begun.ok) return begun;
  const shown = await showDocketSheet(resources, actor, slug, docketId);
  if (!shown.ok) return shown;
  const line = shown.value.sheet
    .flatMap((one) => [one, ...one.hanging])
    .find(({ id }) => id === eventId);
  const events = await docketEventsOf(resources.database.client, [docketId]);
  const event = events.get(docketId)?.find(({ id }) => id === eventId);
  if (!line || !event) return refuse("not-found");
  return done({ ...begun.value, line, filled: formOfDocketEvent(event) });
}
