import * as z from "zod";
import { DECIDED_BESIDE, isDecidedBeside, nameOfPart } from "#app/domain/clock/parts.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import {
  id,
  line,
  optionalId,
  optionalLine,
  optionalParagraphs,
  paragraphs,
} from "#app/domain/forms/fields.ts";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  AGENCY_EVENT_DETAILS,
  AGENCY_EVENT_KINDS,
  DAYS_OF,
  HELP_TOLD,
  ITEMS_LIMIT,
  PART_LENGTH,
  TRACKING_LIMITS,
  WAYS_OF_COMING,
  type AgencyEvent,
  type AgencyEventKind,
  type EventDays,
  type WayOfComing,
} from "./event.ts";
import { OUTCOMES } from "./outcome.ts";
import { namedItems, type LeveledItem } from "./part.ts";

export const optionalDay = z
  .string()
  .trim()
  .refine((typed) => typed === "" || isIsoDate(typed), "Enter a day that there is.")
  .transform((typed) => (typed === "" ? undefined : typed))
  .optional();

/**
 * A number as people write it: "4,500", "$1,250.00". It takes a number too, since the service parses
 * again what the route parsed.
 */
function numeral(written: RegExp, holds: (value: number) => boolean, sentence: string) {
  const typed = z
    .string()
    .trim()
    .max(40)
    .regex(written)
    .transform((text) => Number(text.replaceAll(/[$,\s]/gu, "")));
  return z.union([z.number(), typed], { error: sentence }).refine(holds, sentence).optional();
}

const WHOLE = /^(?:\d{1,3}(?:,\d{3})+|\d+)$/u;
const DOLLARS = /^\$?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$/u;

const whole = (least: number, most: number, sentence: string) =>
  numeral(WHOLE, (value) => Number.isInteger(value) && value >= least && value <= most, sentence);

/** An event of the agency record, of any kind: fields of other kinds are ignored. */
export const agencyEventForm = z.object({
  kind: z.enum(AGENCY_EVENT_KINDS, { error: "Choose what is recorded." }),
  dated: optionalDay,
  sent: optionalDay,
  received: optionalDay,
  cameBy: z.enum(Object.keys(WAYS_OF_COMING) as WayOfComing[]).optional(),
  office: optionalLine(TRACKING_LIMITS.office),
  isProper: z.boolean().default(false),
  track: z.enum(["simple", "complex", "expedited"]).optional(),
  /** One per line: the number, and after a comma the office that gave it. */
  trackingNumbers: optionalParagraphs(4_000),
  /** The component that it is of, where several have the request (L51); left out for all of them. */
  component: optionalLine(TRACKING_LIMITS.office),
  helpTold: z.enum(HELP_TOLD, { error: "Choose what the letter tells." }).optional(),
  estimatedCompletion: optionalDay,
  isDisputed: z.boolean().default(false),
  isMereEstimate: z.boolean().default(false),
  estimate: numeral(
    DOLLARS,
    (value) => value >= 0 && value <= 10_000_000,
    "Enter dollars, such as 250 or $1,250.00.",
  ),
  reasons: z.boolean().default(false),
  until: optionalDay,
  workingDays: whole(1, 365, "Enter a number of working days, such as 10."),
  answer: z.enum(["open", "accepted", "refused"]).optional(),
  isInPart: z.boolean().default(false),
  category: z.enum(["commercial", "educational-or-news", "other"]).optional(),
  isAsClaimed: z.boolean().default(false),
  /** The matter beside the records that it decides; left out for the records themselves. */
  part: z.enum(Object.values(DECIDED_BESIDE), { error: "Choose what it decides." }).optional(),
  /** The items that it is about; none for all of them. */
  itemIds: z
    .array(id("Choose from the items shown."))
    .max(ITEMS_LIMIT, `Choose at most ${ITEMS_LIMIT} items.`)
    .default([]),
  appealUntil: optionalDay,
  appealDays: whole(1, 365, "Enter a number of days, such as 90."),
  statesReasonsAndAppeal: z.boolean().default(false),
  appealDocumentId: optionalId("Choose from the appeals shown."),
  result: z.enum(["affirmed", "remanded", "reversed", "in-litigation", "closed"]).optional(),
  what: optionalLine(200),
  reason: optionalParagraphs(REASON_LIMIT),
  note: optionalParagraphs(4_000),
  /** The outcome of these items, or of every item where it names none. */
  outcome: z.enum(OUTCOMES).optional(),
  exemptions: optionalParagraphs(1_000),
  outcomeOffice: optionalLine(200),
  /** Whether that takes the place of what earlier letters say. */
  replaces: z.boolean().default(false),
});
export type AgencyEventForm = z.output<typeof agencyEventForm>;
export type AgencyEventInput = z.input<typeof agencyEventForm>;

/** Retract an event: it stays on record, crossed out, with the reason. */
export const retractAgencyEventForm = z.object({
  reason: paragraphs("Say why, in a sentence or two.", REASON_LIMIT),
});

