import { writtenDay } from "#app/domain/dates.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { SuitDeadline } from "./deadline.ts";
import { endOf } from "./due.ts";
import {
  DOCKET_EVENT_KINDS,
  docketSheet,
  latestOf,
  type DocketEvent,
  type NewDocketEvent,
} from "./event.ts";
import type { Say } from "./kind.ts";
import { docketKindOf, maySetDays } from "./kinds/index.ts";
import { reopenedOn } from "./kinds/reopened.ts";
import { servedLabel, serviceOn } from "./recipients.ts";

/** The days of a lawsuit as typed with the docket; null is unknown and not checked. */
interface TypedSuitDays {
  readonly filedOn: string | null;
  readonly servedOn: string | null;
  readonly answerDueOn: string | null;
}

/**
 * Refuses impossible days of a docket (L36): filing, service and the answer must be in this order
 * where they are known, and what has happened can't be in the future.
 * @param events the existing entries of the docket.
 * @param today ISO day in the time zone of filings.
 */
export function checkDocketDays(
  { filedOn, servedOn, answerDueOn }: TypedSuitDays,
  events: readonly DocketEvent[],
  today: string,
): Outcome<void> {
  const fields: Record<string, string> = {};
  const first = docketSheet(events).find(
    ({ kind, dated }) =>
      kind === "service" && dated !== null && filedOn !== null && dated < filedOn,
  );
  if (filedOn !== null && filedOn > today) {
    fields["filedOn"] =
      `${writtenDay(filedOn)} is still to come: a suit is recorded as filed once it is.`;
  } else if (filedOn !== null && first?.kind === "service" && first.dated !== null) {
    fields["filedOn"] =
      `Service on ${servedLabel(first.details)} is recorded for ${writtenDay(first.dated)}; a complaint is served after it was filed (FRCP 4(c)). Correct one of the two.`;
  }
  if (servedOn !== null && servedOn > today) {
    fields["servedOn"] =
      `${writtenDay(servedOn)} is still to come: service is recorded once it is made.`;
  } else if (servedOn !== null && filedOn !== null && servedOn < filedOn) {
    fields["servedOn"] =
      `The suit was filed on ${writtenDay(filedOn)}; a complaint is served after it was filed (FRCP 4(c)).`;
  }
  const before = servedOn ?? filedOn;
  if (answerDueOn !== null && before !== null && answerDueOn < before) {
    fields["answerDueOn"] =
      `The suit was ${servedOn === null ? "filed" : "served"} on ${writtenDay(before)}; the answer is due after that, as a rule 30 days from service (5 U.S.C. § 552(a)(4)(C)).`;
  }
  return Object.keys(fields).length === 0 ? done() : refuse("bad-input", undefined, fields);
}

/**
 * Refuses an impossible entry: a past event dated in the future, service before the suit was filed,
 * an order's deadline before the order (L36), a second end (L55). Unknown days are not checked.
 * @param others the other entries of the docket; without the one that is corrected.
 * @param today ISO day in the time zone of filings.
 */
export function checkDocketEvent(
  event: NewDocketEvent,
  {
    filedOn,
    defendants,
  }: { readonly filedOn: string | null; readonly defendants: readonly string[] },
  others: readonly DocketEvent[],
  today: string,
): Outcome<void> {
  const wrong: Record<string, string> = {};
  const say: Say = (field, sentence) => {
    if (typeof sentence === "string") wrong[field] ??= sentence;
  };
  const { fields, check, ends } = docketKindOf(event.kind);
  const known: Readonly<Record<string, unknown>> = { ...event.details, dated: event.dated };
  const days = Object.entries(fields).flatMap(([name, field]) => {
    const day = known[name];
    return field.input === "day" && typeof day === "string" ? [{ name, field, day }] : [];
  });
  for (const { name, field, day } of days) {
    const { past } = field;
    say(name, past !== undefined && day > today && `${writtenDay(day)} is still to come: ${past}.`);
  }
  const { under = null } = "under" in event.details ? event.details : {};
  const setter = under === null ? undefined : latestOf(others)(under);
  say(
    "under",
    under !== null &&
      setter === undefined &&
      "The entry that sets this day was taken back, or is on another docket. Go back to the docket, and record it by itself.",
  );
  say(
    "under",
    setter !== undefined &&
      !maySetDays(setter.kind) &&
      "That entry is itself a day that is due or heard, and sets no other. Record this under the court’s own entry.",
  );
  check?.(event, { filedOn, defendants, lines: docketSheet(others), today }, say);
  say("dated", ends?.(event.details) === true && wrongEnd(event, filedOn, others));
  say(
    "dated",
    event.kind === "reopened" &&
      !isAfterEnd(event, others) &&
      "Nothing on this docket ended the suit before that day: record its judgment, dismissal or settlement first.",
  );
  for (const { name, field, day } of days) {
    say(
      name,
      filedOn !== null &&
        day < filedOn &&
        field.mayPrecede !== true &&
        `The suit was filed on ${writtenDay(filedOn)}; nothing on its docket comes before that: it begins with its complaint (FRCP 3). Correct this day, or the day of filing.`,
    );
  }
  return Object.keys(wrong).length === 0 ? done() : refuse("bad-input", undefined, wrong);
}

