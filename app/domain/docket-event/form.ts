import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import {
  id,
  optionalId,
  optionalLine,
  optionalParagraphs,
  paragraphs,
} from "#app/domain/forms/fields.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  DOCKET_EVENT_DETAILS,
  DOCKET_EVENT_KINDS,
  SERVED,
  type DocketEvent,
  type DocketEventKind,
} from "./event.ts";
import { IMPORT_LIMITS } from "./import.ts";
import { textOfEvent } from "./words.ts";

const optionalDay = z
  .string()
  .trim()
  .refine((typed) => typed === "" || isIsoDate(typed), "Enter a day that there is.")
  .transform((typed) => (typed === "" ? undefined : typed))
  .optional();

const whole = (most: number, sentence: string) =>
  z.number({ error: sentence }).int(sentence).min(1, sentence).max(most, sentence).optional();

/** A docket entry of any kind: fields of other kinds are ignored. */
export const docketEventForm = z.object({
  kind: z.enum(DOCKET_EVENT_KINDS, { error: "Choose what is recorded." }),
  /** The court's own number of the entry. */
  number: optionalLine(20),
  dated: optionalDay,
  text: optionalParagraphs(IMPORT_LIMITS.text),
  by: z.enum(["us", "them", "both"], { error: "Choose whose it is." }).optional(),
  documentId: optionalId("Choose from the documents shown."),
  on: z.enum(SERVED, { error: "Choose who was served." }).optional(),
  method: z
    .enum(["certified-mail", "hand", "email-by-consent", "other"], {
      error: "Choose how it was served.",
    })
    .optional(),
  article: optionalLine(80),
  sentOn: optionalDay,
  orderNumber: optionalLine(40),
  orderedOn: optionalDay,
  until: optionalDay,
  judge: optionalLine(120),
  at: optionalLine(60),
  what: z
    .enum(["disclosure", "magistrate-consent", "case-management", "joint-status-report", "other"], {
      error: "Choose what is due.",
    })
    .optional(),
  brief: optionalLine(200),
  pagesAMonth: whole(1_000_000, "Enter a number of pages, such as 500."),
  firstOn: optionalDay,
  lastOn: optionalDay,
  dayOfMonth: whole(31, "Enter a day of the month, 1 to 31."),
  isDone: z.boolean().default(false),
});
export type DocketEventForm = z.output<typeof docketEventForm>;
export type DocketEventInput = z.input<typeof docketEventForm>;

/** Retract an entry: it stays on record, crossed out, with the reason. */
export const retractDocketEventForm = z.object({
  reason: paragraphs("Say why, in a sentence or two.", REASON_LIMIT),
});

/** Mark the task of an entry as done. */
export const finishDocketEventForm = z.object({ eventId: id("Load the page again.") });

/** Import a docket sheet that was copied as text. */
export const importDocketForm = z.object({
  pasted: z
    .string({ error: "Paste the entries of the docket sheet." })
    // Text copied from pages contains their page breaks.
    .overwrite((text) => text.replaceAll(/[\f\v]/gu, "\n"))
    .pipe(paragraphs("Paste the entries of the docket sheet.", IMPORT_LIMITS.letters)),
});

/** A typed entry, before it is recorded. */
export type NewDocketEvent = {
  readonly [K in DocketEventKind]: Pick<
    Extract<DocketEvent, { kind: K }>,
    "kind" | "number" | "dated" | "text" | "details"
  >;
}[DocketEventKind];

/** The fields of each kind, besides its number and its words. */
export const FIELDS_OF: Readonly<
  Record<DocketEventKind, Readonly<Partial<Record<keyof DocketEventForm, "needed" | "may">>>>
