import * as z from "zod";

/** The field types that details consist of, with their limits in characters. */

/** The most lines of one address. */
const ADDRESS_LINES = 8;

/** Control characters, line ends, lone surrogates: neither pages nor databases accept those. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const UNPRINTABLE = /[\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/u;

/** One nonempty line of text. */
export function line(limit: number) {
  return z
    .string()
    .min(1, "Nothing stands here.")
    .max(limit, `Use at most ${limit} characters.`)
    .refine(
      (text) => !UNPRINTABLE.test(text),
      "This contains characters that can’t be printed. Type it instead of pasting it.",
    );
}

/** A nullable field; null means not recorded. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null);
}

export const plainId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u, "Choose from what is shown.");

/** A street address, one line each; empty where not recorded. */
export const address = z
  .array(line(300))
  .max(ADDRESS_LINES, `Use at most ${ADDRESS_LINES} lines.`)
  .default([]);
