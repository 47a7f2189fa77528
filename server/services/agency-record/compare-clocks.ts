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

/**
 * The effect of an event on the clock. Refuses `bad-input`, with a sentence at the field, if the
 * event is impossible.
 * @param event as it would be recorded, with a provisional id.
 */
export async function compareClocks(
  client: PrismaClient | Transaction,
  { row: { id: documentId }, filing }: Pick<FiledDocument, "row" | "filing">,
  event: AgencyEvent,
  at: Date,
): Promise<Outcome<ClockComparison>> {
  const today = dateOfFilings(at);
  const events = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const suits = (await suitsOf(client, [documentId])).get(documentId) ?? [];
  const on = { suits, calendar: await calendarOf(client), today };
  const before = clockFrom(documentId, filing.filedOn, { ...on, events });
  const after = clockFrom(documentId, filing.filedOn, { ...on, events: [...events, event] });
  if (!event.isRetracted) {
    const possible = checkAgencyEvent(event as NewAgencyEvent, filing.filedOn, today);
    if (!possible.ok) return possible;
  }
  // If the record was impossible before, refusing the next event would not fix it.
  if (after.problem && !before.problem) {
    return { ok: false, refusal: atFields(after.problem, after.record, filing, event) };
  }
  return done({ before, after });
}

const textOf = (event: ClockRecord["events"][number]) => JSON.stringify(event);

/** Moves the clock's errors to the form's fields; the clock names places in the whole record. */
function atFields(
  problem: Refusal,
  record: ClockRecord,
  filing: { readonly filedOn: string },
  event: AgencyEvent,
): Refusal {
  // A denial is a determination of its part as well.
  const own = new Set(clockRecordOf(filing, [event]).events.slice(1).map(textOf));
  const isOwn = (index: number) => {
    const found = record.events[index];
    return found !== undefined && own.has(textOf(found));
  };
  const fields: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const [name, sentence] of Object.entries(problem.fields ?? {})) {
    const { index, field } = /^events\.(?<index>\d+)\.(?<field>\w+)$/u.exec(name)?.groups ?? {};
    if (field !== undefined && isOwn(Number(index))) fields[field] = sentence;
    else if (name.startsWith("received") && event.kind === "received")
      fields["received"] = sentence;
    else elsewhere.push(sentence);
  }
  const sentence =
    elsewhere.length > 0
      ? `With this the record can’t be: ${[...new Set(elsewhere)].join(" ")} Nothing was recorded; correct this, or that.`
      : undefined;
  return refuse("bad-input", sentence, fields).refusal;
}
