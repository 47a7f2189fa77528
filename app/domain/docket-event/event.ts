import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";

/**
 * The events of a lawsuit (L36 to L39). Stored under these names; a name is never given another
 * meaning.
 */

const day = z.string().refine(isIsoDate, { error: "Enter a day." });
const order = {
  /** The docket number of the order, as the court writes it. */
  orderNumber: z.string().trim().max(40).nullable().default(null),
  orderedOn: day.nullable().default(null),
};

/** The recipients of the summons and complaint, FRCP 4(i): all three are required. */
export const SERVED = ["usAttorney", "attorneyGeneral", "agency"] as const;
export type Served = (typeof SERVED)[number];
export const SERVED_WORDS: Readonly<Record<Served, string>> = {
  usAttorney: "United States attorney",
  attorneyGeneral: "Attorney General",
  agency: "Agency",
};

/** The fields of each kind, besides its day, number and words. */
export const DOCKET_EVENT_DETAILS = {
  /** A complaint, motion, stipulation or other filing of either side. */
  paper: z.object({
    by: z.enum(["us", "them", "both"]).default("us"),
    documentId: z.string().max(64).nullable().default(null),
  }),
  service: z.object({
    on: z.enum(SERVED),
    method: z.enum(["certified-mail", "hand", "email-by-consent", "other"]),
    article: z.string().trim().max(80).nullable().default(null),
    sentOn: day.nullable().default(null),
  }),
  answer: z.object({}),
  answerOrdered: z.object({ ...order, until: day }),
  order: z.object({ judge: z.string().trim().max(120).nullable().default(null) }),
  hearing: z.object({ ...order, at: z.string().trim().max(60).nullable().default(null) }),
  /** Disclosure statement, consent to a magistrate judge, case-management and joint status reports. */
  statementDue: z.object({
    ...order,
    what: z.enum([
      "disclosure",
      "magistrate-consent",
      "case-management",
      "joint-status-report",
      "other",
    ]),
    isDone: z.boolean().default(false),
  }),
  briefDue: z.object({
    ...order,
    what: z.string().trim().min(1).max(200),
    by: z.enum(["us", "them"]),
    isDone: z.boolean().default(false),
  }),
  /** What the agency must release, and how fast. */
  productionSchedule: z.object({
    ...order,
    /** Pages that the agency must process each month; null where the order gives no number. */
    pagesAMonth: z.number().int().min(1).max(1_000_000).nullable().default(null),
    firstOn: day,
    /** ISO day of the last release; null where releases go on until all is processed. */
    lastOn: day.nullable().default(null),
    dayOfMonth: z.number().int().min(1).max(31).nullable().default(null),
  }),
  judgment: z.object({}),
  feesDue: z.object({
    ...order,
    until: day.nullable().default(null),
    isDone: z.boolean().default(false),
  }),
  other: z.object({}),
} as const satisfies Record<string, z.ZodType>;

export type DocketEventKind = keyof typeof DOCKET_EVENT_DETAILS;
export const DOCKET_EVENT_KINDS = Object.keys(DOCKET_EVENT_DETAILS) as DocketEventKind[];
export type DocketEventDetails<K extends DocketEventKind = DocketEventKind> = z.output<
  (typeof DOCKET_EVENT_DETAILS)[K]
>;

interface AnyDocketEvent {
  readonly id: string;
  /** ISO day on which it happened or is due; null where unknown. */
  readonly dated: string | null;
  /** The court's number of the docket entry, "12-1". */
  readonly number: string | null;
  readonly text: string;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
  /** Made up for the demonstration; marked wherever it is shown. */
  readonly isInvented: boolean;
  readonly recordedById: string;
  readonly recordedAt: Date;
}

/** One recorded entry of a docket. */
export type DocketEvent = {
  readonly [K in DocketEventKind]: AnyDocketEvent & {
    readonly kind: K;
    readonly details: DocketEventDetails<K>;
  };
}[DocketEventKind];
export type DocketEventOf<K extends DocketEventKind> = Extract<DocketEvent, { kind: K }>;

export const DOCKET_EVENT_WORDS: Readonly<Record<DocketEventKind, string>> = {
  paper: "Paper filed",
  service: "Service",
  answer: "Answer",
  answerOrdered: "Day of the answer, by order",
  order: "Order",
  hearing: "Hearing",
  statementDue: "Statement or report due",
  briefDue: "Brief due",
  productionSchedule: "Schedule of productions",
  judgment: "Judgment",
  feesDue: "Motion for fees due",
  other: "Other",
};

/**
 * The docket entries in force, in the order of a docket sheet; corrected and retracted entries are
 * left out.
 */
export function docketSheet(events: readonly DocketEvent[]): DocketEvent[] {
  const corrected = new Set(events.flatMap(({ correctsId }) => correctsId ?? []));
  return events
    .filter(({ id, isRetracted }) => !corrected.has(id) && !isRetracted)
    .toSorted((one, other) => {
      const [a, b] = [one.dated ?? "9", other.dated ?? "9"];
      if (a !== b) return a < b ? -1 : 1;
      const [first, second] = [numberOf(one), numberOf(other)];
      return first[0] - second[0] || first[1] - second[1];
    });
}

/** An entry and its attachment, "12-1"; entries without a number follow those of their day. */
function numberOf({ number }: DocketEvent): readonly [entry: number, part: number] {
  const found = /^(\d+)(?:-(\d+))?/u.exec(number ?? "");
  return found ? [Number(found[1]), Number(found[2] ?? 0)] : [Number.MAX_SAFE_INTEGER, 0];
}
