import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import { checkAgencyEvent } from "#app/domain/agency-record/checks.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import type { NewAgencyEvent } from "#app/domain/agency-record/form.ts";
import type { ClockRecord } from "#app/domain/foia-clock.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { clockFrom, suitsOf, type RequestClock } from "./clocks.ts";
import { agencyEventsOf } from "./events.ts";
import type { FiledDocument } from "./load.ts";

/** The clock before and after a planned event. */
export interface ClockComparison {
  readonly before: RequestClock;
  readonly after: RequestClock;
}

/** The place in a form of an event's field; null for an event that the form has no fields of. */
export type FieldOfEvent = (at: number, field: string) => string | null;

const ofFirst: FieldOfEvent = (at, field) => (at === 0 ? field : null);

/**
 * The effect of events on the clock. Refuses `bad-input`, with a sentence at the field, if one of them is
 * impossible.
 * @param planned as they would be recorded, with provisional ids.
 */
export async function compareClocks(
  client: PrismaClient | Transaction,
  { row: { id: documentId }, filing }: Pick<FiledDocument, "row" | "filing">,
  planned: readonly AgencyEvent[],
  at: Date,
  fieldOf: FieldOfEvent = ofFirst,
): Promise<Outcome<ClockComparison>> {
  const today = dateOfFilings(at);
  const events = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const suits = (await suitsOf(client, [documentId])).get(documentId) ?? [];
  const on = { suits, calendar: await calendarOf(client), today };
  const before = clockFrom(documentId, filing.filedOn, { ...on, events });
  const after = clockFrom(documentId, filing.filedOn, { ...on, events: [...events, ...planned] });
  const wrong = planned.flatMap((event, index) => {
    if (event.isRetracted) return [];
    const possible = checkAgencyEvent(event as NewAgencyEvent, filing.filedOn, today);
    const fields = possible.ok ? {} : (possible.refusal.fields ?? {});
    return Object.entries(fields).map(([field, sentence]) => [fieldOf(index, field), sentence]);
  });
  if (wrong.length > 0) return { ok: false, refusal: refusedAt(wrong) };
  // If the record was impossible before, refusing the next event would not fix it.
  if (after.problem && !before.problem) {
    const places = placesOf(after.problem, after.record, filing, planned, fieldOf);
    return { ok: false, refusal: refusedAt(places) };
  }
  return done({ before, after });
}

type SentenceAt = readonly (string | null | undefined)[];

/** A refusal with a sentence at each field, and above the form the sentences that have none in it. */
function refusedAt(places: readonly SentenceAt[]): Refusal {
  const fields: Record<string, string> = {};
  const elsewhere = new Set<string>();
  for (const [field, sentence] of places) {
    if (!sentence) continue;
    if (field) fields[field] ??= sentence;
    else elsewhere.add(sentence);
  }
  const sentence =
    elsewhere.size > 0
      ? `With this the record can’t be: ${[...elsewhere].join(" ")} Nothing was recorded; correct this, or that.`
      : undefined;
  return refuse("bad-input", sentence, fields).refusal;
}

const textOf = (event: ClockRecord["events"][number]) => JSON.stringify(event);

/** Moves the clock's errors to the form's fields; the clock names places in the whole record. */
function placesOf(
  problem: Refusal,
  record: ClockRecord,
  filing: { readonly filedOn: string },
  planned: readonly AgencyEvent[],
  fieldOf: FieldOfEvent,
): SentenceAt[] {
  // A denial is a determination of its part as well.
  const own = planned.map((event) => clockRecordOf(filing, [event]).events.slice(1).map(textOf));
  const receipt = planned.findIndex(({ kind }) => kind === "received");
  return Object.entries(problem.fields ?? {}).map(([name, sentence]) => {
    const { index, field } = /^events\.(?<index>\d+)\.(?<field>\w+)$/u.exec(name)?.groups ?? {};
    const found = record.events[Number(index)];
    const at = found ? own.findIndex((texts) => texts.includes(textOf(found))) : -1;
    if (field !== undefined && at >= 0) return [fieldOf(at, field), sentence];
    const isOfReceipt = name.startsWith("received") && receipt >= 0;
    return [isOfReceipt ? fieldOf(receipt, "received") : null, sentence];
  });
}