> = {
  paper: { dated: "needed", text: "needed", by: "needed", documentId: "may" },
  service: { on: "needed", method: "needed", article: "may", sentOn: "may", dated: "may" },
  answer: { dated: "needed" },
  answerOrdered: { until: "needed", orderNumber: "may", orderedOn: "may" },
  order: { dated: "needed", text: "needed", judge: "may" },
  hearing: { dated: "needed", at: "may", orderNumber: "may", orderedOn: "may" },
  statementDue: {
    what: "needed",
    dated: "needed",
    orderNumber: "may",
    orderedOn: "may",
    isDone: "may",
  },
  briefDue: {
    brief: "needed",
    by: "needed",
    dated: "needed",
    orderNumber: "may",
    orderedOn: "may",
    isDone: "may",
  },
  productionSchedule: {
    firstOn: "needed",
    dayOfMonth: "may",
    lastOn: "may",
    pagesAMonth: "may",
    orderNumber: "may",
    orderedOn: "may",
  },
  judgment: { dated: "needed" },
  feesDue: { dated: "may", until: "may", orderNumber: "may", orderedOn: "may", isDone: "may" },
  other: { dated: "may", text: "needed" },
};

const ON_ITS_ORDER: ReadonlySet<DocketEventKind> = new Set([
  "answerOrdered",
  "productionSchedule",
  "feesDue",
]);

/** The error for each required field that is empty. */
const MISSING: Readonly<Partial<Record<keyof DocketEventForm, string>>> = {
  dated: "Enter the day.",
  text: "Enter what the docket says.",
  by: "Choose whose it is.",
  on: "Choose who was served.",
  method: "Choose how it was served.",
  until: "Enter the day that the order sets.",
  what: "Choose what is due.",
  brief: "Enter which brief it is, such as “Opposition to summary judgment”.",
  firstOn: "Enter the day of the first release.",
};

/**
 * The entry that results from a form; `bad-input` with a sentence for each missing field of its
 * kind.
 */
export function docketEventOfForm(form: DocketEventForm): Outcome<NewDocketEvent> {
  const { kind } = form;
  const fields: Record<string, string> = {};
  for (const [name, how] of Object.entries(FIELDS_OF[kind])) {
    const field = name as keyof DocketEventForm;
    if (how === "needed" && form[field] === undefined) {
      fields[field] = MISSING[field] ?? "Fill this in.";
    }
  }
  if (kind === "briefDue" && form.by === "both") fields["by"] = "Choose one side.";
  if (Object.keys(fields).length > 0) return refuse("bad-input", undefined, fields);
  const { brief, what, ...rest } = form;
  const read = DOCKET_EVENT_DETAILS[kind].safeParse({
    ...rest,
    what: kind === "briefDue" ? brief : what,
  });
  if (!read.success) return refuse("bad-input");
  const typed = { kind, details: read.data } as Pick<NewDocketEvent, "kind" | "details">;
  const dated = "dated" in FIELDS_OF[kind] ? form.dated : undefined;
  const event = {
    ...typed,
    number: form.number ?? null,
    // An order's deadline without a day of its own gets the day of the order.
    dated: dated ?? (ON_ITS_ORDER.has(kind) ? (form.orderedOn ?? null) : null),
    text: form.text ?? textOfEvent(typed),
  };
  return done(event as NewDocketEvent);
}

/** The form's initial values for an entry to be corrected. */
export function formOfDocketEvent({ kind, number, dated, text, details }: DocketEvent) {
  const typed: Record<string, unknown> = { ...details };
  const what = typed["what"];
  delete typed["what"];
  const known = Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== null && value !== undefined),
  );
  const own = textOfEvent({ kind, details } as DocketEvent);
  const isOfOrder = "orderedOn" in details && dated === details.orderedOn;
  return {
    ...known,
    kind,
    ...(kind === "briefDue" ? { brief: what } : what === undefined ? {} : { what }),
    number: number ?? "",
    dated: ON_ITS_ORDER.has(kind) && isOfOrder ? "" : (dated ?? ""),
    text: text === own ? "" : text,
  } as Partial<DocketEventInput> & { readonly kind: DocketEventKind };
}
