import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
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
// Letters that every database can be asked for.
const id = z.string().regex(/^[ -~]{1,64}$/u);
/** Years of which somebody may ask, as no database has every year that can be written. */
const YEARS = { first: "1900", last: "2999" } as const;
const isAskedYear = (text: string) =>
  text.slice(0, 4) >= YEARS.first && text.slice(0, 4) <= YEARS.last;
const day = z.string().refine((text) => isIsoDate(text) && isAskedYear(text));

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
  until: chosen(z.iso.datetime().refine(isAskedYear)),
});
export type RecordFilter = z.output<typeof recordQuery>;

const ASKED: Readonly<Record<keyof RecordFilter, string>> = {
  person: "whoever did it",
  organization: "the organization",
  document: "the document",
  matter: "the matter",
  kind: "the kind",
  from: "the first day",
  to: "the last day",
  page: "the page",
  until: "when the first page was opened",
};

/** Reads what an address asks for; a sentence names the part of it that can't be. */
export function readRecordFilter(
  asked: Readonly<{ [name: string]: string }>,
): Outcome<RecordFilter> {
  const read = recordQuery.safeParse(asked);
  if (read.success) return done(read.data);
  const [name] = read.error.issues[0]?.path ?? [];
  const part = name !== undefined && name in ASKED ? ASKED[name as keyof RecordFilter] : "a part";
  return refuse(
    "bad-input",
    `The record can’t be asked for this: in the address, ${part} is not as it should be (a day is like 2026-11-30, of a year from ${YEARS.first} to ${YEARS.last}). Open the record without it, and choose there.`,
  );
}
