import { writtenDay } from "#app/domain/dates.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketSheet, SERVED_WORDS, type DocketEvent } from "./event.ts";
import type { NewDocketEvent } from "./form.ts";

/** The days of a lawsuit as typed with the docket; null is unknown and not checked. */
interface TypedSuitDays {
  readonly filedOn: string | null;
  readonly servedOn: string | null;
  readonly answerDueOn: string | null;
}

const served = (on: keyof typeof SERVED_WORDS) => SERVED_WORDS[on].replace(/^Agency$/u, "agency");

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
      `Service on the ${served(first.details.on)} is recorded for ${writtenDay(first.dated)}; a complaint is served after it was filed (FRCP 4(c)). Correct one of the two.`;
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
 * an order's deadline before the order (L36). Unknown days are not checked.
 * @param others the other entries of the docket; without the one that is corrected.
 * @param today ISO day in the time zone of filings.
 */
export function checkDocketEvent(
  event: NewDocketEvent,
  filedOn: string | null,
  others: readonly DocketEvent[],
  today: string,
): Outcome<void> {
  const fields: Record<string, string> = {};
  const say = (field: string, sentence: string | false) => {
    if (sentence !== false) fields[field] ??= sentence;
  };
  const { kind, dated, details } = event;
  const sheet = docketSheet(others);
  const beforeFiling = (day: string | null) => filedOn !== null && day !== null && day < filedOn;
  const tooEarly =
    filedOn !== null &&
    `The suit was filed on ${writtenDay(filedOn)}; nothing on its docket comes before that. Correct this day, or the day of filing.`;

  if (HAPPENED.has(kind) && dated !== null && dated > today) {
    say("dated", `${writtenDay(dated)} is still to come: this is recorded once it has happened.`);
  }
  if ("orderedOn" in details) {
    const { orderedOn } = details;
    say(
      "orderedOn",
      orderedOn !== null &&
        orderedOn > today &&
        `${writtenDay(orderedOn)} is still to come: an order is recorded once it is made.`,
    );
    say("orderedOn", beforeFiling(orderedOn) && tooEarly);
  }
  switch (kind) {
    case "service":
      checkService(event, filedOn, sheet, today, say);
      break;
    case "answerOrdered": {
      const { until, orderedOn } = event.details;
      const attorney = servedDay(sheet, "usAttorney");
      if (orderedOn !== null)
        say(
          "until",
          until < orderedOn && `The order is of ${writtenDay(orderedOn)}; it sets a later day.`,
        );
      if (attorney !== null)
        say(
          "until",
          until < attorney &&
            `The U.S. attorney was served on ${writtenDay(attorney)}; the answer is due after that (5 U.S.C. § 552(a)(4)(C)).`,
        );
      say("until", beforeFiling(until) && tooEarly);
      break;
    }
    case "productionSchedule": {
      const { firstOn, lastOn, orderedOn } = event.details;
      say(
        "lastOn",
        lastOn !== null && lastOn < firstOn && "The last release comes after the first.",
      );
      if (orderedOn !== null)
        say(
          "firstOn",
          firstOn < orderedOn &&
            `The order is of ${writtenDay(orderedOn)}; its first release is due after it.`,
        );
      say("firstOn", beforeFiling(firstOn) && tooEarly);
      break;
    }
    case "feesDue":
      say("until", beforeFiling(event.details.until) && tooEarly);
      say("dated", beforeFiling(dated) && tooEarly);
      break;
    case "statementDue":
    case "briefDue":
    case "hearing": {
      const { orderedOn } = event.details;
      if (orderedOn !== null && dated !== null)
        say(
          "dated",
          dated < orderedOn && `The order is of ${writtenDay(orderedOn)}; it sets a later day.`,
        );
      say("dated", beforeFiling(dated) && tooEarly);
      break;
    }
    case "paper":
    case "answer":
    case "order":
    case "judgment":
      say("dated", beforeFiling(dated) && tooEarly);
      break;
    case "other":
      break;
  }
  return Object.keys(fields).length === 0 ? done() : refuse("bad-input", undefined, fields);
}

