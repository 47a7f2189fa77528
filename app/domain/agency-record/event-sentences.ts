import { thousands } from "#app/domain/thousands.ts";
import { shortDate } from "#app/domain/dates.ts";
import {
  AGENCY_EVENT_LABELS,
  componentOf,
  eventName,
  WAYS_OF_COMING,
  type AgencyEvent,
} from "./event.ts";
import type { NewAgencyEvent } from "./form.ts";
import { aboutOf } from "./part.ts";

/** The name of an event with what it is about: "Appeal sent: expedited processing". */
export function titleOfEvent(said: NewAgencyEvent): string {
  return eventName(said.kind, aboutOf(said)?.en ?? null, componentOf(said));
}

/** The dates of an event, each with its label (L16). */
export function eventDaysText({
  kind,
  dated,
  sent,
  received,
  cameBy,
}: NewAgencyEvent & Pick<Partial<AgencyEvent>, "cameBy">): string {
  const arrived =
    AGENCY_EVENT_LABELS[kind].by === "us" || kind === "received" ? "arrived there" : "arrived here";
  return [
    dated === null ? null : `dated ${shortDate(dated)}`,
    sent === null ? null : `sent ${shortDate(sent)}`,
    received === null ? null : `${arrived} ${shortDate(received)}`,
    cameBy ? WAYS_OF_COMING[cameBy] : null,
  ]
    .filter((words) => words !== null)
    .join(", ");
}

/** The details of an event besides its dates and what it is about, one sentence each. */
export function eventSentences(said: NewAgencyEvent): string[] {
  const sentences: (string | null)[] = [];
  switch (said.kind) {
    case "received":
      sentences.push(said.details.isProper ? null : "It has to route it to the right component.");
      break;
    case "acknowledged":
      sentences.push(said.details.track === null ? null : `Track: ${said.details.track}.`);
      break;
    case "feesAsked":
      sentences.push(
        said.details.estimate === null ? null : `Estimate: $${thousands(said.details.estimate)}.`,
        said.details.isMereEstimate ? "It asks nothing." : null,
      );
      break;
    case "extended":
    case "appealExtended": {
      const { reasons, until, workingDays } = said.details;
      sentences.push(
        until === null ? null : `Until ${shortDate(until)}.`,
        workingDays === null ? null : `By ${workingDays} working days.`,
        reasons ? null : "Without reasons.",
      );
      break;
    }
    case "narrowingOffered":
      sentences.push(
        { open: "Not answered yet.", accepted: "Accepted.", refused: "Refused." }[
          said.details.answer
        ],
      );
      break;
    case "dateAgreed":
      sentences.push(`Until ${shortDate(said.details.until)}.`);
      break;
    case "feeWaiverGranted":
      sentences.push(said.details.isInPart ? "In part." : null);
      break;
    case "feeCategoryDecided":
      sentences.push(
        `${CATEGORY_LABELS[said.details.category]}${said.details.isAsClaimed ? ", as claimed" : ""}.`,
      );
      break;
    case "determined":
      sentences.push(
        said.details.statesReasonsAndAppeal ? null : "States no reasons or no right to appeal.",
      );
      break;
    case "appealDecided":
      sentences.push(`${RESULT_LABELS[said.details.result]}.`);
      break;
    case "exhaustionAsserted":
    case "closed":
      sentences.push(said.details.reason);
      break;
    case "other":
      sentences.push(`${said.details.what}.`);
      break;
    default:
      break;
  }
  if ("isDisputed" in said.details && said.details.isDisputed) {
    sentences.push("We dispute that it was needed.");
  }
  if ("estimatedCompletion" in said.details && said.details.estimatedCompletion !== null) {
    const day = shortDate(said.details.estimatedCompletion);
    sentences.push(`The agency expects to be done by ${day}: its own estimate, and no deadline.`);
  }
  if ("appealUntil" in said.details) {
    const { appealUntil, appealDays } = said.details;
    sentences.push(
      appealUntil === null ? null : `Appeal until ${shortDate(appealUntil)}, says the letter.`,
      appealDays === null ? null : `Appeal within ${appealDays} days, says the letter.`,
    );
  }
  if ("trackingNumbers" in said.details && said.details.trackingNumbers.length > 0) {
    const numbers = said.details.trackingNumbers.map(({ number, office }) =>
      office === null ? number : `${number} (${office})`,
    );
    sentences.push(`No. ${numbers.join(", ")}.`);
  }
  return sentences.filter((words) => words !== null);
}

export const CATEGORY_LABELS = {
  commercial: "Commercial requester",
  "educational-or-news": "Educational institution or news media",
  other: "Other requester",
} as const;

export const RESULT_LABELS = {
  affirmed: "Affirmed",
  remanded: "Remanded for another search or review",
  reversed: "Reversed",
  "in-litigation": "Not decided, as the matter is in court",
  closed: "Closed without a decision",
} as const;
