import { componentKey, correctedNames } from "./component-names.ts";
import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";

/**
 * The events of a filed request or appeal (L16): acts of the agency, and our acts toward it.
 * Stored under these names; a name is never given another meaning.
 */

const day = z.string().refine(isIsoDate, { error: "Enter a day, such as 10/07/2021." });
const line = (length: number) => z.string().trim().min(1).max(length);

/**
 * Limits on tracking numbers: how many one letter may give, and the characters of each. They are
 * free text (L10).
 */
export const TRACKING_LIMITS = { numbers: 20, letters: 80, office: 200 } as const;

/** The most items of a request that one entry names, and the characters in which it names them. */
export const ITEMS_LIMIT = 500;
export const PART_LENGTH = 4_000;

const trackingNumbers = z
  .array(
    z.object({
      number: line(TRACKING_LIMITS.letters),
      office: line(TRACKING_LIMITS.office).nullable(),
    }),
  )
  .max(TRACKING_LIMITS.numbers);

/** The component that it is of, where several have the request (L51); null for all of them. */
const at = { component: line(TRACKING_LIMITS.office).nullable().default(null) };
const ofLetter = { ...at, trackingNumbers: trackingNumbers.default([]) };
/** The day by which the agency expects to be done, 552(a)(7)(B): its own estimate, and no deadline. */
const estimated = { estimatedCompletion: day.nullable().default(null) };
/**
 * Whether the letter tells of the help of the FOIA Public Liaison and of OGIS (L58); null where nobody
 * looked.
 */
export const HELP_TOLD = ["both", "liaison", "ogis", "neither"] as const;
const rights = { helpTold: z.enum(HELP_TOLD).nullable().default(null) };
/** Whether we dispute that it was reasonable or necessary to ask (L53). */
const question = { isDisputed: z.boolean().default(false) };
/** Fields of every event that can be appealed (L11). */
const appealable = {
  ...ofLetter,
  ...rights,
  /** The last day for an appeal that the letter states. */
  appealUntil: day.nullable().default(null),
  /** The same period as the letter may state it, "within 90 days". */
  appealDays: z.number().int().min(1).max(365).nullable().default(null),
};
/** The part of the request that it is about (L52); nothing for all of it. See part.ts. */
const about = {
  /** The clock's name of it: "items 1 and 3", "expedited processing". */
  part: z.string().trim().min(1).max(PART_LENGTH).nullable().default(null),
  /** Where it is about items: the fewest that mean them, by their numbers in the filed request. */
  items: z
    .array(z.object({ id: line(64), label: line(40) }))
    .max(ITEMS_LIMIT)
    .default([]),
};
const extension = {
  ...ofLetter,
  ...rights,
  /** Whether the letter gives the unusual circumstances, 552(a)(6)(B)(iii). */
  reasons: z.boolean().default(true),
  until: day.nullable().default(null),
  workingDays: z.number().int().min(1).max(365).nullable().default(null),
};

/** The fields of each kind, besides its dates and its note. */
export const AGENCY_EVENT_DETAILS = {
  /** The request arrived at a component; `isProper`: at the component that has the records (L1). */
  received: z.object({ office: line(200), isProper: z.boolean() }),
  acknowledged: z.object({
    ...ofLetter,
    ...estimated,
    track: z.enum(["simple", "complex", "expedited"]).nullable().default(null),
  }),
  informationAsked: z.object({ ...ofLetter, ...question }),
  informationAnswered: z.object(at),
  feesAsked: z.object({
    ...ofLetter,
    ...question,
    /** Whether it states an amount and asks nothing (L53): then it stops no clock. */
    isMereEstimate: z.boolean().default(false),
    estimate: z.number().nonnegative().max(10_000_000).nullable().default(null),
  }),
  feesAnswered: z.object(at),
  extended: z.object(extension),
  /** The agency offered to narrow the request or to agree on another time, with our answer (L6). */
  narrowingOffered: z.object({
    ...ofLetter,
    ...estimated,
    answer: z.enum(["open", "accepted", "refused"]).default("open"),
  }),
  dateAgreed: z.object({ ...at, until: day }),
  expeditionGranted: z.object(ofLetter),
  expeditionDenied: z.object(appealable),
  feeWaiverGranted: z.object({ ...ofLetter, isInPart: z.boolean().default(false) }),
  feeWaiverDenied: z.object(appealable),
  feeCategoryDecided: z.object({
    ...appealable,
    category: z.enum(["commercial", "educational-or-news", "other"]),
    /** Whether it is the category that the request claims. */
    isAsClaimed: z.boolean().default(false),
  }),
  /** Records came and more are to follow; this is no determination (L7). */
  interimResponse: z.object({ ...ofLetter, ...estimated, ...about }),
  determined: z.object({
    ...appealable,
    ...about,
    statesReasonsAndAppeal: z.boolean().default(true),
  }),
  appealed: z.object({
    ...at,
    ...about,
    appealDocumentId: z.string().max(64).nullable().default(null),
  }),
  appealExtended: z.object({ ...extension, ...about }),
  appealDecided: z.object({
    ...ofLetter,
    ...about,
    result: z.enum(["affirmed", "remanded", "reversed", "in-litigation", "closed"]),
  }),
  /**
   * Somebody asserts that remedies are exhausted although the clock doesn't say so (L13). It moves
   * no date: the clock's answer is shown beside it.
   */
  exhaustionAsserted: z.object({ reason: line(2000) }),
  /**
   * We are done with the request: nothing more is due about it. It moves no date, and what comes
   * after it is recorded as before.
   */
  closed: z.object({ reason: line(2000) }),
  /** Anything else that belongs on record, such as a telephone call. */
  other: z.object({ ...at, ...estimated, what: line(200) }),
} as const satisfies Record<string, z.ZodType>;

