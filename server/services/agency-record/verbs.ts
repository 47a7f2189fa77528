import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of what an agency does. Their code is read once one is asked for: a start needs none of it. */
export const AGENCY_RECORD_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showAgencyRecord),
  elsewhere: lazyVerb(async () => (await import("./show.ts")).recordsElsewhere),
  clockNews: lazyVerb(async () => (await import("./clock-news.ts")).clockNewsOf),
  begin: lazyVerb(async () => (await import("./show-event.ts")).beginAgencyEvent),
  showEvent: lazyVerb(async () => (await import("./show-event.ts")).showAgencyEvent),
  preview: lazyVerb(async () => (await import("./preview.ts")).previewAgencyEvent),
  record: lazyVerb(async () => (await import("./record-event.ts")).recordAgencyEvent),
  previewLetter: lazyVerb(async () => (await import("./preview.ts")).previewLetter),
  recordLetter: lazyVerb(async () => (await import("./record-letter.ts")).recordLetter),
  correct: lazyVerb(async () => (await import("./record-event.ts")).correctAgencyEvent),
  retract: lazyVerb(async () => (await import("./record-event.ts")).retractAgencyEvent),
  retractLetter: lazyVerb(async () => (await import("./record-event.ts")).retractLetter),
  recordOutcome: lazyVerb(async () => (await import("./record-outcome.ts")).recordOutcome),
  retractOutcomes: lazyVerb(async () => (await import("./record-outcome.ts")).retractOutcomes),
  recordProduction: lazyVerb(async () => (await import("./record-production.ts")).recordProduction),
  retractProduction: lazyVerb(
    async () => (await import("./record-production.ts")).retractProduction,
  ),
};
