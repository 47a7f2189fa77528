import type { Court } from "#app/domain/courts/court.ts";
import type { DocumentDetails, PartyDetails, SignerDetails } from "./document-details.ts";
import { otherSuitName, type OtherSuit } from "./other-suit.ts";
import { counselLines, counselOf, gap } from "./printed-lines.ts";

/**
 * The facts for the clerk's forms that go with a complaint (L32, L66): the civil cover sheet and a
 * summons for each recipient of service. The forms themselves are the courts'; the boxes are those of
 * JS 44, and of AO 440, from memory.
 */

/** One box of a form; null where its value is not recorded. */
export interface FormDetail {
  readonly label: string;
  readonly value: string | null;
}

/**
 * The facts of the civil cover sheet, in the order of the boxes of form JS 44.
 * @param otherSuits the other lawsuits of the matter.
 */
export function coverSheetDetails(
  details: DocumentDetails,
  court: Court,
  otherSuits: readonly OtherSuit[] = [],
): FormDetail[] {
  const { caption, signers, organizations } = details;
  if (caption === null) return [];
  const [first] = caption.plaintiffs;
  const city = organizations.find(({ name }) => name === first?.name)?.city ?? null;
  const counsel = counselOf(caption, signers);
  return [
    { label: "I(a) Plaintiffs", value: namesOf(caption.plaintiffs) },
    {
      label: `I(b) County of residence of the first listed plaintiff${city === null ? "" : `, of ${city}`}`,
      value: city === null ? null : countyOf(city),
    },
    {
      label: "I(c) Attorneys: firm name, address and telephone",
      value:
        counsel.length > 0
          ? counsel.map((signer) => attorneyOf(signer, details).join(", ")).join("; ")
          : null,
    },
    { label: "I(a) Defendants", value: namesOf(caption.defendants) },
    {
      label: "I(b) County of residence of the first listed defendant",
      value: "Left empty: the form asks for it in U.S. plaintiff cases only",
    },
    { label: "I(c) Attorneys of the defendants, if known", value: "Left empty until known" },
    { label: "II Basis of jurisdiction", value: "2 U.S. Government Defendant" },
    {
      label: "III Citizenship of principal parties",
      value: "Left empty: for diversity cases only",
    },
    { label: "IV Nature of suit", value: "895 Freedom of Information Act" },
    { label: "V Origin", value: "1 Original Proceeding" },
    {
      label: "VI Cause of action",
      value:
        "5 U.S.C. § 552: failure of an agency to release records under the Freedom of Information Act",
    },
    {
      label: "VII Requested in complaint",
      value: "No class action (FRCP 23). No demand: declaratory and injunctive relief. No jury",
    },
    { label: "VIII Related cases, if any", value: relatedOf(otherSuits) },
    ...(court.complaint.divisionalAssignment
      ? [{ label: "IX Divisional assignment", value: caption.division }]
      : []),
    { label: "Signature of attorney of record", value: counsel.at(0)?.name ?? null },
  ];
}

/** Cases in the same court first; the form asks for judge and number. */
function relatedOf(otherSuits: readonly OtherSuit[]): string {
  if (otherSuits.length === 0) return "None on record in this matter";
  return otherSuits
    .toSorted((one, other) => Number(other.isInSameCourt) - Number(one.isInSameCourt))
    .map((suit) => {
      const judge = suit.judge === null ? "" : `, ${suit.judge}`;
      const why = suit.sharesRequest
        ? "the same request"
        : suit.sharesDefendant
          ? "the same agency"
          : "the same matter";
      return `${otherSuitName(suit)}${judge}: ${why}`;
    })
    .join("; ");
}

/** The lines of an attorney, with a gap for each that the form asks for and nobody recorded. */
function attorneyOf(signer: SignerDetails, { caption, organizations }: DocumentDetails): string[] {
  const organization = organizations.find(({ id }) => id === signer.organizationId)?.name ?? null;
  return [
    ...counselLines(signer, organization, caption),
    ...(signer.address.length > 0 ? [] : [gap("address: not recorded")]),
    ...(signer.telephone === null ? [gap("telephone: not recorded")] : []),
  ];
}

/** However it is written. */
const DISTRICT_OF_COLUMBIA = /^washington\b.*\bd\.? ?c\.?$/iu;

/** The county of a city that lies in one alone; null for others, which somebody looks up. */
function countyOf(city: string): string | null {
  const place = city.trim();
  if (DISTRICT_OF_COLUMBIA.test(place)) {
    return "District of Columbia, which has no county; where the form wants a code, 11001";
  }
  return COUNTIES[place.toLowerCase().replace(/,? (?:california|ca)$/u, "")] ?? null;
}

const COUNTIES: Readonly<Record<string, string>> = {
  "san francisco": "San Francisco County",
  oakland: "Alameda County",
  berkeley: "Alameda County",
  "san jose": "Santa Clara County",
  "los angeles": "Los Angeles County",
  "long beach": "Los Angeles County",
};

export const ATTORNEY_GENERAL_ADDRESS =
  "U.S. Department of Justice, 950 Pennsylvania Avenue NW, Washington, D.C. 20530-0001";

/** The summonses: to each defendant, and to the two other recipients of FRCP 4(i). */
export function summonsDetails(
  details: DocumentDetails,
  court: Court,
): { readonly to: string; readonly details: FormDetail[] }[] {
  const { caption, signers } = details;
  if (caption === null) return [];
  const counsel = counselOf(caption, signers).at(0) ?? null;
  const attorney = counsel === null ? null : attorneyOf(counsel, details).join(", ");
  const summons = (to: string, address: string | null) => ({
    to,
    details: [
      { label: "Court", value: `${caption.court}, ${caption.district}` },
      { label: "Plaintiffs", value: namesOf(caption.plaintiffs) },
      { label: "Civil action number", value: caption.caseNumber },
      { label: "Defendants", value: namesOf(caption.defendants) },
      { label: "To", value: to },
      { label: `Address of ${to}`, value: address },
      {
        label: "Time for the answer",
        value: "30 days after service, 5 U.S.C. § 552(a)(4)(C), not the 60 that the form prints",
      },
      { label: "Answer to be served on", value: attorney },
    ],
  });
  return [
    ...caption.defendants.map(({ name, address }) =>
      summons(name, address.length > 0 ? address.join(", ") : null),
    ),
    summons(`United States Attorney, ${court.name} (civil-process clerk)`, null),
    summons("Attorney General of the United States", ATTORNEY_GENERAL_ADDRESS),
  ];
}

function namesOf(parties: readonly PartyDetails[]): string | null {
  return parties.length > 0 ? parties.map(({ name }) => name).join("; ") : null;
}