/** Why the suit can't have ended so: before it began, or a second time. Null where it can. */
function wrongEnd(
  event: NewDocketEvent,
  filedOn: string | null,
  others: readonly DocketEvent[],
): string | null {
  if (isBefore(event.dated, filedOn)) {
    return `The suit was filed on ${writtenDay(filedOn ?? "")}, and begins with that (FRCP 3): it can’t end before. Correct this day, or the day of filing.`;
  }
  const end = endOf(others);
  // One that a court took back since may be corrected, whatever ended the suit afterwards.
  if (end === null || (event.dated ?? "") <= reopenedOn(docketSheet(others))) return null;
  const [one, other] = [docketKindOf(event.kind), docketKindOf(end.line.kind)];
  const ended = { ...event, ...UNRECORDED };
  const isAfter = !isBefore(event.dated, end.dated);
  if (isAfter && one.completes?.(end.line) === true) return null;
  if (!isBefore(end.dated, event.dated) && other.completes?.(ended) === true) return null;
  return `The suit ended with the ${other.label.toLowerCase()} of ${writtenDay(end.dated)} on this docket already, and a suit ends once (FRCP 41, 54, 58). Correct that entry, or record first that the suit was taken up again.`;
}

/** An entry that is compared before it is recorded. */
const UNRECORDED = {
  id: "",
  correctsId: null,
  isRetracted: false,
  isInvented: false,
  recordedById: "",
  recordedAt: new Date(0),
} as const;

const isAfterEnd = ({ dated }: NewDocketEvent, others: readonly DocketEvent[]): boolean => {
  const end = endOf(others);
  return end !== null && (dated === null || dated >= end.dated);
};

const isBefore = (day: string | null, other: string | null) =>
  day !== null && other !== null && day < other;

/**
 * Inconsistencies of a docket, one sentence each: the docket is stored as it is, and the page shows
 * them.
 */
export function docketWarnings(
  docket: TypedSuitDays & {
    readonly caseNumber?: string | null;
    /** The number of filed requests and appeals that it enforces. */
    readonly enforces: number;
    /** The names of those who are sued. */
    readonly defendants: readonly string[];
  },
  events: readonly DocketEvent[],
  /** The facts that follow from the events. */
  deadlines: readonly Pick<SuitDeadline, "kind" | "due">[],
): string[] {
  const warnings: string[] = [];
  if (docket.enforces === 0) {
    warnings.push(
      "No filed request is recorded that this suit enforces: exhaustion can’t be seen from here, and productions are compared with nothing.",
    );
  }
  const sheet = docketSheet(events);
  if (docket.filedOn === null && (docket.caseNumber || sheet.length > 0)) {
    warnings.push(
      "The day on which the suit was filed is not recorded: until it is, the requests that it enforces are counted as if nobody had sued, and no day to serve it by is known (FRCP 4(m)).",
    );
  }
  const early = sheet.find(
    ({ kind, dated }) => kind === "service" && isBefore(dated, docket.filedOn),
  );
  if (early?.dated && docket.filedOn) {
    warnings.push(
      `Service is recorded for ${writtenDay(early.dated)}, before the suit was filed on ${writtenDay(docket.filedOn)}. One of the two is mistyped.`,
    );
  }
  const attorney = serviceOn(sheet, "usAttorney")?.dated;
  if (docket.servedOn !== null && attorney !== undefined && docket.servedOn !== attorney) {
    warnings.push(
      `“Served” says ${writtenDay(docket.servedOn)}, and service on the U.S. attorney is recorded for ${writtenDay(attorney)}.`,
    );
  }
  const answerDue = deadlines.find(({ kind }) => kind === "answer")?.due ?? null;
  if (docket.answerDueOn !== null && answerDue !== null && docket.answerDueOn !== answerDue) {
    warnings.push(
      `“Answer due” says ${writtenDay(docket.answerDueOn)}, and by what is on the docket it is ${writtenDay(answerDue)}.`,
    );
  }
  const end = endOf(events);
  if (end !== null) {
    const ended = docketKindOf(end.line.kind).label.toLowerCase();
    warnings.push(
      `The suit ended with the ${ended} of ${writtenDay(end.dated)}. Days that were set before are asked no more, except a motion for fees and a notice of appeal; those set with it or later are.`,
    );
    if (sheet.some(({ kind }) => kind === "productionSchedule")) {
      warnings.push(
        "Whether the schedule of productions still binds the agency depends on what ended the suit: check whether its words keep the schedule, or the court’s power to enforce it.",
      );
    }
  }
  const until = deadlines.findLast(({ kind }) => kind === "notice-of-appeal")?.due ?? null;
  const ours = sheet.find((line) => line.kind === "appeal" && line.details.by !== "them");
  if (ours?.dated && until !== null && ours.dated > until) {
    warnings.push(
      `The notice of appeal of ${writtenDay(ours.dated)} came after its last day, ${writtenDay(until)}. No court of appeals can hear it unless the district court extended or reopened the time (FRAP 4(a)(5), (6); 28 U.S.C. § 2107).`,
    );
  }
  return warnings.concat(
    DOCKET_EVENT_KINDS.flatMap((kind) => {
      const own = sheet.filter((line) => line.kind === kind);
      return (
        docketKindOf(kind).warnings?.(own, { lines: sheet, defendants: docket.defendants }) ?? []
      );
    }),
  );
}
