import { writtenDay } from "#app/domain/dates.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { courtOf, profileOfDistrict } from "#app/domain/layout.ts";
import { courtLines, courtStyle, writtenCaseNumber } from "./court-style.ts";
import { DELIVERY_LINE } from "./delivery.ts";
import type { FilingFields } from "./filing-fields.ts";
import type {
  CaptionDetails,
  DocumentDetails,
  PartyDetails,
  SignerDetails,
} from "./document-details.ts";

/** The printed lines of the details: the same wording for the editor, plain text and PDF. */

/** A named blank, as drafts print missing values. */
export function gap(what: string): string {
  return `[${what}]`;
}

/** Name, bar number, title, address, e-mail, telephone, party: FRCP 11(a), N.D. Cal. Civ. L.R. 3-4(a)(1). */
export function signerLines(signer: SignerDetails, caption: SignedCaption): string[] {
  const { title, address, email, telephone, partyRepresented } = signer;
  return present([
    nameLine(signer, caption),
    admissionLine(signer),
    title,
    ...address,
    email,
    telephone === null ? null : `Telephone: ${telephone}`,
    partyRepresented === null ? null : `Attorney for ${partyRepresented}`,
  ]);
}

/**
 * C.D. Cal. L.R. 11-3.8(a) requires the e-mail directly below the name; N.D. Cal. leaves the order
 * open.
 */
export function counselLines(
  signer: SignerDetails,
  organization: string | null,
  caption: SignedCaption,
): string[] {
  const { address, email, telephone, partyRepresented } = signer;
  return present([
    nameLine(signer, caption),
    email,
    admissionLine(signer),
    organization,
    ...address,
    telephone === null ? null : `Telephone: ${telephone}`,
    partyRepresented === null ? null : `Attorney for ${partyRepresented}`,
  ]);
}

/**
 * How counsel outside the court's bar appears, N.D. Cal. Civ. L.R. 11-3; null for a member of it.
 */
export function admissionLine({ admission }: Pick<SignerDetails, "admission">): string | null {
  switch (admission) {
    case "pro-hac-vice":
      return "(admitted pro hac vice)";
    case "pro-hac-vice-pending":
      return "(pro hac vice application pending)";
    case null:
      return null;
  }
}

/** The caption of the paper that is signed: its court has a form for bar numbers; null for letters. */
type SignedCaption = Pick<CaptionDetails, "district"> | null;

function nameLine({ name, barNumber }: SignerDetails, caption: SignedCaption): string {
  const number = barNumber === null ? null : barNumberIn(barNumber, caption);
  return number === null ? name : `${name} (${number})`;
}

/** "State Bar No." stands where the court's rules want it; one that asks for no number prints none. */
function barNumberIn(barNumber: string, caption: SignedCaption): string | null {
  const court = caption === null ? null : courtOf(profileOfDistrict(caption.district));
  if (court === null || court.barNumber === "State Bar No.") return barNumber;
  return court.barNumber === null ? null : barNumber.replace("State Bar No.", court.barNumber);
}

function present(lines: readonly (string | null)[]): string[] {
  return lines.filter((line): line is string => line !== null && line !== "");
}

/** A signature block: the organization, and the lines below each signature line. */
export interface SignatureLines {
  /** Null where the details don't include the organization. */
  readonly organization: string | null;
  readonly signers: readonly (readonly string[])[];
  /** The name of the missing detail; null if nothing is missing. */
  readonly lost: string | null;
}

/** The printed lines of an organization's signature block. */
export function signatureLines(
  organizationId: unknown,
  { organizations, signers, caption }: DocumentDetails,
): SignatureLines {
  const organization = organizations.find(({ id }) => id === organizationId)?.name ?? null;
  if (organization === null) {
    const lost = "signature block of an organization that is not among the details";
    return { organization, signers: [], lost };
  }
  const own = signers.filter((signer) => signer.organizationId === organizationId);
  const lost = own.length === 0 ? `signer of ${organization}: not chosen` : null;
  return { organization, signers: own.map((signer) => signerLines(signer, caption)), lost };
}

/** A caption in its parts, as the layout profile prints them. */
export interface CaptionLines {
  /** The lines of each counsel; empty for layouts that don't name counsel above the caption. */
  readonly counsel: readonly (readonly string[])[];
  /** Court, district and division, in capitals. */
  readonly court: readonly string[];
  /** Plaintiffs, "v." and defendants, with their roles. */
  readonly parties: readonly string[];
  /** The case number, the document's title and the lines below it. */
  readonly title: readonly string[];
}

