import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { optionalLine, optionalParagraphs } from "#app/domain/forms/fields.ts";
import { PAGE_LIMITS, webAddress, type BilingualText } from "#app/domain/public-page/content.ts";

/** The fields that the forms of a public page share; an empty one arrives as `undefined`. */

export const optionalText = optionalParagraphs(PAGE_LIMITS.paragraph);
export const optionalPageLine = optionalLine(PAGE_LIMITS.line);
export const optionalLabel = optionalLine(80);

export const optionalAddress = z
  .string()
  .trim()
  .max(PAGE_LIMITS.address, `Use at most ${PAGE_LIMITS.address} characters.`)
  .refine(
    (typed) => typed === "" || webAddress.safeParse(typed).success,
    "Enter an address that begins with https://.",
  )
  .transform((typed) => (typed === "" ? undefined : typed))
  .optional();

export const optionalDay = z
  .string()
  .trim()
  .refine((typed) => typed === "" || isIsoDate(typed), "Enter a day that there is.")
  .transform((typed) => (typed === "" ? undefined : typed))
  .optional();

/** The id of a list entry, once it was stored. */
export const entryId = z
  .string()
  .max(64, "Load the page again.")
  .transform((typed) => (typed === "" ? undefined : typed))
  .optional();

export function bilingualText(en: string, es: string | undefined): BilingualText {
  return { en, es: es ?? null };
}

export function optionalBilingualText(
  en: string | undefined,
  es: string | undefined,
): BilingualText | null {
  return en === undefined ? null : bilingualText(en, es);
}

/**
 * Adds an error to the English field where only Spanish is given: English is shown where Spanish is
 * missing.
 */
export function needsEnglish(
  form: Readonly<Record<string, unknown>>,
  names: readonly string[],
  context: z.core.$RefinementCtx,
): void {
  for (const name of names) {
    if (form[`${name}Es`] === undefined || form[`${name}En`] !== undefined) continue;
    context.addIssue({
      code: "custom",
      path: [`${name}En`],
      message: "Write it in English as well, or take the Spanish out.",
      input: form[`${name}En`],
    });
  }
}

/** Adds an error to each missing field of a group of which others are filled in. */
export function allOrNone(
  form: Readonly<Record<string, unknown>>,
  sentences: Readonly<Record<string, string>>,
  context: z.core.$RefinementCtx,
): void {
  const names = Object.keys(sentences);
  if (names.every((name) => form[name] === undefined)) return;
  for (const [name, message] of Object.entries(sentences)) {
    if (form[name] === undefined) {
      context.addIssue({ code: "custom", path: [name], message, input: form[name] });
    }
  }
}
