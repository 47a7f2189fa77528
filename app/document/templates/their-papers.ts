import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";

/** The words of papers of the other side on which a rule turns, as courts enter them (L65). */
export const READS_LIKE = {
  answer: /^(?:amended |corrected |first |second |joint )*answer\b/iu,
  summaryJudgment: /\bsummary judgment\b/iu,
  /** A motion under Rule 12(b), (e) or (f). */
  rule12: /\b(?:dismiss|strike|more definite statement)\b|\b12\([bef]\)/iu,
} as const;

const BEGINS =
  /^(?:notice of motion and |amended |corrected |first |second |renewed |partial |joint |cross[- ]?)*(?:motion|answer)\b/iu;
const IS_ABOUT_ONE =
  /^(?:opposition|response|reply|memorandum|declaration|brief|statement|exhibit|stipulation|notice of withdrawal)\b|\bextension of time\b/iu;

/** A paper of the other side on the docket with such words; null for none. */
export function theirPaper(suit: SuitOnRecord, words: RegExp): DocketEvent | null {
  return (
    docketSheet(suit.events).find(
      ({ kind, details, text }) =>
        kind === "paper" &&
        "by" in details &&
        details.by === "them" &&
        words.test(text) &&
        !IS_ABOUT_ONE.test(text),
    ) ?? null
  );
}

/**
 * Entries that read like such a paper and don’t say whose it is: pasted ones that nobody ticked as
 * an answer, or which name no side (L65).
 */
export function unsidedPapers(suit: SuitOnRecord, ...words: readonly RegExp[]): DocketEvent[] {
  return docketSheet(suit.events).filter(
    ({ kind, details, text }) =>
      (kind === "other" || (kind === "paper" && "by" in details && details.by === "both")) &&
      BEGINS.test(text) &&
      !IS_ABOUT_ONE.test(text) &&
      words.some((each) => each.test(text)),
  );
}