/** The outcome of some items in a letter. */
export const itemOutcomeForm = z.object({
  itemIds: z
    .array(id("Choose from the items shown."), { error: "Choose at least one item." })
    .min(1, "Choose at least one item.")
    .max(ITEMS_LIMIT),
  outcome: z.enum(OUTCOMES, { error: "Choose what became of them." }),
  exemptions: optionalParagraphs(1_000),
  office: optionalLine(200),
  part: optionalLine(300),
  replaces: z.boolean().default(false),
});

export type ItemOutcomeForm = z.output<typeof itemOutcomeForm>;

/** Take back outcomes of one letter: one of them, or all at once (L70). */
export const retractOutcomesForm = z.object({
  outcomeIds: z.array(id("Load the page again.")).min(1, "Load the page again.").max(1_000),
});

const pages = whole(0, 10_000_000, "Enter a number of pages, such as 120.");

/** The records that an agency released with a letter (L18). */
export const productionForm = z.object({
  dated: line("Enter the day of the release.", 10).refine(isIsoDate, "Enter a day that there is."),
  /** The items that the letter ties the pages to (L64); none where it doesn't. */
  itemIds: z
    .array(id("Choose from the items shown."))
    .max(ITEMS_LIMIT, `Choose at most ${ITEMS_LIMIT} items.`)
    .default([]),
  number: whole(1, 10_000, "Enter a number, such as 2."),
  batesFrom: optionalLine(60),
  batesTo: optionalLine(60),
  pagesFull: pages,
  pagesPart: pages,
  pagesWithheld: pages,
  pagesReviewed: pages,
  note: optionalParagraphs(4_000),
});

export type ProductionForm = z.output<typeof productionForm>;

export const retractProductionForm = z.object({ productionId: id("Load the page again.") });

/** A typed event, before it is recorded. */
export type NewAgencyEvent = {
  readonly [K in AgencyEventKind]: EventDays &
    Pick<Extract<AgencyEvent, { kind: K }>, "kind" | "note" | "details">;
}[AgencyEventKind];

type AgencyFieldName = keyof AgencyEventForm;

const ABOUT = { part: "may", itemIds: "may" } as const;
const OF_LETTER = { component: "may", trackingNumbers: "may" } as const;
const APPEALABLE = {
  appealUntil: "may",
  appealDays: "may",
  helpTold: "may",
  ...OF_LETTER,
} as const;

/** The fields of each kind, besides its days and its note. */
export const AGENCY_FIELDS_OF: Readonly<
  Record<AgencyEventKind, Readonly<Partial<Record<AgencyFieldName, "needed" | "may">>>>
> = {
  received: { office: "needed", isProper: "may" },
  acknowledged: { ...OF_LETTER, track: "may", estimatedCompletion: "may" },
  informationAsked: { ...OF_LETTER, isDisputed: "may" },
  informationAnswered: { component: "may" },
  feesAsked: { estimate: "may", isMereEstimate: "may", isDisputed: "may", ...OF_LETTER },
  feesAnswered: { component: "may" },
  extended: { reasons: "may", until: "may", workingDays: "may", helpTold: "may", ...OF_LETTER },
  narrowingOffered: { answer: "may", estimatedCompletion: "may", ...OF_LETTER },
  dateAgreed: { until: "needed", component: "may" },
  expeditionGranted: OF_LETTER,
  expeditionDenied: APPEALABLE,
  feeWaiverGranted: { isInPart: "may", ...OF_LETTER },
  feeWaiverDenied: APPEALABLE,
  feeCategoryDecided: { category: "needed", isAsClaimed: "may", ...APPEALABLE },
  interimResponse: {
    itemIds: "may",
    outcome: "may",
    estimatedCompletion: "may",
    ...OF_LETTER,
  },
  determined: {
    outcome: "may",
    ...ABOUT,
    statesReasonsAndAppeal: "may",
    ...APPEALABLE,
  },
  appealed: { ...ABOUT, component: "may", appealDocumentId: "may" },
  appealExtended: {
    reasons: "may",
    until: "may",
    workingDays: "may",
    ...ABOUT,
    ...OF_LETTER,
  },
  appealDecided: { result: "needed", outcome: "may", ...ABOUT, ...OF_LETTER },
  exhaustionAsserted: { reason: "needed" },
  closed: { reason: "needed" },
  other: { what: "needed", component: "may", estimatedCompletion: "may" },
};

const MISSING: Readonly<Partial<Record<AgencyFieldName, string>>> = {
  dated: "Enter the date that the letter bears.",
  sent: "Enter the day on which it was sent.",
  received: "Enter the day on which it arrived.",
  office: "Enter the office that has it.",
  until: "Enter the day that was agreed.",
  category: "Choose the category that the letter names.",
  result: "Choose how the appeal was decided.",
  what: "Say what it is, such as “Call with the FOIA officer”.",
  reason: "Say why, in a sentence or two.",
};

/**
 * The event that results from a form; `bad-input` with a sentence for each missing field of its
 * kind.
 * @param items those of the request as filed, where the form names any.
 * @param typed the part of the event that it corrects, where that was typed: it stands unless the
 * form names another or items.
 */
