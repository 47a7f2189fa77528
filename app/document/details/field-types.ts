import { z } from "zod";

/** The fields that details are made of, with their limits in characters. */

/** In lines; addresses of more are none. */
const ADDRESS_LINES = 8;

/** Control characters, line ends, halves of a character: no page and no database takes those. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/u;

/** One line of text that says something. */
export function line(limit: number) {
  return z
    .string()
    .min(1, "Nothing stands here.")
    .max(limit, `Use at most ${limit} characters.`)
    .refine(
      (text) => !UNPRINTABLE.test(text),
      "This contains characters that can't be printed. Type it instead of pasting it.",
    );
}

/** Null where it is not recorded. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null);
}

export const plainId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u, "Choose from what is shown.");

/** A street address, a line each; empty where it is not recorded. */
export const address = z
  .array(line(300))
  .max(ADDRESS_LINES, `Use at most ${ADDRESS_LINES} lines.`)
  .default([]);
