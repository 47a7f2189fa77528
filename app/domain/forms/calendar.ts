import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { optionalParagraphs } from "./fields.ts";

/** Of closures; some fifteen were ordered in forty years. */
const CLOSURES = 200;

/** The days beside the holidays on which federal agencies don't work (L3). */
export const calendarForm = z.object({
  /** ISO days, one a line. */
  closures: optionalParagraphs(4_000),
  inaugurationDay: z.boolean().default(false),
});

/** The days as they were typed, in order and each once; or the first line that is no day. */
export function closuresOf(
  typed: string | undefined,
): { readonly days: readonly string[] } | { readonly wrong: string } {
  const lines = (typed ?? "")
    .split(/[\n,;]/u)
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const wrong = lines.find((each) => !isIsoDate(each));
  if (wrong !== undefined) return { wrong };
  const days = [...new Set(lines)].toSorted();
  return days.length > CLOSURES ? { wrong: `more than ${CLOSURES} days` } : { days };
}