export type AgencyEventKind = keyof typeof AGENCY_EVENT_DETAILS;
export const AGENCY_EVENT_KINDS = Object.keys(AGENCY_EVENT_DETAILS) as AgencyEventKind[];

/** The fields of events of kind K. */
type AgencyEventDetails<K extends AgencyEventKind = AgencyEventKind> = z.output<
  (typeof AGENCY_EVENT_DETAILS)[K]
>;

/**
 * The days of an event: the date written on the letter, when it was sent, when it arrived (L16).
 */
export interface EventDays {
  readonly dated: string | null;
  readonly sent: string | null;
  readonly received: string | null;
}

/** How a letter of the agency came. */
export const WAYS_OF_COMING = {
  mail: "by mail",
  "e-mail": "by e-mail",
  portal: "through its portal",
  fax: "by fax",
  hand: "by hand",
} as const;
export type WayOfComing = keyof typeof WAYS_OF_COMING;

interface AnyAgencyEvent extends EventDays {
  readonly id: string;
  /** The first event recorded of the same letter (L63); left out for that one. See letter.ts. */
  readonly letterId?: string | null;
  readonly cameBy?: WayOfComing | null;
  readonly note: string | null;
  readonly recordedById: string;
  readonly recordedAt: Date;
  /** The event that this one corrects; null for an original entry. */
  readonly correctsId: string | null;
  /** Whether it retracts the event it corrects: that event never happened. */
  readonly isRetracted: boolean;
  /** Made up for the demonstration; marked wherever it is shown. */
  readonly isInvented: boolean;
}

/** One recorded event. */
export type AgencyEvent = {
  readonly [K in AgencyEventKind]: AnyAgencyEvent & {
    readonly kind: K;
    readonly details: AgencyEventDetails<K>;
  };
}[AgencyEventKind];

export type AgencyEventOf<K extends AgencyEventKind> = Extract<AgencyEvent, { kind: K }>;

/** Which days an event of each kind has; `needed` days are required. Source: foia-clock.ts. */
export const DAYS_OF: Readonly<
  Record<AgencyEventKind, Readonly<Partial<Record<keyof EventDays, "needed" | "may">>>>
> = {
  received: { received: "needed" },
  acknowledged: { dated: "needed", sent: "may", received: "may" },
  informationAsked: { dated: "needed", sent: "may", received: "may" },
  informationAnswered: { sent: "may", received: "needed" },
  feesAsked: { dated: "needed", sent: "may", received: "may" },
  feesAnswered: { sent: "may", received: "needed" },
  extended: { dated: "needed", sent: "may", received: "may" },
  narrowingOffered: { dated: "needed", sent: "may", received: "may" },
  dateAgreed: { dated: "needed" },
  expeditionGranted: { dated: "needed", sent: "may", received: "may" },
  expeditionDenied: { dated: "needed", sent: "may", received: "may" },
  feeWaiverGranted: { dated: "needed", sent: "may", received: "may" },
  feeWaiverDenied: { dated: "needed", sent: "may", received: "may" },
  feeCategoryDecided: { dated: "needed", sent: "may", received: "may" },
  interimResponse: { dated: "needed", sent: "may", received: "may" },
  determined: { dated: "needed", sent: "may", received: "may" },
  appealed: { sent: "needed", received: "may" },
  appealExtended: { dated: "needed", sent: "may", received: "may" },
  appealDecided: { dated: "needed", sent: "may", received: "may" },
  exhaustionAsserted: { dated: "needed" },
  closed: { dated: "needed" },
  other: { dated: "may", sent: "may", received: "may" },
};

/** The name of each kind on screens, and who acts. */
export const AGENCY_EVENT_LABELS: Readonly<
  Record<AgencyEventKind, { readonly name: string; readonly by: "agency" | "us" | "both" }>