/** The lines of a caption, with labeled blanks for unrecorded details. */
export function captionLines(
  caption: CaptionDetails,
  { signers, organizations }: Pick<DocumentDetails, "signers" | "organizations">,
  profile: LayoutProfile | null,
): CaptionLines {
  const counsel = counselOf(caption, signers).map((signer) =>
    counselLines(signer, nameOf(organizations, signer.organizationId), caption),
  );
  const { namesCounsel, namesAddresses: addresses, numberLabel } = courtStyle(profile);
  const { plaintiffs, defendants, caseNumber } = caption;
  const number =
    caseNumber === null ? gap("case number") : writtenCaseNumber(caseNumber, caption, profile);
  return {
    counsel: namesCounsel ? counsel : [],
    court: courtLines(caption, profile).map(capitals),
    parties: [
      ...sideLines(plaintiffs, "plaintiffs", addresses),
      `${partiesAre(plaintiffs, "Plaintiff")},`,
      "v.",
      ...sideLines(defendants, "defendants", addresses),
      `${partiesAre(defendants, "Defendant")}.`,
    ],
    title: [`${numberLabel} ${number}`, capitals(caption.paperTitle), ...caption.designations],
  };
}

/** The signers named in the counsel block, in its order. */
export function counselOf(
  { counsel }: Pick<CaptionDetails, "counsel">,
  signers: readonly SignerDetails[],
): SignerDetails[] {
  return counsel.flatMap((id) => signers.filter((signer) => signer.id === id));
}

/** "Plaintiff" or "Plaintiffs". */
export function partiesAre(
  parties: readonly PartyDetails[],
  one: "Plaintiff" | "Defendant",
): string {
  return parties.length === 1 ? one : `${one}s`;
}

/**
 * "A; B; and C," as one sentence, or each party with its address below, where the court requires
 * that.
 */
function sideLines(parties: readonly PartyDetails[], what: string, addresses: boolean): string[] {
  const named = parties.length > 0 ? parties : [{ name: gap(what), address: [] }];
  const names = named.map(({ name }) => capitals(name));
  if (!addresses) {
    const last = names.at(-1) ?? "";
    const before = names.slice(0, -1);
    if (before.length === 0) return [`${last},`];
    return [`${before.join("; ")}${before.length > 1 ? "; and " : " and "}${last},`];
  }
  return named.flatMap(({ address }, index) => {
    const left = named.length - 1 - index;
    const sign = left === 0 ? "," : left === 1 ? "; and" : ";";
    const lines = [names[index] ?? "", ...(address.length > 0 ? address : [NO_ADDRESS])];
    return [...lines.slice(0, -1), `${lines.at(-1) ?? ""}${sign}`];
  });
}

/** Printed for an unrecorded address of a party, where the court requires one. */
export const NO_ADDRESS = gap("address: not recorded");

function nameOf(organizations: DocumentDetails["organizations"], id: string): string | null {
  return organizations.find((organization) => organization.id === id)?.name ?? null;
}

function capitals(text: string): string {
  return text.toUpperCase();
}

/** The printed line of an exhibit. */
export function exhibitLine(id: unknown, letter: string | null, details: DocumentDetails): string {
  const title = details.exhibits.find((exhibit) => exhibit.id === id)?.title;
  return `Exhibit ${letter ?? ""}. ${title ?? gap("exhibit that is not among the details")}`;
}

/** The required marking of an appeal, 6 C.F.R. § 5.8(a)(1). */
const APPEAL_MARK = "Freedom of Information Act Appeal";

/** The lines above the text of a letter. */
interface OpeningLines {
  /** The letterhead: each organization with its address. */
  readonly letterhead: readonly { readonly name: string; readonly lines: readonly string[] }[];
  readonly date: string;
  readonly delivery: string;
  readonly addressee: readonly string[];
  /** Null where the letter has no Re: line. */
  readonly re: string | null;
  /** Its marking and its special requests, printed below the Re: line or in its place. */
  readonly flags: readonly string[];
}

/**
 * The opening of a letter; null for a document without one.
 * @param filing the day and the method to print where the details have none.
 */
export function openingLines(
  { letter, organizations }: DocumentDetails,
  filing: Pick<FilingFields, "date" | "method"> | null = null,
): OpeningLines | null {
  if (letter === null) return null;
  const date = letter.date ?? filing?.date ?? null;
  const sent = filing?.method ? DELIVERY_LINE[filing.method] : gap("method of delivery");
  return {
    letterhead: organizations.map(({ name, city, address }) => ({
      name,
      lines: address.length > 0 ? address : present([city]),
    })),
    date: date === null ? gap("date of filing") : writtenDay(date),
    delivery: letter.delivery ?? sent,
    addressee: letter.addressee.length > 0 ? letter.addressee : [gap("addressee")],
    re: letter.re,
    flags: [
      ...(letter.isAppeal ? [APPEAL_MARK] : []),
      ...(letter.expeditedProcessing ? ["Expedited Processing Requested"] : []),
      ...(letter.feeWaiver ? ["Fee Waiver Requested"] : []),
    ],
  };
}
