import type { AgencyEventKind } from "./event.ts";
import type { ItemOutcomeKind } from "./outcome.ts";

/** What staff can tell from a letter at a glance; from this the form proposes everything else. */
export const LETTER_SAYS = [
  "we-have-it",
  "question",
  "fees",
  "more-time",
  "some-records",
  "all-records",
  "no-records",
  "withheld",
  "closed",
  "expedition-granted",
  "expedition-denied",
  "waiver-granted",
  "waiver-denied",
  "appeal-decided",
  "something-else",
] as const;
export type LetterSays = (typeof LETTER_SAYS)[number];

/** What a letter implies, proposed to a person for confirmation; nothing is recorded without it. */
interface Proposal {
  readonly kind: AgencyEventKind;
  /** The outcome for every item of the request; null where the letter doesn't mention them. */
  readonly outcome: ItemOutcomeKind | null;
  readonly asksForProduction: boolean;
  /** What somebody should do next; null for nothing. */
  readonly task: string | null;
}

/** The options of the form, and what each proposes. */
export const LETTER_PROPOSALS: Readonly<Record<LetterSays, Proposal & { readonly words: string }>> =
  {
    "we-have-it": {
      words: "They have the request, with a number or a track",
      kind: "acknowledged",
      outcome: null,
      asksForProduction: false,
      task: null,
    },
    question: {
      words: "They ask what we mean, or for more information",
      kind: "informationAsked",
      outcome: null,
      asksForProduction: false,
      task: "Answer the agency’s question: after 30 working days it may close the request.",
    },
    fees: {
      words: "They ask about fees, or state an amount",
      kind: "feesAsked",
      outcome: null,
      asksForProduction: false,
      task: "Answer about fees: after 30 working days it may close the request.",
    },
    "more-time": {
      words: "They take more time for unusual circumstances",
      kind: "extended",
      outcome: null,
      asksForProduction: false,
      task: null,
    },
    "some-records": {
      words: "Some records now, more to follow",
      kind: "interimResponse",
      outcome: "produced-in-part",
      asksForProduction: true,
      task: "Look through what was released, and wait for the rest: this is no determination.",
    },
    "all-records": {
      words: "Their answer, with records",
      kind: "determined",
      outcome: "produced-in-part",
      asksForProduction: true,
      task: "Read what was withheld and decide whether to appeal.",
    },
    "no-records": {
      words: "They found no records",
      kind: "determined",
      outcome: "no-records",
      asksForProduction: false,
      task: "Decide whether to appeal the adequacy of the search.",
    },
    withheld: {
      words: "They withhold everything",
      kind: "determined",
      outcome: "withheld-in-full",
      asksForProduction: false,
      task: "Decide whether to appeal.",
    },
    closed: {
      words: "They closed the request without deciding it",
      kind: "determined",
      outcome: "closed-administratively",
      asksForProduction: false,
      task: "Decide whether to appeal the closure.",
    },
    "expedition-granted": {
      words: "Expedited processing is granted",
      kind: "expeditionGranted",
      outcome: null,
      asksForProduction: false,
      task: null,
    },
    "expedition-denied": {
      words: "Expedited processing is denied",
      kind: "expeditionDenied",
      outcome: null,
      asksForProduction: false,
      task: "Decide whether to appeal the denial of expedited processing.",
    },
    "waiver-granted": {
      words: "The fee waiver is granted",
      kind: "feeWaiverGranted",
      outcome: null,
      asksForProduction: false,
      task: null,
    },
    "waiver-denied": {
      words: "The fee waiver is denied",
      kind: "feeWaiverDenied",
      outcome: null,
      asksForProduction: false,
      task: "Decide whether to appeal the denial of the fee waiver.",
    },
    "appeal-decided": {
      words: "Our appeal is decided",
      kind: "appealDecided",
      outcome: null,
      asksForProduction: false,
      task: "Read the decision: from here on the way is to court.",
    },
    "something-else": {
      words: "Something else",
      kind: "other",
      outcome: null,
      asksForProduction: false,
      task: null,
    },
  };
