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

/** The clock as it stands, and as it would stand with another event. */
export interface Weighed {
  readonly before: RequestClock;
  readonly after: RequestClock;
}

/**
 * What an event would do to the clock. Refuses `bad-input`, with a sentence at the field, what can't
 * have happened: then nothing of the record is changed.
 * @param event as it would stand on record, with a provisional id.
 */
export async function weigh(
  client: PrismaClient | Transaction,
  { row: { id: documentId }, filing }: Pick<FiledDocument, "row" | "filing">,
  event: AgencyEvent,
  at: Date,
): Promise<Outcome<Weighed>> {
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
  // What was impossible before can't be mended by refusing what comes after it.
  if (after.problem && !before.problem) {
    return { ok: false, refusal: atFields(after.problem, after.record, filing, event) };
  }
  return done({ before, after });
}

/** The clock's refusal in the form's fields: it names places in the record as a whole. */
function atFields(
  problem: Refusal,
  record: ClockRecord,
  filing: { readonly filedOn: string },
  event: AgencyEvent,
): Refusal {
  const own = clockRecordOf(filing, [event]).events.at(1);
  const place =
    own && record.events.findIndex((one) => JSON.stringify(one) === JSON.stringify(own));
  const fields: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const [name, sentence] of Object.entries(problem.fields ?? {})) {
    const { index, field } = /^events\.(?<index>\d+)\.(?<field>\w+)$/u.exec(name)?.groups ?? {};
    if (field !== undefined && Number(index) === place) fields[field] = sentence;
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
