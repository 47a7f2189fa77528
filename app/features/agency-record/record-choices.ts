import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import {
  LETTER_PROPOSALS,
  LETTER_SAYS,
  type LetterSays,
} from "#app/domain/agency-record/proposals.ts";

/** What can be recorded, as staff look for it: what the letter in their hand says, or what we did. */
export interface RecordChoice {
  /** In the address. */
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
];

export const RECORD_CHOICES = [
  { title: "The letter says", choices: OF_LETTERS },
  { title: "Something else happened", choices: OTHERS },
] as const;

/** The choice of that name; undefined for none. */
export function choiceOf(says: string | undefined): RecordChoice | undefined {
  return [...OF_LETTERS, ...OTHERS].find((choice) => choice.says === says);
}

/** What a letter proposes beside its kind; null for what is no letter of that list. */
export function proposalOf(says: string) {
  return LETTER_SAYS.includes(says as LetterSays) ? LETTER_PROPOSALS[says as LetterSays] : null;
}
