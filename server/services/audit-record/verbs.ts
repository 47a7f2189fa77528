import { later } from "#server/services/later.ts";

/** The audit record as people read it. Its sentences are read once somebody asks: a start needs none. */
export const AUDIT_RECORD_VERBS = {
  show: later(async () => (await import("./show.ts")).showRecord),
  lines: later(async () => (await import("./lines.ts")).recordLines),
};
