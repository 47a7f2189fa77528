import type { Appeals, ExhaustionState } from "#app/domain/foia-clock.ts";
import { shortDate, withWrittenDays, writtenDay } from "#app/domain/dates.ts";
import type { ClockAnswer } from "#server/services/index.ts";

/** The states of exhaustion (L13) in words. */
export const EXHAUSTION_LABELS: Readonly<Record<ExhaustionState, string>> = {
  open: "Not exhausted: the agency still has time",
  "constructively exhausted": "Constructively exhausted",
  "must appeal": "Not exhausted: an appeal is needed",
  "appeal pending": "Not exhausted: the appeal is pending",
  exhausted: "Exhausted",
};

/** The state of a request or a part of it in words; that the time to appeal is over is told as such (L48). */
export function exhaustionLabel({ exhaustion: { state }, isAppealTimeOver }: Appeals): string {
  return state === "must appeal" && isAppealTimeOver
    ? "Not exhausted: the time to appeal is over"
    : EXHAUSTION_LABELS[state];
}

/** Whether a suit may rest on it. */
export function isExhausted(state: ExhaustionState): boolean {
  return state === "exhausted" || state === "constructively exhausted";
}

/** A range of two dates, or the single date: "Oct 7, 2021" or "Oct 7, 2021, or Oct 12, 2021". */
export function rangeText(earliest: string | null, latest: string | null): string | null {
  if (latest === null) return null;
  if (earliest === null || earliest === latest) return writtenDay(latest);
  return `${writtenDay(earliest)} to ${writtenDay(latest)}`;
}

/** The clock's result in one line. */
export function answerText(answer: ClockAnswer | null): string {
  if (answer === null) return "no answer: what was recorded could not be";
  const { components = [] } = answer;
  return components.length === 0
    ? inOneLine(answer)
    : components.map((one) => `${one.component}: ${inOneLine(one)}`).join("; ");
}

function inOneLine(answer: ClockAnswer): string {
  const { earliest, latest, appealUntil, exhaustion } = answer;
  const due =
    latest === null
      ? "no due date"
      : `due ${earliest === null || earliest === latest ? shortDate(latest) : `${shortDate(earliest)} to ${shortDate(latest)}`}`;
  const appeal = appealUntil === null ? "" : `, appeal until ${shortDate(appealUntil)}`;
  return `${due}${appeal}, ${exhaustion}`;
}

/** The warnings of a clock without duplicates: a part and the whole may have the same. */
export function warningSentences(sentences: readonly string[]): string[] {
  return [...new Set(sentences.map(withWrittenDays))];
}
