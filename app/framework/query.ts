import type * as z from "zod";
import { readRecordFilter, type RecordFilter } from "#app/domain/audit-record/filter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** The most parameters of one URL; the pages have three at most. */
const MOST = 20;

/** Parses the URL's query with a schema; not-found for an invalid one. */
export function readQuery<S extends z.ZodType>(schema: S, url: URL): Outcome<z.output<S>> {
  if (url.searchParams.size > MOST) return refuse("not-found");
  const query = schema.safeParse(Object.fromEntries(url.searchParams));
  return query.success ? done(query.data) : refuse("not-found");
}

/** A record query from an address; a sentence names the part that can't be asked. */
export function readRecordQuery(url: URL): Outcome<RecordFilter> {
  if (url.searchParams.size > MOST) return refuse("not-found");
  return readRecordFilter(Object.fromEntries(url.searchParams));
}
