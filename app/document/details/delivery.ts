import type { FilingMethod } from "#app/domain/filing.ts";

/** The delivery line of a letter (L27), where it has none of its own. */
export const DELIVERY_LINE: Readonly<Record<FilingMethod, string>> = {
  portal: "Via the agency’s online portal",
  "e-mail": "Via e-mail",
  mail: "Via U.S. mail",
  courier: "Via courier",
  fax: "Via facsimile",
  hand: "By hand",
  "e-filing": "Via electronic filing",
};

/** The words of a delivery line that identify a method. */
const SAYS: readonly (readonly [FilingMethod, RegExp])[] = [
  ["portal", /\b(?:portal|securerelease|foiaonline|foia\.gov|website|online)\b/iu],
  ["e-mail", /\be-?mail\b|@/iu],
  ["courier", /\b(?:courier|fedex|federal express|ups|dhl)\b/iu],
  ["fax", /\b(?:fax|facsimile)\b/iu],
  ["hand", /\b(?:by hand|hand[- ]deliver)/iu],
  ["e-filing", /\b(?:e-?filing|electronic filing|cm\/?ecf|ecf)\b/iu],
  ["mail", /(?<!e-|e)\bmail\b|\busps\b/iu],
];

/** The methods named by a letter's own delivery line; empty where it uses other words. */
export function methodsSaidBy(delivery: string): FilingMethod[] {
  return SAYS.filter(([, words]) => words.test(delivery)).map(([method]) => method);
}
