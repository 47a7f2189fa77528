/**
 * Invented events of the demonstration: the agency's letters, the lawsuits, the releases. All of
 * them are stored with `isInvented`, which marks them on every screen; real facts are in demo-matter.ts.
 * Tracking numbers, judges and case numbers are not invented: they are shown as not recorded.
 */
import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import type { ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import type { DocketEventInput } from "#app/domain/docket-event/form.ts";
import { OUTSIDE_PRIORITIES_SUIT } from "./demo-matter.ts";

export interface InventedLetter {
  readonly kind: AgencyEventKind;
  /** ISO dates. */
  readonly dated?: string;
  readonly sent?: string;
  readonly received?: string;
  readonly details?: object;
  readonly note: string;
  /** The outcomes of items, by their index in the request from 0. */
  readonly outcomes?: readonly {
    readonly items: readonly number[];
    readonly outcome: ItemOutcomeKind;
    readonly details?: object;
  }[];
  /** The records released with it. */
  readonly production?: {
    readonly number: number;
    readonly dated: string;
    readonly pagesFull: number;
    readonly pagesPart: number;
    readonly pagesWithheld: number;
    readonly pagesReviewed: number;
  };
}

const OFFICE = { office: "ICE FOIA Office", isProper: true } as const;
const EXPEDITION = "expedited processing";
const EXTENDED = { reasons: true, workingDays: 10 } as const;

/** The agency's invented letters about the request of September 9, 2021. */
export const WEEKLY_REPORTS_LETTERS: readonly InventedLetter[] = [
  {
    kind: "received",
    received: "2021-09-13",
    details: OFFICE,
    note: "Receipt, as the portal shows it.",
  },
  {
    kind: "acknowledged",
    dated: "2021-09-20",
    received: "2021-09-24",
    details: { track: "complex" },
    note: "Acknowledges the request and puts it on the complex track. No determination.",
  },
  {
    kind: "extended",
    dated: "2021-10-06",
    received: "2021-10-08",
    details: EXTENDED,
    note: "Takes ten working days more for unusual circumstances.",
  },
  {
    kind: "determined",
    dated: "2021-09-24",
    received: "2021-09-28",
    details: { part: EXPEDITION, statesReasonsAndAppeal: true, appealDays: 90 },
    note: "Denies expedited processing, and says that an appeal may be sent within 90 days.",
  },
  {
    kind: "appealed",
    sent: "2021-10-01",
    received: "2021-10-04",
    details: { part: EXPEDITION },
    note: "Appeals the denial of expedited processing.",
  },
  {
    kind: "appealDecided",
    dated: "2021-10-28",
    received: "2021-11-01",
    details: { part: EXPEDITION, result: "affirmed" },
    note: "Affirms the denial of expedited processing.",
  },
];

/**
 * The agency's invented letters about the request of September 23, 2021, up to the last release.
 */
export const OUTSIDE_PRIORITIES_LETTERS: readonly InventedLetter[] = [
  {
    kind: "received",
    received: "2021-09-27",
    details: OFFICE,
    note: "Receipt, as the portal shows it.",
  },
  {
    kind: "acknowledged",
    dated: "2021-10-01",
    received: "2021-10-05",
    note: "Acknowledges the request. No determination.",
  },
  release(1, "2022-06-01", { full: 180, part: 260, withheld: 60 }, [
    {
      items: [0],
      outcome: "produced-in-part",
      details: { exemptions: [{ number: "(b)(7)(E)" }] },
    },
  ]),
  release(2, "2022-07-01", { full: 120, part: 300, withheld: 80 }, []),
  release(3, "2022-08-05", { full: 90, part: 350, withheld: 60 }, [
    { items: [1], outcome: "produced-in-part", details: { exemptions: [{ number: "(b)(6)" }] } },
  ]),
  release(4, "2022-09-01", { full: 40, part: 310, withheld: 100 }, [
    { items: [2], outcome: "no-records" },
  ]),
];

function release(
  number: number,
  dated: string,
  pages: { readonly full: number; readonly part: number; readonly withheld: number },
  outcomes: NonNullable<InventedLetter["outcomes"]>,
): InventedLetter {
  const { full, part, withheld } = pages;
  return {
    kind: "interimResponse",
    dated,
    received: dated,
    note: `Release ${number} under the schedule of the order.`,
    outcomes,
    production: {
      number,
      dated,
      pagesFull: full,
      pagesPart: part,
      pagesWithheld: withheld,
      pagesReviewed: full + part + withheld,
    },
  };
}

const ORDERED = { orderNumber: "24", orderedOn: "2022-05-10" } as const;
const BRIEFING = { orderNumber: "31", orderedOn: "2022-10-20" } as const;

/**
 * The docket of the suit over the request of September 23, 2021: its first entry is real, the
 * others are invented, from service to judgment and the motion for fees. One scheduled release
 * never came.
 */
export const OUTSIDE_PRIORITIES_DOCKET: readonly (DocketEventInput & { readonly isReal?: true })[] =
  [
    {
      isReal: true,
      kind: "paper",
      by: "us",
      dated: OUTSIDE_PRIORITIES_SUIT.filed ?? "",
      text: "Complaint",
    },
    served("usAttorney", "2022-01-14", "2022-01-20"),
    served("attorneyGeneral", "2022-01-14", "2022-01-24"),
    served("agency", "2022-01-14", "2022-01-25"),
    {
      kind: "answerOrdered",
      number: "14",
      orderNumber: "14",
      orderedOn: "2022-02-15",
      until: "2022-03-22",
      text: "STIPULATION AND ORDER extending the time to answer",
    },
    { kind: "answer", number: "17", dated: "2022-03-22", text: "ANSWER to the complaint" },
    {
      kind: "statementDue",
      what: "case-management",
      dated: "2022-04-12",
      number: "19",
      isDone: true,
    },
    {
      kind: "productionSchedule",
      ...ORDERED,
      number: "24",
      firstOn: "2022-06-01",
      dayOfMonth: 1,
      lastOn: "2022-10-01",
      pagesAMonth: 500,
      text: "ORDER on the schedule of productions",
    },
    {
      kind: "briefDue",
      ...BRIEFING,
      brief: "Defendant’s motion for summary judgment",
      by: "them",
      dated: "2022-12-01",
      isDone: true,
    },
    {
      kind: "briefDue",
      ...BRIEFING,
      brief: "Plaintiffs’ opposition and cross-motion",
      by: "us",
      dated: "2023-01-12",
      isDone: true,
    },
    {
      kind: "hearing",
      ...BRIEFING,
      dated: "2023-03-02",
      time: "10:00 a.m.",
      text: "Hearing on the motions",
    },
    { kind: "judgment", number: "52", dated: "2023-04-10", text: "JUDGMENT", noAppeal: true },
    {
      kind: "feesDue",
      number: "54",
      isDone: true,
      dated: "2023-04-24",
      text: "MOTION for attorney fees",
    },
  ];

function served(
  on: "usAttorney" | "attorneyGeneral" | "agency",
  sentOn: string,
  dated: string,
): DocketEventInput {
  return { kind: "service", method: "certified-mail", on, sentOn, dated };
}

/** The deadlines in the suit over the request of September 9, 2021, in days after seeding. */
export const WEEKLY_REPORTS_DOCKET: readonly (DocketEventInput & { readonly inDays: number })[] = [
  { kind: "statementDue", what: "joint-status-report", inDays: 12 },
  { kind: "hearing", text: "Case management conference", place: "by videoconference", inDays: 40 },
];
