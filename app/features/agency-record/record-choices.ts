import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import { isLetterKind, type LetterKind } from "#app/domain/agency-record/letter.ts";
import {
  LETTER_PROPOSALS,
  LETTER_SAYS,
  type LetterSays,
} from "#app/domain/agency-record/proposals.ts";

/** An entry of the menu of events: what a letter says, or an act of ours. */
export interface RecordChoice {
  /** The value in the page's query. */
  readonly says: string;
  readonly words: string;
  readonly kind: AgencyEventKind;
}

const OF_LETTERS: readonly RecordChoice[] = LETTER_SAYS.map((says) => ({
  says,
  words: LETTER_PROPOSALS[says].words,
  kind: LETTER_PROPOSALS[says].kind,
}));

const OTHERS: readonly RecordChoice[] = [
  { says: "received", words: "The agency received the request", kind: "received" },
  { says: "answered", words: "It has our answer to its question", kind: "informationAnswered" },
  { says: "answered-fees", words: "It has our answer about fees", kind: "feesAnswered" },
  { says: "appealed", words: "We sent an appeal", kind: "appealed" },
  { says: "appeal-extended", words: "It extends the time for the appeal", kind: "appealExtended" },
  { says: "narrowing", words: "An offer to narrow the request", kind: "narrowingOffered" },
  { says: "agreed", words: "A date was agreed", kind: "dateAgreed" },
  { says: "category", words: "It decides the fee category", kind: "feeCategoryDecided" },
  {
    says: "exhaustion",
    words: "Assert exhaustion although the clock doesn’t",
    kind: "exhaustionAsserted",
  },
  { says: "done", words: "We are done with the request", kind: "closed" },
];

const RECEIPT: RecordChoice = {
  says: "when-it-came",
  words: "It says when the request reached it",
  kind: "received",
};

/** The things that a letter of the agency can say, each a section of its form. */
export const LETTER_CHOICES: readonly RecordChoice[] = [
  ...OF_LETTERS.filter(({ kind }) => kind !== "other"),
  RECEIPT,
  ...OTHERS.filter(({ kind }) => kind !== "received" && isLetterKind(kind)),
  ...OF_LETTERS.filter(({ kind }) => kind === "other"),
];

/** The section of a letter's form for a choice, before anything is typed. */
export function partOfChoice({ says, kind }: RecordChoice) {
  const outcome = proposalOf(says)?.outcome ?? null;
  return {
    // Only kinds that a letter tells of are its choices.
    kind: kind as LetterKind,
    reasons: true,
    statesReasonsAndAppeal: true,
    ...(kind === "received" ? { isProper: true } : {}),
    ...(outcome === null ? {} : { outcome }),
  };
}

export const RECORD_CHOICES = [
  { title: "The letter says", choices: OF_LETTERS },
  { title: "Something else happened", choices: OTHERS },
] as const;

/** The choice with that name; undefined if there is none. */
export function choiceOf(says: string | undefined): RecordChoice | undefined {
  return [...OF_LETTERS, ...OTHERS, RECEIPT].find((choice) => choice.says === says);
}

/** Whether a choice opens a letter's form; a receipt or a call by itself is none. */
export function isOfLetter({ says, kind }: RecordChoice): boolean {
  return kind !== "other" && LETTER_CHOICES.some((choice) => choice.says === says);
}

/** The fields that a letter fills in besides the kind; null for a choice that is no such letter. */
function proposalOf(says: string) {
  return LETTER_SAYS.includes(says as LetterSays) ? LETTER_PROPOSALS[says as LetterSays] : null;
}
