import * as z from "zod";

/** The most ids in a run: more than a draft can hold. */
const MOST_IDS = 10_000_000;

/** Ids of a draft, in requests: a Yjs client, the first clock, and how many. */
export const idRun = z.tuple([
  z.number().int().min(0),
  z.number().int().min(0),
  z.number().int().min(1).max(MOST_IDS),
]);
