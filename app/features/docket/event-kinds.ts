import type { DocketEventKind } from "#app/domain/docket-event/event.ts";

/** The consequences of each kind of entry, as hints. */
export const EVENT_KIND_HINTS: Readonly<Record<DocketEventKind, string>> = {
  service:
    "On the U.S. attorney, the Attorney General or the agency. The answer is counted from it.",
  paper: "The complaint, a motion, a stipulation, a notice: any paper of either side.",
  answer: "The agency answered; its day is met.",
  order: "An order that sets no day. One that does is recorded by what it sets, below.",
  answerOrdered: "An order or stipulation gives the agency another day for its answer.",
  productionSchedule: "Releases each month: missed ones are pointed out the day after.",
  statementDue: "Disclosure, magistrate judge, case management, joint status report.",
  briefDue: "A day of the briefing schedule, ours or theirs.",
  hearing: "A hearing or conference.",
  judgment: "A motion for fees is due 14 days after it.",
  feesDue: "An order gives the motion for fees another day, or it was made.",
  other: "Anything else on the docket.",
};

/** In the usual order of a lawsuit. */
export const EVENT_KINDS_IN_ORDER: readonly DocketEventKind[] = [
  "service",
  "paper",
  "answer",
  "answerOrdered",
  "order",
  "productionSchedule",
  "statementDue",
  "briefDue",
  "hearing",
  "judgment",
  "feesDue",
  "other",
];
