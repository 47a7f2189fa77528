import { writtenDay } from "#app/domain/dates.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import type { AgencyEventKind } from "./event.ts";
import type { NewAgencyEvent } from "./form.ts";
import type { ItemOutcomeKind } from "./outcome.ts";

/**
 * Contents of a letter that staff can tell at a glance; from this the form proposes everything
 * else.
 */
export const LETTER_SAYS = [
  "we-have-it",
  "question",
  "fees",
  "more-time",
  "some-records",
  "all-records",
  "no-records",
  "withheld",
  "neither-confirmed",
  "closed",
  "expedition-granted",
  "expedition-denied",
  "waiver-granted",
  "waiver-denied",
  "appeal-decided",
  "something-else",
] as const;
export type LetterSays = (typeof LETTER_SAYS)[number];

/**
 * An event that a letter implies, proposed to a person for confirmation; nothing is recorded
 * without it.
 */
interface Proposal {
  readonly kind: AgencyEventKind;
  /**
   * The outcome of the items that the letter is about, where the choice itself says it of them; null
   * where the letter alone can say it: no default says more than the letter (L70).
   */
  readonly outcome: ItemOutcomeKind | null;
  /** The task that somebody should do next; null for none. */
  readonly task: string | null;
}

/** Said with its day, where the clock has one. */
const MAY_CLOSE = ": after 30 working days it may close the request.";

/** The options of the form, and what each proposes. */
export const LETTER_PROPOSALS: Readonly<Record<LetterSays, Proposal & { readonly words: string }>> =
  {
    "we-have-it": {
      words: "They have the request, with a number or a track",
      kind: "acknowledged",
      outcome: null,
      task: null,
    },
    question: {
      words: "They ask what we mean, or for more information",
      kind: "informationAsked",
      outcome: null,
      task: `Answer the agency’s question${MAY_CLOSE}`,
    },
    fees: {
      words: "They ask about fees, or state an amount",
      kind: "feesAsked",
      outcome: null,
      task: `Where it asks, answer about fees${MAY_CLOSE}`,
    },
    "more-time": {
      words: "They take more time for unusual circumstances",
      kind: "extended",
      outcome: null,
      task: null,
    },
    "some-records": {
      words: "Some records now, more to follow",
      kind: "interimResponse",
      outcome: null,
      task: "Look through what was released, and wait for the rest: this is no determination.",
    },
    "all-records": {
      words: "Their answer, with records",
      kind: "determined",
      outcome: null,
      task: "Read what it says of each item and decide whether to appeal.",
    },
    "no-records": {
      words: "They found no records",
      kind: "determined",
      outcome: "no-records",
      task: "Decide whether to appeal the adequacy of the search.",
    },
    withheld: {
      words: "They withhold everything",
      kind: "determined",
      outcome: "withheld-in-full",
      task: "Decide whether to appeal.",
    },
    "neither-confirmed": {
      words: "They neither confirm nor deny that they have any",
      kind: "determined",
      outcome: "neither-confirmed-nor-denied",
      task: "Decide whether to appeal.",
    },
    closed: {
      words: "They closed the request without deciding it",
      kind: "determined",
      outcome: "closed-administratively",
      task: "Decide whether to appeal the closure.",
    },
    "expedition-granted": {
      words: "Expedited processing is granted",
      kind: "expeditionGranted",
      outcome: null,
      task: null,
    },
    "expedition-denied": {
      words: "Expedited processing is denied",
      kind: "expeditionDenied",
      outcome: null,
      task: "Decide whether to appeal the denial of expedited processing.",
    },
    "waiver-granted": {
      words: "The fee waiver is granted",
      kind: "feeWaiverGranted",
      outcome: null,
      task: null,
    },
    "waiver-denied": {
      words: "The fee waiver is denied",
      kind: "feeWaiverDenied",
      outcome: null,
      task: "Decide whether to appeal the denial of the fee waiver.",
    },
    "appeal-decided": {
      words: "Our appeal is decided",
      kind: "appealDecided",
      outcome: null,
      task: "Read the decision: the way is to court, or where it sends the request back, a new determination is due.",
    },
    "something-else": {
      words: "Something else",
      kind: "other",
      outcome: null,
      task: null,
    },
  };

/**
 * The next task of a person after an event, as its kind has it, and for some kinds what it says of the
 * items; null for none.
 * @param questions those that are open once it is on record, with the days until which to answer.
 */
export function taskAfter(
  event: NewAgencyEvent,
  outcomes: ReadonlySet<ItemOutcomeKind>,
  questions: Clock["openQuestions"] = [],
): string | null {
  // A mere estimate asks nothing (L53).
  if (event.kind === "feesAsked" && event.details.isMereEstimate) return null;
  const alike = LETTER_SAYS.map((says) => LETTER_PROPOSALS[says]).filter(
    ({ kind }) => kind === event.kind,
  );
  const fits = alike.find(({ outcome }) => outcome !== null && outcomes.has(outcome));
  const task = (fits ?? alike[0])?.task ?? null;
  const asked = questions.find((question) => isOf(question, event));
  if (task === null || !asked) return task;
  const day = ` by ${writtenDay(asked.answerUntil)}: after that it may close the request.`;
  return task.replace(MAY_CLOSE, day);
}

function isOf({ kind, asked }: Clock["openQuestions"][number], event: NewAgencyEvent): boolean {
  return (
    event.kind === (kind === "fees" ? "feesAsked" : "informationAsked") &&
    // As the clock takes the day of a letter.
    asked === (event.sent ?? event.dated ?? event.received)
  );
}
