import { FIRST_YEAR, LAST_YEAR } from "#app/domain/clock/calendar.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { EventDays } from "./event.ts";
import type { NewAgencyEvent } from "./form.ts";

/**
 * Refuses impossible days, with a sentence for the form: an event that has happened but is dated in
 * the future, a letter that arrived before it was written, or one before the request was filed.
 * Contradictions in the record as a whole are checked by the clock.
 * @param filedOn ISO day on which the request was filed.
 * @param today ISO day in the time zone of filings.
 */
export function checkAgencyEvent(
  event: NewAgencyEvent,
  filedOn: string,
  today: string,
): Outcome<void> {
  const fields: Record<string, string> = {};
  const { dated, sent, received } = event;
  const days: readonly [keyof EventDays, string | null][] = [
    ["dated", dated],
    ["sent", sent],
    ["received", received],
  ];
  for (const [name, day] of days) {
    if (day === null) continue;
    const year = Number(day.slice(0, 4));
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      fields[name] = `The holidays are known from ${FIRST_YEAR} to ${LAST_YEAR}; this is outside.`;
    } else if (day > today) {
      fields[name] =
        `${writtenDay(day)} is still to come: the record holds only what has happened.`;
    } else if (day < filedOn) {
      fields[name] =
        `The request was filed on ${writtenDay(filedOn)}; nothing on its record comes before that: its time runs from the receipt (5 U.S.C. 552(a)(6)(A)).`;
    }
  }
  const left = sent ?? dated;
  if (received !== null && left !== null && received < left) {
    fields["received"] ??= `It is dated ${writtenDay(left)}; it arrived on that day or after it.`;
  }
  const until = "until" in event.details ? event.details.until : null;
  if (until !== null && dated !== null && until < dated) {
    fields["until"] = `The letter is of ${writtenDay(dated)}; the day that it sets comes after it.`;
  }
  if ("estimatedCompletion" in event.details) {
    const { estimatedCompletion: expected } = event.details;
    const told = sent ?? dated ?? received;
    if (expected !== null && told !== null && expected < told) {
      fields["estimatedCompletion"] =
        `It is of ${writtenDay(told)}; the day by which the agency expects to be done comes after it.`;
    }
  }
  if ("appealUntil" in event.details) {
    const { appealUntil } = event.details;
    if (appealUntil !== null && dated !== null && appealUntil < dated) {
      fields["appealUntil"] =
        `The letter is of ${writtenDay(dated)}; the last day for an appeal comes after it. The statute gives at least 90 days (5 U.S.C. 552(a)(6)(A)(i)(III)(aa)).`;
    }
  }
  return Object.keys(fields).length === 0 ? done() : refuse("bad-input", undefined, fields);
}
