import * as z from "zod";
import { timeText } from "#app/domain/clock-hour.ts";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { id, optionalLine, paragraphs } from "#app/domain/forms/fields.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { DOCKET_EVENT_KINDS, type DocketEvent, type NewDocketEvent } from "./event.ts";
import { IMPORT_LIMITS } from "./import-limits.ts";
import { day, HOUR } from "./fields.ts";
import { entryOfNamed, MOST_DAYS, NAMED_KINDS } from "./named-days.ts";
import { docketKindOf, type DOCKET_KINDS, type DocketEventKind } from "./kinds/index.ts";
import { textOfEvent } from "./entry-sentences.ts";

type KindFields = (typeof DOCKET_KINDS)[DocketEventKind]["fields"];
type NameIn<F> = F extends unknown ? keyof F : never;
type TypedIn<F, N> = F extends { readonly [X in N & string]: { readonly typed: infer T } }
  ? T
  : never;
/** The fields of all kinds: one that several have means the same in each. */
type TypedFields = { [N in NameIn<KindFields>]: TypedIn<KindFields, N> };

/** A docket entry of any kind: fields of other kinds are ignored. */
export const docketEventForm = z.object({
  kind: z.enum(DOCKET_EVENT_KINDS, { error: "Choose what is recorded." }),
  // The names are the registry's; `fromEntries` forgets them.
  ...(Object.fromEntries(
    DOCKET_EVENT_KINDS.flatMap((kind) => Object.entries(docketKindOf(kind).fields)).map(
      ([name, { typed }]) => [name, typed],
    ),
  ) as unknown as TypedFields),
});
type DocketEventForm = z.output<typeof docketEventForm>;
export type DocketEventInput = z.input<typeof docketEventForm>;

/** Retract an entry: it stays on record, crossed out, with the reason. */
export const retractDocketEventForm = z.object({
  reason: paragraphs("Say why, in a sentence or two.", REASON_LIMIT),
});

/** Mark the task of an entry as done. */
export const finishDocketEventForm = z.object({ eventId: id("Load the page again.") });

/** A day that an entry's words or a rule set, as a person corrects and confirms it (L73). */
const namedDay = z.object({
  isTaken: z.boolean().default(false),
  kind: z.enum(NAMED_KINDS, { error: "Choose what it is." }),
  what: optionalLine(200),
  dated: day({ label: "Day" }).typed,
  time: HOUR.time.typed,
  place: optionalLine(120),
  by: z.enum(["us", "them"], { error: "Choose one side." }).optional(),
  rule: optionalLine(200),
});
export const confirmDaysForm = z.object({ days: z.array(namedDay).max(MOST_DAYS).default([]) });

/**
 * The entries of the days that were ticked, under the one that sets them; refuses a tick without its
 * day, its words or its side, at its own field.
 */
export function entriesOfDays(
  days: z.output<typeof confirmDaysForm>["days"],
  setter: Pick<DocketEvent, "id" | "kind" | "number" | "dated">,
): Outcome<NewDocketEvent[]> {
  const wrong: Record<string, string> = {};
  const entries: NewDocketEvent[] = [];
  for (const [at, { isTaken, kind, what, dated, time, place, by, rule }] of days.entries()) {
    if (!isTaken) continue;
    if (what === undefined) wrong[`days[${at}].what`] = "Enter what is due or heard.";
    if (dated === undefined) wrong[`days[${at}].dated`] = "Enter the day.";
    if (kind === "briefDue" && by === undefined) {
      wrong[`days[${at}].by`] = "Choose whose brief it is.";
    }
    if (what === undefined || dated === undefined) continue;
    const named = { kind, what, dated, time: time ?? null, place: place ?? null };
    const entry = docketEventOfForm(
      docketEventForm.parse(entryOfNamed({ ...named, by: by ?? null, rule: rule ?? null }, setter)),
    );
    if (entry.ok) entries.push(entry.value);
  }
  if (Object.keys(wrong).length > 0) return refuse("bad-input", undefined, wrong);
  if (entries.length === 0) return refuse("bad-input", "Select the days to be recorded.");
  return done(entries);
}

/** Import a docket sheet that was copied as text. */
export const importDocketForm = z.object({
  pasted: z
    .string({ error: "Paste the entries of the docket sheet." })
    // Text copied from pages contains their page breaks.
    .overwrite((text) => text.replaceAll(/[\f\v]/gu, "\n"))
    .pipe(paragraphs("Paste the entries of the docket sheet.", IMPORT_LIMITS.letters)),
  /** The ticks at what the words say: "12" is the kind of the twelfth entry, "12.1" its first day. */
  taken: z
    .array(z.string().max(12, "Load the page again."))
    .max(IMPORT_LIMITS.entries * 4, "Select fewer, and add the others afterward.")
    .optional(),
});

/**
 * The entry that results from a form; `bad-input` with a sentence for each missing field of its
 * kind.
 */
export function docketEventOfForm(form: DocketEventForm): Outcome<NewDocketEvent> {
  const { kind, ...typed }: { readonly kind: DocketEventKind } & Record<string, unknown> = form;
  const { fields, details, hasDayOfOrder } = docketKindOf(kind);
  const wrong: Record<string, string> = {};
  const read: Record<string, unknown> = {};
  for (const [name, { missing, stored, storedAs }] of Object.entries(fields)) {
    const value = typed[name];
    read[storedAs ?? name] = value;
    const isMissing = missing !== undefined && value === undefined;
    if (isMissing || !stored.safeParse(value).success) wrong[name] = missing ?? "Mend this.";
  }
  if (Object.keys(wrong).length > 0) return refuse("bad-input", undefined, wrong);
  const event = { kind, details: details.parse(read) } as Pick<NewDocketEvent, "kind" | "details">;
  // An order's deadline without a day of its own gets the day of the order.
  const dated = read["dated"] ?? (hasDayOfOrder ? read["orderedOn"] : null) ?? null;
  const number = form.number ?? null;
  return done({ ...event, number, dated, text: form.text ?? textOfEvent(event) } as NewDocketEvent);
}

/** The form's initial values for an entry to be corrected. */
export function formOfDocketEvent({ kind, number, dated, text, details }: DocketEvent) {
  const { fields, hasDayOfOrder } = docketKindOf(kind);
  const stored: Readonly<Record<string, unknown>> = details;
  const typed = Object.entries(fields).flatMap(([name, { input, storedAs }]) => {
    const value = stored[storedAs ?? name];
    if (value === null || value === undefined) return [];
    return [[name, input === "hour" ? timeText(String(value)) : value]];
  });
  const isOfOrder = hasDayOfOrder && dated === stored["orderedOn"];
  return {
    ...Object.fromEntries(typed),
    kind,
    number: number ?? "",
    dated: isOfOrder ? "" : (dated ?? ""),
    text: text === textOfEvent({ kind, details } as DocketEvent) ? "" : text,
  } as Partial<DocketEventInput> & { readonly kind: DocketEventKind };
}
