import type { z } from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** Parameters of one address; the pages have three at most. */
const MOST = 20;

/** What stands behind the question mark, as the schema has it; not-found if it can't be. */
export function readQuery<S extends z.ZodType>(schema: S, url: URL): Outcome<z.output<S>> {
  if (url.searchParams.size > MOST) return refuse("not-found");
  const query = schema.safeParse(Object.fromEntries(url.searchParams));
  return query.success ? done(query.data) : refuse("not-found");
}
