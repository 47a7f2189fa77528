import type { InventedLetter } from "./invented.ts";

/**
 * An invented appeal that was sent back: the fee category of the request of September 9, 2021. Whether a
 * remand exhausts is unsettled, so that its record shows both answers.
 */
export const REMAND_LETTERS: readonly InventedLetter[] = [
  {
    kind: "feeCategoryDecided",
    dated: "2021-10-05",
    received: "2021-10-08",
    details: { category: "other", isAsClaimed: false, appealDays: 90, helpTold: "both" },
    note: "Puts the requesters in another fee category than they claim, and says that an appeal may be sent within 90 days.",
  },
  {
    kind: "appealed",
    sent: "2021-10-12",
    received: "2021-10-14",
    details: { part: "fee category" },
    note: "Appeals the fee category.",
  },
  {
    kind: "appealDecided",
    dated: "2021-11-08",
    received: "2021-11-12",
    details: { part: "fee category", result: "remanded" },
    note: "Sends the fee category back to be decided anew.",
  },
];
