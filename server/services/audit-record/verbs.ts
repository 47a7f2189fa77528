import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The audit record as people read it. Its sentences are read once somebody asks: a start needs none. */
export const AUDIT_RECORD_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showRecord),
  lines: lazyVerb(async () => (await import("./lines.ts")).recordLines),
};
