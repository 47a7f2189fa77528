import * as z from "zod";
import type { AgencyEvent, AgencyEventKind, EventDays } from "./event.ts";
import { optionalId } from "#app/domain/forms/fields.ts";
import {
  AGENCY_FIELDS_OF,
  agencyEventForm,
  itemOutcomeForm,
  optionalDay,
  productionForm,
  type AgencyEventForm,
} from "./form.ts";

/**
 * One letter of the agency is one entry (L63): each thing that it says is an event of its own, which
 * the clock reads, and they share the letter's days, its file and how it came.
 */

/** The kinds of events that a letter of the agency can tell of, in the order of its form. */
export const LETTER_KINDS = [
  "acknowledged",
  "received",
  "informationAsked",
  "feesAsked",
  "extended",
  "narrowingOffered",
  "expeditionGranted",
  "expeditionDenied",
  "feeWaiverGranted",
  "feeWaiverDenied",
  "feeCategoryDecided",
  "interimResponse",
  "determined",
  "appealExtended",
  "appealDecided",
  "other",
] as const satisfies readonly AgencyEventKind[];
export type LetterKind = (typeof LETTER_KINDS)[number];

export function isLetterKind(kind: AgencyEventKind): kind is LetterKind {
  return (LETTER_KINDS as readonly AgencyEventKind[]).includes(kind);
}

/** The most sections and releases of one letter, and different answers about items in a section. */
const LETTER_LIMITS = { parts: 12, outcomes: 10, releases: 8 } as const;

/** A section of a letter: one thing that it says. */
const letterPartForm = agencyEventForm
  .omit({
    component: true,
    dated: true,
    sent: true,
    cameBy: true,
    trackingNumbers: true,
    note: true,
  })
  .extend({
    kind: z.enum(LETTER_KINDS, { error: "Choose what it says." }),
    /** Its answers about some items alone, where it doesn't say the same of each. */
    outcomes: z
      .array(itemOutcomeForm)
      .max(LETTER_LIMITS.outcomes, `Record at most ${LETTER_LIMITS.outcomes} answers here.`)
      .default([]),
  });
type LetterPartForm = z.output<typeof letterPartForm>;
export type LetterPartInput = z.input<typeof letterPartForm>;

/** A letter of the agency: its days, how it came and its numbers once, and what it says. */
export const letterForm = agencyEventForm
  .pick({
    component: true,
    dated: true,
    sent: true,
    received: true,
    cameBy: true,
    trackingNumbers: true,
    note: true,
  })
  .extend({
    /** The id of its first event, made with the page: sent again, the form is recorded once. */
    entryId: z.uuid("Load the page again.").optional(),
    /** An event of a letter on record, to which this adds: the days are that letter's. */
    partOf: optionalId("Load the page again."),
    parts: z
      .array(letterPartForm, { error: "Choose what the letter says." })
      .min(1, "Choose what the letter says.")
      .max(LETTER_LIMITS.parts, `A letter has at most ${LETTER_LIMITS.parts} sections.`),
    releases: z
      // The day on which the letter went out, unless another is entered.
      .array(productionForm.extend({ dated: optionalDay }))
      .max(LETTER_LIMITS.releases, `Record at most ${LETTER_LIMITS.releases} releases at once.`)
      .default([]),
  });
export type LetterForm = z.output<typeof letterForm>;
export type LetterInput = z.input<typeof letterForm>;

/** A section with the letter's days and component, as the form of an event by itself. */
export function eventFormsOf(
  { parts, component, dated, sent, received, trackingNumbers, note }: LetterForm,
  known: { readonly days: EventDays; readonly component: string | null } | null = null,
): AgencyEventForm[] {
  const days = known?.days ?? null;
  const at = known ? (known.component ?? undefined) : component;
  const carrier = parts.findIndex(carriesNumbers);
  return parts.map((part, nth) => ({
    ...part,
    component: "component" in AGENCY_FIELDS_OF[part.kind] ? at : undefined,
    dated: days ? (days.dated ?? undefined) : dated,
    sent: days ? (days.sent ?? undefined) : sent,
    // When the request arrived there is what the letter says, not a day of its own.
    received:
      part.kind === "received" ? part.received : days ? (days.received ?? undefined) : received,
    cameBy: undefined,
    trackingNumbers: nth === carrier ? trackingNumbers : undefined,
    note: nth === 0 ? note : undefined,
  }));
}

/** Whether a section of a letter keeps the letter's tracking numbers. */
export function carriesNumbers({ kind }: Pick<LetterPartForm, "kind">): boolean {
  return "trackingNumbers" in AGENCY_FIELDS_OF[kind];
}

/** Whether records come with that section of a letter. */
export function comesWithRecords({ kind }: Pick<AgencyEvent, "kind">): boolean {
  return kind === "interimResponse" || kind === "determined" || kind === "appealDecided";
}

/** The place in a letter's form of a section's field. */
export function fieldOfLetter(kind: AgencyEventKind, part: number, field: string): string {
  const isOfLetter =
    ["component", "dated", "sent", "trackingNumbers", "note"].includes(field) ||
    (field === "received" && kind !== "received");
  return isOfLetter ? field : `parts[${part}].${field}`;
}

/** The id of the letter that an event in force belongs to: that of its first event. */
export function letterOf(event: AgencyEvent, earlier: readonly Pick<AgencyEvent, "id">[]): string {
  return event.letterId ?? earlier.at(-1)?.id ?? event.id;
}

/** Whether an event has the letter's days, and so changes with them. */
export function hasLettersDays({ kind }: Pick<AgencyEvent, "kind">): boolean {
  return kind !== "received";
}

export function hasSameDays(one: EventDays, other: EventDays): boolean {
  return one.dated === other.dated && one.sent === other.sent && one.received === other.received;
}