export function agencyEventOfForm(
  form: AgencyEventForm,
  items: readonly LeveledItem[] = [],
  typed: string | null = null,
): Outcome<NewAgencyEvent> {
  const { kind } = form;
  const ticked = "itemIds" in AGENCY_FIELDS_OF[kind] ? form.itemIds : [];
  const beside = "part" in AGENCY_FIELDS_OF[kind] ? form.part : undefined;
  const fields: Record<string, string> = partProblems(form, { beside, ticked, items });
  for (const [name, how] of Object.entries({ ...DAYS_OF[kind], ...AGENCY_FIELDS_OF[kind] })) {
    const field = name as AgencyFieldName;
    if (how === "needed" && form[field] === undefined) {
      fields[field] = MISSING[field] ?? "Fill this in.";
    }
  }
  const numbers = trackingNumbersOfText(form.trackingNumbers ?? "");
  if (!numbers.ok) fields["trackingNumbers"] = numbers.refusal.sentence;
  if (Object.keys(fields).length > 0) return refuse("bad-input", undefined, fields);
  const named =
    typed !== null && ticked.length === 0 ? { part: typed, items: [] } : namedItems(items, ticked);
  if ((named.part?.length ?? 0) > PART_LENGTH) {
    return refuse("bad-input", undefined, { itemIds: tooScattered(named.items.length) });
  }
  const read = AGENCY_EVENT_DETAILS[kind].safeParse({
    ...form,
    ...(beside === undefined ? named : { part: beside, items: [] }),
    ...(numbers.ok ? { trackingNumbers: numbers.value } : {}),
  });
  if (!read.success) return refuse("bad-input");
  const day = (name: keyof EventDays) => (name in DAYS_OF[kind] ? (form[name] ?? null) : null);
  const event = {
    kind,
    dated: day("dated"),
    sent: day("sent"),
    received: day("received"),
    note: form.note ?? null,
    details: read.data,
  };
  // The table ties each kind to its details, which the compiler can't follow through a union.
  return done(event as NewAgencyEvent);
}

function tooScattered(count: number): string {
  return `These are ${count} items that stand apart from one another, more than one entry can name. Select whole items where the letter decides all of their parts, or divide them over two sections.`;
}

/** The mistakes of a form about the part that it is about, by field. */
function partProblems(
  { outcome }: AgencyEventForm,
  about: {
    readonly beside: string | undefined;
    readonly ticked: readonly string[];
    readonly items: readonly LeveledItem[];
  },
): Record<string, string> {
  const { beside, ticked, items } = about;
  const known = new Set(items.map(({ id: itemId }) => itemId));
  if (!ticked.every((itemId) => known.has(itemId))) {
    return { itemIds: "Choose from the items shown." };
  }
  if (beside === undefined) return {};
  const chosen = `“${beside}” is chosen above`;
  return {
    ...(ticked.length > 0
      ? { itemIds: `${chosen}, which is no item. Deselect them, or record them as another entry.` }
      : {}),
    ...(outcome === undefined
      ? {}
      : {
          outcome: `${chosen}, of which no records come. Leave this empty, or record it as another entry.`,
        }),
  };
}

/** The form's initial values for an event to be corrected. */
export function formOfAgencyEvent(event: AgencyEvent): Partial<AgencyEventInput> {
  const { kind, dated, sent, received, cameBy, note } = event;
  const typed: Record<string, unknown> = { ...event.details };
  if ("trackingNumbers" in event.details) {
    typed["trackingNumbers"] = event.details.trackingNumbers
      .map(({ number, office }) => (office === null ? number : `${number}, ${office}`))
      .join("\n");
  }
  if ("items" in event.details && event.details.items.length > 0) {
    typed["itemIds"] = event.details.items.map(({ id: itemId }) => itemId);
    typed["part"] = null;
  } else if ("part" in event.details && event.details.part !== null) {
    const part = nameOfPart(event.details.part);
    typed["part"] = isDecidedBeside(part) ? part : null;
  }
  const known = Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== null && value !== undefined),
  );
  return {
    ...(known as Partial<AgencyEventInput>),
    kind,
    dated: dated ?? "",
    sent: sent ?? "",
    received: received ?? "",
    ...(cameBy ? { cameBy } : {}),
    note: note ?? "",
  };
}

function trackingNumbersOfText(
  typed: string,
): Outcome<{ readonly number: string; readonly office: string | null }[]> {
  const lines = typed.split("\n").map((each) => each.trim());
  const numbers = lines.flatMap((each) => {
    if (each === "") return [];
    const [number = "", ...rest] = each.split(",");
    const office = rest.join(",").trim();
    return [{ number: number.trim(), office: office === "" ? null : office }];
  });
  if (numbers.length > TRACKING_LIMITS.numbers) {
    return refuse("bad-input", `Enter at most ${TRACKING_LIMITS.numbers} numbers.`);
  }
  const odd = numbers.some(
    ({ number, office }) =>
      number === "" ||
      number.length > TRACKING_LIMITS.letters ||
      (office?.length ?? 0) > TRACKING_LIMITS.office,
  );
  return odd
    ? refuse("bad-input", "Enter one number a line, and after a comma the office that gave it.")
    : done(numbers);
}
