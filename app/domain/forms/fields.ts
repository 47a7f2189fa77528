import { thousands } from "#app/domain/thousands.ts";
import * as z from "zod";
import { ROLES } from "#app/domain/actor.ts";
import { claimsToBeGuest } from "#app/domain/guest.ts";
import { isNobodysAddress } from "#app/domain/nobodys-address.ts";
import { hiddenSignsIn } from "#app/domain/hidden-signs.ts";

/**
 * Fields that forms share, with their limits (in characters) and their error messages. Browser and
 * server use the same schemas; an empty field arrives as `undefined`.
 */

/** RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, two of them brackets. */
const EMAIL_LIMIT = 254;

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;
const LINE_BREAK = /[\r\n\u2028\u2029]/u;
const UNPRINTABLE_SENTENCE =
  "This contains characters that can’t be shown. Type it instead of pasting it.";

/** Refuses control characters and lone surrogates, which databases store differently. */
function printable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** Refuses signs that turn words around or that nobody sees: lists show one line and keep another. */
const SEEN = {
  holds: (text: string) => hiddenSignsIn(text).length === 0,
  error: (issue: { readonly input?: unknown }) => {
    const names = new Set(hiddenSignsIn(String(issue.input)).map(({ name }) => name));
    return `This contains what can’t be seen: ${[...names].join(", ")}. Type it instead of pasting it.`;
  },
} as const;

/**
 * One line of required text.
 * @param missing the error message for an empty field
 * @param limit in characters
 */
export function line(missing: string, limit: number) {
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(limit, `Use at most ${limit} characters.`)
    .refine(printable, UNPRINTABLE_SENTENCE)
    .refine((text) => !LINE_BREAK.test(text), "Use a single line.")
    .refine(SEEN.holds, { error: SEEN.error });
}

/** One line of optional text; empty counts as left out. */
export function optionalLine(limit: number) {
  return z
    .string()
    .trim()
    .max(limit, `Use at most ${limit} characters.`)
    .refine(printable, UNPRINTABLE_SENTENCE)
    .refine((text) => !LINE_BREAK.test(text), "Use a single line.")
    .refine(SEEN.holds, { error: SEEN.error })
    .transform((text) => (text === "" ? undefined : text))
    .optional();
}

/** Several lines of required text. */
export function paragraphs(missing: string, limit: number) {
  return severalLines(missing, limit).min(1, missing);
}

/** Several lines of optional text; empty counts as left out. */
export function optionalParagraphs(limit: number) {
  return severalLines(undefined, limit)
    .transform((text) => (text === "" ? undefined : text))
    .optional();
}

/** Idempotent, and so without a Zod pipe: the service parses again what the route parsed. */
function severalLines(missing: string | undefined, limit: number) {
  return z
    .string(missing === undefined ? {} : { error: missing })
    .overwrite((text) => text.replace(/\r\n?/gu, "\n").trim())
    .max(limit, {
      // Written when it is said: numbers in words are Intl's, whose data no start needs.
      error: () => `Use at most ${thousands(limit)} characters.`,
    })
    .refine(printable, UNPRINTABLE_SENTENCE);
}

/** An id that the page put into a form. */
export function id(missing: string) {
  return z.string({ error: missing }).min(1, missing).max(64, missing).refine(printable, missing);
}

/** An optional id that the page put into a form; empty means none. */
export function optionalId(missing: string) {
  return z
    .string()
    .transform((chosen) => (chosen === "" ? undefined : chosen))
    .pipe(id(missing).optional())
    .optional();
}

/** An e-mail address, in lower case. */
export const email = z
  .string({ error: "Enter an e-mail address." })
  .trim()
  .toLowerCase()
  .min(1, "Enter an e-mail address.")
  .max(EMAIL_LIMIT, `Use at most ${EMAIL_LIMIT} characters.`)
  .regex(z.regexes.email, "Enter an e-mail address like name@example.org.");

/** The address of somebody's account: none under the domains of guests and of those whom archives name. */
export const accountEmail = email.refine(
  (address) => !isNobodysAddress(address),
  "No mail reaches an address like this. Enter one at which they read mail.",
);

/** A person's name, as it appears beside their caret and in the audit record. */
export const personName = line("Enter a name.", 100).refine(
  (name) => !claimsToBeGuest(name),
  "Enter the name alone: “guest of” stands behind the names of guests by itself.",
);

/** A set of roles with at least one role. */
export const roles = z
  .array(z.enum(ROLES, { error: "Choose from the roles shown." }), {
    error: "Choose at least one role.",
  })
  .min(1, "Choose at least one role.")
  .transform((chosen) => ROLES.filter((role) => chosen.includes(role)));
