import { later } from "#server/services/later.ts";

/** The verbs of what an agency does. Their code is read once one is asked for: a start needs none of it. */
export const AGENCY_RECORD_VERBS = {
  show: later(async () => (await import("./show.ts")).showAgencyRecord),
  elsewhere: later(async () => (await import("./show.ts")).recordsElsewhere),
  clockNews: later(async () => (await import("./clock-news.ts")).clockNewsOf),
  begin: later(async () => (await import("./show-event.ts")).beginAgencyEvent),
  showEvent: later(async () => (await import("./show-event.ts")).showAgencyEvent),
  preview: later(async () => (await import("./preview.ts")).previewAgencyEvent),
  record: later(async () => (await import("./record-event.ts")).recordAgencyEvent),
  previewLetter: later(async () => (await import("./preview.ts")).previewLetter),
  recordLetter: later(async () => (await import("./record-letter.ts")).recordLetter),
  correct: later(async () => (await import("./record-event.ts")).correctAgencyEvent),
  retract: later(async () => (await import("./record-event.ts")).retractAgencyEvent),
  retractLetter: later(async () => (await import("./record-event.ts")).retractLetter),
  recordOutcome: later(async () => (await import("./record-outcome.ts")).recordOutcome),
  retractOutcomes: later(async () => (await import("./record-outcome.ts")).retractOutcomes),
  recordProduction: later(async () => (await import("./record-production.ts")).recordProduction),
  retractProduction: later(async () => (await import("./record-production.ts")).retractProduction),
};
