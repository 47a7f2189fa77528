import type { Court } from "#app/domain/courts/court.ts";
import type { DocumentDetails, PartyDetails } from "./document-details.ts";
import { counselLines, counselOf } from "./printed-lines.ts";

/**
 * The facts for the clerk's forms that go with a complaint (L32): the civil cover sheet and a
 * summons for each recipient of service. The forms themselves are the courts'; their box numbers
 * were not compared with the current editions.
 */

/** One box of a form; null where its value is not recorded. */
export interface FormFact {
  readonly label: string;
  readonly value: string | null;
}

/** The facts of the civil cover sheet, in the order of form JS 44. */
export function coverSheetFacts(details: DocumentDetails, court: Court): FormFact[] {
  const { caption, signers, organizations } = details;
  if (caption === null) return [];
  const [first] = caption.plaintiffs;
  const residence = organizations.find(({ name }) => name === first?.name)?.city ?? null;
  const counsel = counselOf(caption, signers).map((signer) =>
    counselLines(
      signer,
      organizations.find(({ id }) => id === signer.organizationId)?.name ?? null,
      caption,
    ).join(", "),
  );
  return [
    { label: "Plaintiffs", value: namesOf(caption.plaintiffs) },
    {
      label: "County of residence of the first listed plaintiff",
      value: residence === null ? null : `the county of ${residence}`,
    },
    { label: "Attorneys of the plaintiffs", value: counsel.length > 0 ? counsel.join("; ") : null },
    { label: "Defendants", value: namesOf(caption.defendants) },
    { label: "Basis of jurisdiction", value: "U.S. Government Defendant" },
    { label: "Citizenship of principal parties", value: "Not asked: no diversity case" },
    { label: "Nature of suit", value: "895 Freedom of Information Act" },
    { label: "Origin", value: "Original proceeding" },
    {
      label: "Cause of action",
      value:
        "5 U.S.C. § 552: failure of an agency to release records under the Freedom of Information Act",
    },
    { label: "Class action", value: "No" },
    { label: "Demand", value: "None: declaratory and injunctive relief" },
    { label: "Jury demand", value: "No" },
    ...(court.complaint.divisionalAssignment
      ? [{ label: "Divisional assignment", value: caption.division }]
      : []),
    {
      label: "Signed by",
      value: counselOf(caption, signers).at(0)?.name ?? null,
    },
  ];
}

/** The summonses: to each defendant, and to the two other recipients of FRCP 4(i). */
export function summonsFacts(
  details: DocumentDetails,
  court: Court,
): { readonly to: string; readonly facts: FormFact[] }[] {
  const { caption, signers, organizations } = details;
  if (caption === null) return [];
  const counsel = counselOf(caption, signers).at(0) ?? null;
  const attorney =
    counsel === null
      ? null
      : counselLines(
          counsel,
          organizations.find(({ id }) => id === counsel.organizationId)?.name ?? null,
          caption,
        ).join(", ");
  const summons = (to: string, address: string | null) => ({
    to,
    facts: [
      { label: "Court", value: `${caption.court}, ${caption.district}` },
      {
        label: "Parties",
        value: `${shortNames(caption.plaintiffs)} v. ${shortNames(caption.defendants)}`,
      },
      { label: "Civil action number", value: caption.caseNumber },
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
    summons(`United States Attorney, ${court.name}`, null),
    summons(
      "Attorney General of the United States",
      "U.S. Department of Justice, 950 Pennsylvania Avenue NW, Washington, D.C. 20530-0001",
    ),
  ];
}

function namesOf(parties: readonly PartyDetails[]): string | null {
  return parties.length > 0 ? parties.map(({ name }) => name).join("; ") : null;
}

function shortNames(parties: readonly PartyDetails[]): string {
  const [first, ...others] = parties;
  if (!first) return "[not recorded]";
  return others.length > 0 ? `${first.name}, et al.` : first.name;
}
