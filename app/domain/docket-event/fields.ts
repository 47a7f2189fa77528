import * as z from "zod";
import { timeOf } from "#app/domain/clock-hour.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import { optionalId, optionalLine, optionalParagraphs } from "#app/domain/forms/fields.ts";
import { IMPORT_LIMITS } from "./import-limits.ts";

/** A field of an entry: how it is asked, how it is read, and how it is stored. */
export interface EntryField<
  Typed extends z.ZodType = z.ZodType,
  Stored extends z.ZodType = z.ZodType,
> {
  readonly input:
    | "line"
    | "words"
    | "day"
    | "hour"
    | "choice"
    | "document"
    | "defendant"
    | "tick"
    | "hidden";
  readonly label: string;
  readonly hint?: string;
  readonly isShort?: boolean;
  /** The label of each value that can be chosen. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The error where it is empty; an optional field has none. */
  readonly missing?: string;
  /** The error of a day that is still to come; a day that may lie ahead has none. */
  readonly past?: string;
  /** A day that nothing is said about if it comes before the suit was filed. */
  readonly mayPrecede?: boolean;
  /** The name under which it is stored, where that differs from the form's. */
  readonly storedAs?: string;
  readonly typed: Typed;
  readonly stored: Stored;
}
export type EntryFields = Readonly<Record<string, EntryField>>;

type AskedField = Pick<EntryField, "label" | "hint" | "isShort" | "past" | "mayPrecede">;

const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);

export const line = (limit: number, asked: AskedField) => ({
  ...asked,
  input: "line" as const,
  typed: optionalLine(limit),
  stored: orNull(z.string().trim().max(limit)),
});

export const day = (asked: AskedField) => ({
  ...asked,
  input: "day" as const,
  typed: z
    .string()
    .trim()
    .refine((typed) => typed === "" || isIsoDate(typed), "Enter a day that there is.")
    .transform((typed) => (typed === "" ? undefined : typed))
    .optional(),
  stored: orNull(z.string().refine(isIsoDate)),
});

/** The hour of a day, in the court's own zone. */
const hour = (asked: AskedField) => ({
  ...asked,
  input: "hour" as const,
  isShort: true,
  typed: z
    .string()
    .trim()
    .max(20, "Enter an hour, such as 2:00 p.m.")
    .refine(
      (typed) => typed === "" || timeOf(typed) !== null,
      "Enter an hour, such as 2:00 p.m. or 14:00.",
    )
    .transform((typed) => timeOf(typed) ?? undefined)
    .optional(),
  stored: orNull(z.string().regex(/^\d{2}:\d{2}$/u)),
});

/** The day of what is recorded once it has happened. */
export const pastDay = (asked: AskedField) =>
  day({ past: "this is recorded once it has happened", ...asked });

export function whole(most: number, sentence: string, asked: AskedField) {
  const number = z.number({ error: sentence }).int(sentence).min(1, sentence).max(most, sentence);
  return { ...asked, input: "line" as const, typed: number.optional(), stored: orNull(number) };
}

export function choice<V extends string>(choices: Readonly<Record<V, string>>, asked: AskedField) {
  const values = z.enum(Object.keys(choices) as V[], { error: "Choose from those shown." });
  const input = "choice" as const;
  return { ...asked, choices, input, typed: values.optional(), stored: orNull(values) };
}

export const tick = (label: string) => ({
  label,
  input: "tick" as const,
  typed: z.boolean().default(false),
  stored: z.boolean().default(false),
});

/** The same field, which has to be filled in. */
export const needed = <T extends z.ZodType, S extends z.ZodType>(
  missing: string,
  field: EntryField<T, z.ZodDefault<z.ZodNullable<S>>>,
): EntryField<T, S> => ({ ...field, missing, stored: field.stored.unwrap().unwrap() });

const docketText = (hint: string) => ({
  label: "Words of the docket",
  hint,
  input: "words" as const,
  typed: optionalParagraphs(IMPORT_LIMITS.text),
  stored: orNull(z.string()),
});
const NUMBER = line(20, {
  label: "Docket number",
  hint: "The court’s number of this entry, such as 12 or 12-1.",
  isShort: true,
});

/** The court's own words and number. */
export const ENTRY = {
  text: docketText("As the clerk entered them; left empty, the entry names what it is."),
  number: NUMBER,
};
export const ENTRY_AS_TEXT = {
  text: needed(
    "Enter what the docket says.",
    docketText("As the clerk entered them, or your own."),
  ),
  number: NUMBER,
};

export const HOUR = {
  time: hour({ label: "Hour", hint: "Such as 2:00 p.m., by the court’s own clock." }),
};

/** The order that sets it, or the rule. */
export const ORDER = {
  /** The entry of this docket whose words set it, which keeps its own day (L73). */
  under: {
    label: "The entry that sets it",
    input: "hidden" as const,
    typed: optionalId("Load the page again."),
    stored: orNull(z.string().max(64)),
  },
  orderNumber: line(40, {
    label: "By order No.",
    hint: "The docket number of the order that sets it.",
    isShort: true,
  }),
  orderedOn: day({ label: "Day of the order", past: "an order is recorded once it is made" }),
  rule: line(200, {
    label: "By rule",
    hint: "Where a rule sets it and no order, such as “FRCP 15(a)(3)”.",
  }),
};

export const DONE = { isDone: tick("It is done already") };

/** A document of the lawsuit. */
export const PAPER = {
  documentId: {
    label: "Document of this lawsuit",
    input: "document" as const,
    typed: optionalId("Choose from the documents shown."),
    stored: orNull(z.string().max(64)),
  },
};

/** A defendant of the lawsuit, by name. */
export const defendant = (asked: AskedField) => ({
  ...line(300, asked),
  input: "defendant" as const,
});

/** The subject of an ending. */
export const EXTENT = { all: "The whole suit, or all that was left of it", part: "A part of it" };

export const SIDE_LABELS = { us: "Plaintiffs", them: "Defendants", both: "Both sides" } as const;
export const SIDE = choice(SIDE_LABELS, { label: "Whose it is" });

/** The details that are stored of an entry with these fields. */
export type DetailsOf<F extends EntryFields> = {
  readonly [
    N in Exclude<keyof F, "dated" | "text" | "number"> as F[N] extends {
      readonly storedAs: infer S extends string;
    }
      ? S
      : N
  ]: z.output<F[N]["stored"]>;
};

const COLUMNS: ReadonlySet<string> = new Set(["dated", "text", "number"]);

/** The schema of those details: day, words and number have columns of their own. */
export function detailsOf<F extends EntryFields>(fields: F) {
  const stored = Object.entries(fields)
    .filter(([name]) => !COLUMNS.has(name))
    .map(([name, field]) => [field.storedAs ?? name, field.stored] as const);
  // Each name keeps its own schema, which `fromEntries` forgets.
  return z.object(Object.fromEntries(stored)) as unknown as z.ZodType<DetailsOf<F>>;
}
