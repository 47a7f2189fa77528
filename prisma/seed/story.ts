import { agencyEventOf } from "#server/services/agency-record/events.ts";
import { filedDocument } from "#server/services/agency-record/load.ts";
import { compareClocks } from "#server/services/agency-record/compare-clocks.ts";
import { writeRelease } from "#server/services/agency-record/release.ts";
import { writeAgencyEvent, writeOutcomes } from "#server/services/agency-record/write.ts";
import { outcomeDetails } from "#app/domain/agency-record/outcome.ts";
import { daysLater } from "#app/domain/clock/calendar.ts";
import { checkDocketEvent } from "#app/domain/docket-event/checks.ts";
import {
  docketEventForm,
  docketEventOfForm,
  type DocketEventInput,
} from "#app/domain/docket-event/form.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readParties } from "#app/document/details/docket.ts";
import { numberedItems, type NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { Recording } from "#server/services/command.ts";
import { docketEventsOf } from "#server/services/dockets/events.ts";
import { writeDocketEvents } from "#server/services/dockets/write-events.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { readContent } from "#server/services/versions/content.ts";
import { COUNCIL, ILRC } from "./demo-matter.ts";
import {
  OUTSIDE_PRIORITIES_DOCKET,
  OUTSIDE_PRIORITIES_LETTERS,
  WEEKLY_REPORTS_DOCKET,
  WEEKLY_REPORTS_LETTERS,
  type InventedLetter,
} from "./invented.ts";
import { REMAND_LETTERS } from "./remand.ts";
import type { StepResources } from "./take-steps.ts";
import { demoPerson } from "./people.ts";

const REQUESTS = [
  ["demo-request-weekly-reports-filed", [...WEEKLY_REPORTS_LETTERS, ...REMAND_LETTERS]],
  ["demo-request-outside-priorities-filed", OUTSIDE_PRIORITIES_LETTERS],
] as const;

/**
 * Records the invented events of both requests and both suits: answers, releases, orders. Each
 * once, only where nothing is recorded yet. Returns the refusals, one sentence each.
 */
export async function recordStory(
  { database, clock }: Pick<StepResources, "database" | "clock">,
  matterId: string,
): Promise<string[]> {
  const today = dateOfFilings(clock());
  const incomplete: string[] = [];
  const told = async (
    what: string,
    tell: (tx: Transaction, at: Date) => Promise<Outcome<void>>,
  ) => {
    const outcome = await database.write((tx) => tell(tx, clock()));
    if (outcome.ok) return;
    const { sentence, fields } = outcome.refusal;
    incomplete.push(`${what}: ${[sentence, ...Object.values(fields ?? {})].join(" ")}`);
  };
  await told("Docket of January 11, 2022", (tx, at) =>
    recordDocket(tx, at, {
      matterId,
      docketId: "demo-docket-outside-priorities",
      by: demoPerson(COUNCIL, "staff").id,
      lines: OUTSIDE_PRIORITIES_DOCKET,
    }),
  );
  await told("Docket of late 2021", (tx, at) =>
    recordDocket(tx, at, {
      matterId,
      docketId: "demo-docket-weekly-reports",
      by: demoPerson(ILRC, "staff").id,
      lines: WEEKLY_REPORTS_DOCKET.map(({ inDays, ...line }) => ({
        ...line,
        dated: daysLater(today, inDays),
      })),
    }),
  );
  for (const [documentId, letters] of REQUESTS) {
    await told(documentId, (tx, at) => recordLetters(tx, at, { matterId, documentId, letters }));
  }
  return incomplete;
}

/** Ids in ascending order, the same on every run. */
function countedIds(of: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${of}-${String(count).padStart(3, "0")}`;
  };
}

/** Records the entries of a docket that has none, each as invented unless it says otherwise. */
export async function recordDocket(
  tx: Transaction,
  at: Date,
  told: {
    readonly matterId: string;
    readonly docketId: string;
    readonly by: string;
    readonly lines: readonly (DocketEventInput & { readonly isReal?: true })[];
  },
): Promise<Outcome<void>> {
  const { matterId, docketId, by, lines } = told;
  const docket = await tx.docket.findUnique({ where: { id: docketId } });
  if (!docket || (await tx.docketEvent.count({ where: { docketId } })) > 0) return done();
  const record: Recording["record"] = (event) =>
    appendEvent(tx, at, { actorId: by, matterId, ...event });
  const ids = countedIds(docketId);
  const suit = {
    filedOn: docket.filedOn,
    defendants: readParties(docket.parties).defendants.map(({ name }) => name),
  };
  for (const { isReal, ...line } of lines) {
    const event = docketEventOfForm(docketEventForm.parse(line));
    if (!event.ok) return event;
    const others = (await docketEventsOf(tx, [docketId])).get(docketId) ?? [];
    const possible = checkDocketEvent(event.value, suit, others, dateOfFilings(at));
    if (!possible.ok) return possible;
    const written = await writeDocketEvents(
      { tx, at, ids, record },
      "docket.event-recorded",
      { docketId, actorId: by },
      [{ ...event.value, isInvented: isReal !== true }],
    );
    if (!written.ok) return written;
  }
  return done();
}

/**
 * The ids of each top-level item with those of its parts: a letter about the item means them too.
 */
function itemsWithParts(items: readonly NumberedItem[]): string[][] {
  const groups: string[][] = [];
  for (const { id, level } of items) {
    if (level === 1) groups.push([id]);
    else groups.at(-1)?.push(id);
  }
  return groups;
}

async function recordLetters(
  tx: Transaction,
  at: Date,
  told: {
    readonly matterId: string;
    readonly documentId: string;
    readonly letters: readonly InventedLetter[];
  },
): Promise<Outcome<void>> {
  const { matterId, documentId, letters } = told;
  if ((await tx.agencyEvent.count({ where: { documentId } })) > 0) return done();
  const found = await filedDocument(tx, documentId);
  // An older demonstration has no such document, and one may have been returned to draft.
  if (!found.ok) return done();
  const by = demoPerson(COUNCIL, "staff").id;
  const record: Recording["record"] = (event) =>
    appendEvent(tx, at, { actorId: by, matterId, documentId, ...event });
  const version = await tx.version.findUniqueOrThrow({
    where: { id: found.value.filing.versionId },
  });
  const items = itemsWithParts(numberedItems(readContent(version.content).prose));
  const ids = countedIds(`${documentId}-record`);
  for (const {
    kind,
    dated = null,
    sent = null,
    received = null,
    details = {},
    ...rest
  } of letters) {
    const { note, ...said } = rest;
    const stands = { correctsId: null, isRetracted: false, isInvented: true };
    const event = agencyEventOf(
      kind,
      {
        id: ids(),
        dated,
        sent,
        received,
        note,
        ...stands,
        recordedById: by,
        recordedAt: at,
      },
      details,
    );
    const comparison = await compareClocks(tx, found.value, [event], at);
    if (!comparison.ok) return comparison;
    const written = await writeAgencyEvent({ tx, record }, documentId, event, comparison.value);
    if (!written.ok) return written;
    for (const { items: places, outcome, details: more = {} } of said.outcomes ?? []) {
      const itemIds = places.flatMap((place) => items[place] ?? []);
      const of = { itemIds, outcome, details: outcomeDetails.parse(more), by };
      await writeOutcomes({ tx, record }, { documentId, event, at }, of, ids);
    }
    if (!said.production) continue;
    const productionId = ids();
    const production = {
      ...said.production,
      batesFrom: null,
      batesTo: null,
      itemIds: [],
      note: "",
    };
    const to = { id: productionId, documentId, eventId: event.id, by, at };
    await writeRelease({ tx, record }, to, production);
  }
  return done();
}
