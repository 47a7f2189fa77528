/**
 * Errors that are expected, as values. The union of codes is closed: the tables code → HTTP status,
 * code → close code and code → sentence are exhaustive Records, so that a missing line does not
 * compile.
 */
export const REFUSAL_CODES = ["not-signed-in", "not-found", "forbidden", "bad-input"] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** What happened, whether anything was lost and what to do, in the user's words. */
  readonly sentence: string;
  /** For forms: sentences by field name. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a service function answers: the value, or why not. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(
  code: RefusalCode,
  sentence: string,
  fields?: Record<string, string>,
): Outcome<never> {
  return { ok: false, refusal: fields ? { code, sentence, fields } : { code, sentence } };
}