/** Kinds that have happened, for which a future day is an error. */
const HAPPENED: ReadonlySet<DocketEvent["kind"]> = new Set([
  "paper",
  "service",
  "answer",
  "order",
  "judgment",
  "feesDue",
  "other",
]);

function checkService(
  { dated, details }: Extract<NewDocketEvent, { kind: "service" }>,
  filedOn: string | null,
  sheet: readonly DocketEvent[],
  today: string,
  say: (field: string, sentence: string | false) => void,
): void {
  const { on, sentOn } = details;
  const rule =
    filedOn !== null &&
    `The suit was filed on ${writtenDay(filedOn)}; a complaint is served after it was filed (FRCP 4(c)).`;
  say("dated", dated !== null && filedOn !== null && dated < filedOn && rule);
  say("sentOn", sentOn !== null && filedOn !== null && sentOn < filedOn && rule);
  say(
    "sentOn",
    sentOn !== null &&
      sentOn > today &&
      `${writtenDay(sentOn)} is still to come: this is recorded once it is sent.`,
  );
  say(
    "dated",
    dated !== null &&
      sentOn !== null &&
      dated < sentOn &&
      `It was sent on ${writtenDay(sentOn)}; it is delivered on that day or after it.`,
  );
  const known = sheet.find((line) => line.kind === "service" && line.details.on === on);
  if (known) {
    const day = known.dated === null ? "" : `, on ${writtenDay(known.dated)}`;
    say(
      "on",
      `Service on the ${served(on)} is on this docket already${day}. Correct that entry: each of the three has one (FRCP 4(i)).`,
    );
  }
  const due = sheet.find((line) => line.kind === "answerOrdered");
  if (on === "usAttorney" && dated !== null && due?.kind === "answerOrdered") {
    say(
      "dated",
      dated > due.details.until &&
        `By order the answer is due on ${writtenDay(due.details.until)}; service on the U.S. attorney comes before it.`,
    );
  }
}

const isBefore = (day: string | null, other: string | null) =>
  day !== null && other !== null && day < other;

function servedDay(sheet: readonly DocketEvent[], on: keyof typeof SERVED_WORDS): string | null {
  return (
    sheet.find((line) => line.kind === "service" && line.details.on === on && line.dated !== null)
      ?.dated ?? null
  );
}

/**
 * Inconsistencies of a docket, one sentence each: the docket is stored as it is, and the page shows
 * them.
 */
export function docketWarnings(
  docket: TypedSuitDays & {
    /** The number of filed requests and appeals that it enforces. */
    readonly enforces: number;
  },
  events: readonly DocketEvent[],
  /** ISO day on which the answer is due, computed from the events; null where it can't be. */
  answerDue: string | null,
): string[] {
  const warnings: string[] = [];
  if (docket.enforces === 0) {
    warnings.push(
      "No filed request is recorded that this suit enforces: exhaustion can’t be seen from here, and productions are compared with nothing.",
    );
  }
  const sheet = docketSheet(events);
  const early = sheet.find(
    ({ kind, dated }) => kind === "service" && isBefore(dated, docket.filedOn),
  );
  if (early?.dated && docket.filedOn) {
    warnings.push(
      `Service is recorded for ${writtenDay(early.dated)}, before the suit was filed on ${writtenDay(docket.filedOn)}. One of the two is mistyped.`,
    );
  }
  const attorney = servedDay(sheet, "usAttorney");
  if (docket.servedOn !== null && attorney !== null && docket.servedOn !== attorney) {
    warnings.push(
      `“Served” says ${writtenDay(docket.servedOn)}, and service on the U.S. attorney is recorded for ${writtenDay(attorney)}.`,
    );
  }
  if (docket.answerDueOn !== null && answerDue !== null && docket.answerDueOn !== answerDue) {
    warnings.push(
      `“Answer due” says ${writtenDay(docket.answerDueOn)}, and by what is on the docket it is ${writtenDay(answerDue)}.`,
    );
  }
  return warnings;
}
