import type { Actor } from "#app/domain/actor.ts";
import { docketWarnings } from "#app/domain/docket-event/checks.ts";
import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import { releasesOf } from "#app/domain/docket-event/due.ts";
import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { formOfDocketEvent } from "#app/domain/docket-event/form.ts";
import { docketKindOf } from "#app/domain/docket-event/kinds/index.ts";
import { SERVICE_METHOD_WORDS } from "#app/domain/docket-event/kinds/service.ts";
import { SERVED } from "#app/domain/docket-event/recipients.ts";
import { detailsInSentences, suggestedKind } from "#app/domain/docket-event/words.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { attachmentsAt } from "#server/services/attachments/views.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { courtCalendarOf, suitWithDeadlines } from "./deadlines.ts";
import { docketEventsOf } from "./events.ts";
import { docketFor } from "./load.ts";
import { showDocket } from "./show.ts";
import type {
  DocketEventFormView,
  CorrectDocketEventView,
  DocketLine,
  DocketLineWords,
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
  const { record, deadlines } = await suitWithDeadlines(
    client,
    found.value.docket,
    await courtCalendarOf(client),
    today,
  );
  const drawn = await sheetLines(client, record.events, {
    partyIds: found.value.facts.partyIds,
    papers: docket.documents,
    deadlines,
  });
  const answer = deadlines.find(({ kind }) => kind === "answer");
  return done({
    ...docket,
    ...drawn,
    service: serviceRows(record.events, drawn.sheet, deadlines),
    deadlines,
    releases: releasesOf(record, today),
    warnings: docketWarnings(
      { ...docket.facts, enforces: docket.enforces.length },
      record.events,
      answer?.due ?? null,
    ),
    today,
    mayRecord: may(actor, "docket.record", { matter: found.value.facts }).ok,
  });
}

interface SheetContext {
  readonly partyIds: ReadonlySet<string>;
  readonly papers: readonly PaperTag[];
  readonly deadlines: readonly SuitDeadline[];
}

/** The current and the retracted entries, each with its former texts. */
async function sheetLines(
  client: PrismaClient,
  events: readonly DocketEvent[],
  { partyIds, papers, deadlines }: SheetContext,
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
  const sheet = docketSheet(events).map((event): DocketLine => {
    const before = formerVersions(event, byId);
    const { documentId = null } = event.kind === "paper" ? event.details : {};
    return {
      ...wordsOf(event, people),
      isInvented: event.isInvented,
      follows: deadlines.filter(({ eventId }) => eventId === event.id),
      before: before.map((earlier) => wordsOf(earlier, people)),
      attachments: filesOf(event),
      document: papers.find(({ id }) => id === documentId) ?? null,
      suggestedKind: event.kind === "other" ? suggestedKind(event.text) : null,
      isOpen: isOpen(event),
    };
  });
  const retracted = events.flatMap((event): RetractedLine[] => {
    const of = event.isRetracted && event.correctsId !== null ? byId.get(event.correctsId) : null;
    if (!of) return [];
    return [
      {
        line: wordsOf(of, people),
        reason: event.text,
        attachments: filesOf(of),
        by: people.get(event.recordedById) ?? null,
        at: event.recordedAt.toISOString(),
      },
    ];
  });
  return { sheet, retracted };
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

function wordsOf(event: DocketEvent, people: ReadonlyMap<string, PersonTag>): DocketLineWords {
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

function isOpen({ kind, details }: DocketEvent): boolean {
  return "isDone" in details ? !details.isDone : docketKindOf(kind).task !== undefined;
}

/** The three recipients of service, recorded or not (L37). */
function serviceRows(
  events: readonly DocketEvent[],
  sheet: readonly DocketLine[],
  deadlines: readonly SuitDeadline[],
): ServiceRow[] {
  const lines = docketSheet(events);
  return SERVED.map((on) => {
    const event = lines.find((line) => line.kind === "service" && line.details.on === on);
    const service = event?.kind === "service" ? event : null;
    return {
      on,
      line: sheet.find(({ id }) => id === service?.id) ?? null,
      method: service ? SERVICE_METHOD_WORDS[service.details.method] : null,
      article: service?.details.article ?? null,
      sentOn: service?.details.sentOn ?? null,
      deliveredOn: service?.dated ?? null,
      due: deadlines.find(({ key }) => key === `service-${on}`) ?? null,
    };
  });
}

/** The initial values of the form for a new entry. */
export async function beginDocketEvent(
  resources: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
): Promise<Outcome<DocketEventFormView>> {
  const { client } = resources.database;
  const found = await docketFor(client, actor, slug, docketId);
  if (!found.ok) return found;
  const permitted = may(actor, "docket.record", { matter: found.value.facts });
  if (!permitted.ok) return permitted;
  const shown = await showDocket(resources, actor, slug, docketId);
  if (!shown.ok) return shown;
  const { id, name, matter, facts, documents } = shown.value;
  const today = dateOfFilings(resources.clock());
  return done({ docket: { id, name, filedOn: facts.filedOn }, matter, documents, today });
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
  const line = shown.value.sheet.find(({ id }) => id === eventId);
  const events = await docketEventsOf(resources.database.client, [docketId]);
  const event = events.get(docketId)?.find(({ id }) => id === eventId);
  if (!line || !event) return refuse("not-found");
  return done({ ...begun.value, line, filled: formOfDocketEvent(event) });
}
