import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The box that finds everything. Its code is read once somebody opens it. */
export const PALETTE_VERBS = {
  search: lazyVerb(async () => (await import("./search.ts")).searchEverything),
};
