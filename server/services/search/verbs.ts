import { later } from "#server/services/later.ts";

/** The search. Its code is read once somebody searches: a start needs none of it. */
export const SEARCH_VERBS = {
  find: later(async () => (await import("./find.ts")).findEverywhere),
};
