import * as z from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

const MOST = 200;
const USUAL = 50;

/** The query of every list. */
export const pageQuery = z.object({
  cursor: z
    .string()
    .max(600)
    .optional()
    .describe("The `next` of the page before; left out for the first page."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST, `Ask for at most ${MOST} at once.`)
    .default(USUAL)
    .describe(`How many at most, up to ${MOST}.`),
});
type PageQuery = z.output<typeof pageQuery>;

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe("The `cursor` of the next page; null at the end."),
  });
}

/** A place in a list, as a program hands it back: it names what came last, and grants nothing. */
export function cursorAt(key: string): string {
  return Buffer.from(key).toString("base64url");
}

function keyOfCursor(cursor: string | undefined): string {
  return cursor === undefined ? "" : Buffer.from(cursor, "base64url").toString();
}

/** After which key a page begins that the database cuts; "" for the first one. */
export function placeOf({
  cursor,
  limit,
}: PageQuery): Outcome<{ readonly after: string; readonly limit: number }> {
  const after = keyOfCursor(cursor);
  if (cursor !== undefined && !PLAIN_KEY.test(after)) return refuse("bad-input", NO_CURSOR);
  return done({ after, limit });
}

/** Ids, slugs, days: PostgreSQL takes no NUL in a text. */
const PLAIN_KEY = /^[ -~]+$/u;

/** Of a page that the database cut: the place of its last one, where more follow. */
export function nextOf<T>(
  shown: readonly T[],
  isMore: boolean,
  keyOf: (one: T) => string,
): string | null {
  const last = shown.at(-1);
  return isMore && last ? cursorAt(keyOf(last)) : null;
}

/** A page of what was read whole, in the order of keys that stay the same. */
export function cutPage<T, S>(
  all: readonly T[],
  { cursor, limit }: PageQuery,
  keyOf: (one: T) => string,
  show: (one: T) => S,
): Outcome<{ items: S[]; next: string | null }> {
  const place = placeOf({ cursor, limit });
  if (!place.ok) return place;
  const { after } = place.value;
  const keyed = all.map((one) => ({ key: keyOf(one), one }));
  keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  const rest = keyed.filter(({ key }) => key > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return done({
    items: shown.map(({ one }) => show(one)),
    next: last && rest.length > shown.length ? cursorAt(last.key) : null,
  });
}

export const NO_CURSOR =
  "This cursor is of no page. Nothing was read; ask for the first page, without a cursor.";
