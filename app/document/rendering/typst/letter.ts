import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { openingLines } from "#app/document/details/printed-lines.ts";
import type { TypstContext } from "#app/document/nodes/renderers.ts";
import type { LetterData } from "./page-data.ts";
import { piecesOf } from "./text-runs.ts";
import { missingDetail } from "./typeset-error.ts";

/**
 * Everything printed above a letter; the date of filing if the details have no date. Refuses a
 * letter without addressee or date, unless gaps are allowed.
 */
export function letterData(
  details: DocumentDetails,
  { filing, gapsAllowed, print: printAt }: Pick<TypstContext, "filing" | "gapsAllowed" | "print">,
): LetterData | null {
  const { letter } = details;
  const opening = openingLines(details, filing);
  if (letter === null || opening === null) return null;
  const print = (text: string) => printAt(text, { in: "facts", what: "letter’s opening" });
  if (!gapsAllowed && letter.date === null && filing === null) {
    throw missingDetail("The letter has no date.", "letter’s opening");
  }
  if (!gapsAllowed && letter.addressee.length === 0) {
    throw missingDetail("The letter has no addressee.", "letter’s opening");
  }
  const { letterhead, date, delivery, addressee, re, flags } = opening;
  return {
    organizations: letterhead.map(({ name, lines }) => ({
      name: print(name),
      lines: lines.map(print),
    })),
    date,
    delivery: print(delivery),
    addressee: addressee.map(print),
    re: re === null ? null : piecesOf(print(re)),
    flags,
  };
}
