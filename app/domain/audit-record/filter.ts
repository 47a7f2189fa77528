import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { isSlug } from "#app/domain/slug.ts";
import { RECORD_KINDS, type RecordKind } from "./entry.ts";
import { LAST_PAGE } from "./limits.ts";

// A form sends fields that nobody filled in as empty ones.
const chosen = <S extends z.ZodType>(schema: S) =>
  z
    .literal("")
    .transform(() => null)
    .or(schema)
    .default(null);
const id = z.string().min(1).max(64);
const day = z.string().refine(isIsoDate);

/** Choices of which lines of the record are shown, as the address has them. */
export const recordQuery = z.object({
  person: chosen(id),
  organization: chosen(id),
  document: chosen(id),
  /** On the workspace's page alone. */
  matter: chosen(z.string().refine(isSlug)),
  kind: chosen(z.enum(Object.keys(RECORD_KINDS) as [RecordKind, ...RecordKind[]])),
  /** First and last day, in UTC. */
  from: chosen(day),
  to: chosen(day),
  page: chosen(z.coerce.number().int().min(1).max(LAST_PAGE)),
  /** When the first page was opened: what came since moves nothing to the next one. */
  until: chosen(z.iso.datetime()),
});
export type RecordFilter = z.output<typeof recordQuery>;
