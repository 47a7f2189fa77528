import { later } from "#server/services/later.ts";

/** The box that finds everything. Its code is read once somebody opens it. */
export const PALETTE_VERBS = {
  search: later(async () => (await import("./search.ts")).searchEverything),
};
