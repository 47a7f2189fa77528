import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { agencyEventForm, agencyEventOfForm } from "#app/domain/agency-record/form.ts";
import { outcomeDetails, type ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import { readContent } from "#server/services/versions/content.ts";
import { numberedItems, type NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { Recording } from "#server/services/command.ts";
import { filedDocument, type FiledDocument } from "#server/services/agency-record/load.ts";
import { weigh } from "#server/services/agency-record/weigh.ts";
import { writeAgencyEvent, writeOutcomes } from "#server/services/agency-record/write.ts";
import { COUNCIL, WEEKLY_REPORTS } from "./facts.ts";
import type { LifeResources } from "./live.ts";
import { demoPerson } from "./people.ts";

/** The filed request whose record the demonstration shows. */
const REQUEST = "demo-request-weekly-reports-filed";

/**
 * What the agency answered is not known to the public: all of this is made up, and marked so on every
 * screen. No tracking number is made up, since papers print what the record has.
 */
interface DemoEvent {
  readonly form: Readonly<Record<string, unknown>>;
  readonly outcomes?: readonly DemoOutcome[];
  readonly production?: DemoProduction;
}

interface DemoOutcome {
  /** Which of the items without a parent, from 0. */
  readonly items: readonly number[];
  readonly outcome: ItemOutcomeKind;
  readonly details?: object;
}

interface DemoProduction {
  readonly dated: string;
  readonly number: number;
  readonly batesFrom: string;
  readonly batesTo: string;
  readonly pagesFull: number;
  readonly pagesPart: number;
  readonly pagesWithheld: number;
  readonly pagesReviewed: number;
}

const EXPEDITION = "expedited processing";
const NOTE = "Made up for this demonstration: what ICE answered is not public.";

const EVENTS: readonly DemoEvent[] = [
  {
    form: {
      kind: "received",
      received: WEEKLY_REPORTS.filed,
      office: "ICE FOIA Office",
      isProper: true,
    },
  },
  { form: { kind: "acknowledged", dated: "2021-09-16", received: "2021-09-20", track: "complex" } },
  {
    form: {
      kind: "determined",
      dated: "2021-09-20",
      received: "2021-09-21",
      part: EXPEDITION,
      statesReasonsAndAppeal: true,
      appealDays: 90,
    },
  },
  { form: { kind: "appealed", sent: "2021-09-27", received: "2021-09-28", part: EXPEDITION } },
  {
    form: {
      kind: "extended",
      dated: "2021-09-30",
      received: "2021-10-04",
      reasons: true,
      until: "2021-10-22",
    },
  },
  {
    form: {
      kind: "appealDecided",
      dated: "2021-10-20",
      received: "2021-10-22",
      part: EXPEDITION,
      result: "affirmed",
    },
  },
  {
    form: { kind: "interimResponse", dated: "2021-12-06", received: "2021-12-08" },
    outcomes: [
      {
        items: [0],
        outcome: "produced-in-part",
        details: {
          exemptions: [{ number: "(b)(6)" }, { number: "(b)(7)(C)" }, { number: "(b)(7)(E)" }],
        },
      },
      { items: [1], outcome: "no-records" },
      {
        items: [2],
        outcome: "referred",
        details: { office: "U.S. Department of Homeland Security, Privacy Office" },
      },
    ],
    production: {
      dated: "2021-12-06",
      number: 1,
      batesFrom: "DEMO-0001",
      batesTo: "DEMO-0115",
      pagesFull: 20,
      pagesPart: 95,
      pagesWithheld: 12,
      pagesReviewed: 130,
    },
  },
];

/** Records what the agency of the demonstration answered, where nothing is on record yet. */
export async function seedAgencyRecord({ database, clock }: LifeResources): Promise<void> {
  const { id: by } = demoPerson(COUNCIL, "staff");
  await database.write(async (tx) => {
    const found = await filedDocument(tx, REQUEST);
    if (!found.ok || (await tx.agencyEvent.count({ where: { documentId: REQUEST } })) > 0) return;
    const version = await tx.version.findUniqueOrThrow({
      where: { id: found.value.filing.versionId },
      select: { content: true },
    });
    const items = numberedItems(readContent(version.content).prose);
    for (const [index, event] of EVENTS.entries()) {
      const at = clock();
      await addEvent(
        { tx, by, at, id: `demo-agency-event-${index + 1}` },
        found.value,
        event,
        items,
      );
    }
  });
}

interface Adding {
  readonly tx: Transaction;
  readonly by: string;
  readonly at: Date;
  readonly id: string;
}

async function addEvent(
  { tx, by, at, id }: Adding,
  found: FiledDocument,
  { form, outcomes = [], production }: DemoEvent,
  items: readonly NumberedItem[],
): Promise<void> {
  const { row } = found;
  const record: Recording["record"] = (event) =>
    appendEvent(tx, at, { ...event, actorId: by, matterId: row.matterId, documentId: row.id });
  const event: AgencyEvent = {
    ...possible(agencyEventOfForm(agencyEventForm.parse(form))),
    note: NOTE,
    id,
    correctsId: null,
    isRetracted: false,
    isInvented: true,
    recordedById: by,
    recordedAt: at,
  };
  const weighed = possible(await weigh(tx, found, event, at));
  possible(await writeAgencyEvent({ tx, record }, row.id, event, weighed));
  const tops = items.filter(({ level }) => level === 1);
  for (const [index, { items: which, outcome, details = {} }] of outcomes.entries()) {
    const said = {
      itemIds: which.flatMap((place) => tops[place]?.id ?? []),
      outcome,
      details: outcomeDetails.parse(details),
      by,
    };
    const ids = numberedFrom(`${id}-outcome-${index + 1}`);
    await writeOutcomes({ tx, record }, { documentId: row.id, event, at }, said, ids);
  }
  if (!production) return;
  const productionId = `${id}-production`;
  await tx.production.create({
    data: {
      id: productionId,
      documentId: row.id,
      eventId: id,
      ...production,
      note: "",
      recordedById: by,
      recordedAt: at,
    },
  });
  await record({
    type: "agency-record.recorded",
    details: { what: "production", productionId, eventId: id, ...production },
  });
}

function numberedFrom(name: string): () => string {
  let last = 0;
  return () => `${name}-${(last += 1)}`;
}

/** What the demonstration records is right, or its own text is wrong. */
function possible<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { sentence, fields = {} } = outcome.refusal;
  throw new Error(`the demonstration's record can't be: ${sentence} ${JSON.stringify(fields)}`);
}