> = {
  received: { name: "Request received", by: "agency" },
  acknowledged: { name: "Acknowledgment", by: "agency" },
  informationAsked: { name: "Question about the request", by: "agency" },
  informationAnswered: { name: "Our answer to its question", by: "us" },
  feesAsked: { name: "Question about fees", by: "agency" },
  feesAnswered: { name: "Our answer about fees", by: "us" },
  extended: { name: "Extension for unusual circumstances", by: "agency" },
  narrowingOffered: { name: "Offer to narrow the request or agree on a date", by: "agency" },
  dateAgreed: { name: "Date agreed", by: "both" },
  expeditionGranted: { name: "Expedited processing granted", by: "agency" },
  expeditionDenied: { name: "Expedited processing denied", by: "agency" },
  feeWaiverGranted: { name: "Fee waiver granted", by: "agency" },
  feeWaiverDenied: { name: "Fee waiver denied", by: "agency" },
  feeCategoryDecided: { name: "Fee category decided", by: "agency" },
  interimResponse: { name: "Interim response", by: "agency" },
  determined: { name: "Determination", by: "agency" },
  appealed: { name: "Appeal sent", by: "us" },
  appealExtended: { name: "Extension of the appeal", by: "agency" },
  appealDecided: { name: "Appeal decided", by: "agency" },
  exhaustionAsserted: { name: "Exhaustion asserted against the clock", by: "us" },
  closed: { name: "Request closed by us", by: "us" },
  other: { name: "Other", by: "both" },
};

/** Whether an entry of that kind says by itself how it came: a letter of the agency. */
export function hasWayOfComing(kind: AgencyEventKind): boolean {
  return AGENCY_EVENT_LABELS[kind].by === "agency" && kind !== "received";
}

/**
 * The name of an event with what it is about, in English: "Determination on item 2", "Request
 * received: ICE FOIA Office"; with the component that it is of where several have the request (L51):
 * "Acknowledgment, CBP FOIA Division".
 */
export function eventName(
  kind: AgencyEventKind,
  about: string | null,
  component: string | null = null,
): string {
  const { name } = AGENCY_EVENT_LABELS[kind];
  const at = component === null ? "" : `, ${component}`;
  if (about === null) return `${name}${at}`;
  return `${name}${kind === "determined" ? " on" : ":"} ${about}${at}`;
}

/** The component that an event is of (L51); null where it names none. */
export function componentOf({ details }: { readonly details: object }): string | null {
  const { component = null } = details as { readonly component?: string | null };
  return component;
}

/** The ISO day by which an event is sorted: sent, else dated, else received. */
export function dayOf({ sent, dated, received }: EventDays): string | null {
  return sent ?? dated ?? received;
}

/** An event in force, with the events it replaced, latest first. */
export interface EffectiveEvent {
  readonly event: AgencyEvent;
  readonly earlier: readonly AgencyEvent[];
}

/**
 * Returns the events in force, sorted by day: the last of each chain of corrections, unless it is a
 * retraction (L16). Corrected events stay beside it. A correction whose target is missing counts as
 * an original entry.
 */
export function effectiveEvents(events: readonly AgencyEvent[]): EffectiveEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const correctionOf = new Map<string, AgencyEvent>();
  for (const event of events.toSorted(byRecording)) {
    if (event.correctsId !== null && byId.has(event.correctsId)) {
      correctionOf.set(event.correctsId, event);
    }
  }
  const corrected = new Set(correctionOf.keys());
  const last = events.filter(({ id, isRetracted }) => !corrected.has(id) && !isRetracted);
  const found = last.map((event) => ({ event, earlier: earlierThan(event, byId) }));
  const renamed = correctedNames(found.flatMap(officesOf));
  return found
    .map(({ event, earlier }) => ({ event: withName(event, renamed), earlier }))
    .toSorted((one, other) => compareDays(one.event, other.event));
}

/** The name of a receipt's component, and those that it had before its corrections. */
function officesOf({ event, earlier }: EffectiveEvent) {
  const officeOf = (one: AgencyEvent) => (one.kind === "received" ? [one.details.office] : []);
  return officeOf(event).map((now) => ({ now, before: earlier.flatMap(officeOf) }));
}

function withName(event: AgencyEvent, renamed: ReadonlyMap<string, string>): AgencyEvent {
  const named = componentOf(event);
  const component = named === null ? undefined : renamed.get(componentKey(named));
  if (component === undefined) return event;
  // Its kind has the field, as it names one; a spread loses the connection of kind and details.
  return { ...event, details: { ...event.details, component } } as AgencyEvent;
}

function earlierThan(event: AgencyEvent, byId: ReadonlyMap<string, AgencyEvent>): AgencyEvent[] {
  const earlier: AgencyEvent[] = [];
  const seen = new Set([event.id]);
  let before = event.correctsId === null ? undefined : byId.get(event.correctsId);
  while (before && !seen.has(before.id)) {
    seen.add(before.id);
    earlier.push(before);
    before = before.correctsId === null ? undefined : byId.get(before.correctsId);
  }
  return earlier;
}

function byRecording(one: AgencyEvent, other: AgencyEvent): number {
  return one.recordedAt.getTime() - other.recordedAt.getTime();
}

function compareDays(one: AgencyEvent, other: AgencyEvent): number {
  const [a, b] = [dayOf(one) ?? "9", dayOf(other) ?? "9"];
  if (a !== b) return a < b ? -1 : 1;
  return byRecording(one, other);
}
