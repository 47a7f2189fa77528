import { writtenDay } from "#app/domain/dates.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type {
  CaptionDetails,
  DocumentDetails,
  PartyDetails,
  SignerDetails,
} from "./document-details.ts";

/** What the details say on the page, as lines of text: one wording for the desk, plain text and paper. */

/** What is missing, by its name, as drafts print it. */
export function gap(what: string): string {
  return `[${what}]`;
}

/** Name, bar number, title, address, e-mail, telephone, party: FRCP 11(a), N.D. Cal. Civ. L.R. 3-4(a)(1). */
export function signerLines(signer: SignerDetails): string[] {
  const { title, address, email, telephone, partyRepresented } = signer;
  return present([
    nameLine(signer),
    title,
    ...address,
    email,
    telephone === null ? null : `Telephone: ${telephone}`,
    partyRepresented === null ? null : `Attorney for ${partyRepresented}`,
  ]);
}

/** C.D. Cal. L.R. 11-3.8(a) wants the e-mail right beneath the name; N.D. Cal. leaves the order open. */
export function counselLines(signer: SignerDetails, organization: string | null): string[] {
  const { address, email, telephone, partyRepresented } = signer;
  return present([
    nameLine(signer),
    email,
    organization,
    ...address,
    telephone === null ? null : `Telephone: ${telephone}`,
    partyRepresented === null ? null : `Attorney for ${partyRepresented}`,
  ]);
}

function nameLine({ name, barNumber }: SignerDetails): string {
  return barNumber === null ? name : `${name} (${barNumber})`;
}

function present(lines: readonly (string | null)[]): string[] {
  return lines.filter((line): line is string => line !== null && line !== "");
}

/** A signature block: the organization, and the lines below each place to sign on. */
export interface SignatureLines {
  /** Null where the organization is not among the details. */
  readonly organization: string | null;
  readonly signers: readonly (readonly string[])[];
  /** What is missing, by its name; null where nothing is. */
  readonly lost: string | null;
}

/** The signature block of an organization. */
export function signatureLines(
  organizationId: unknown,
  { organizations, signers }: DocumentDetails,
): SignatureLines {
  const organization = organizations.find(({ id }) => id === organizationId)?.name ?? null;
  if (organization === null) {
    const lost = "signature block of an organization that is not among the facts";
    return { organization, signers: [], lost };
  }
  const own = signers.filter((signer) => signer.organizationId === organizationId);
  const lost = own.length === 0 ? `signer of ${organization}: not chosen` : null;
  return { organization, signers: own.map(signerLines), lost };
}

/** A caption in its parts, as the profile prints them. */
export interface CaptionLines {
  /** Of each counsel; empty on paper that does not name counsel above the caption. */
  readonly counsel: readonly (readonly string[])[];
  /** Court, district and division, in capitals. */
  readonly court: readonly string[];
  /** Plaintiffs, "v." and defendants, with what they are. */
  readonly parties: readonly string[];
  /** The case number, the title of the paper and what stands below it. */
  readonly title: readonly string[];
}

/** Paper with lines that are numbered names counsel from line 1. */
const NAMES_COUNSEL: ReadonlySet<LayoutProfile> = new Set(["nd-cal", "cd-cal"]);
/** D.D.C. wants the parties' addresses in the caption, LCvR 5.1(c). */
const NAMES_ADDRESSES: ReadonlySet<LayoutProfile> = new Set(["ddc"]);

/** The caption; blanks, by their names, for what is not recorded. */
export function captionLines(
  caption: CaptionDetails,
  { signers, organizations }: Pick<DocumentDetails, "signers" | "organizations">,
  profile: LayoutProfile | null,
): CaptionLines {
  const counsel = counselOf(caption, signers).map((signer) =>
    counselLines(signer, nameOf(organizations, signer.organizationId)),
  );
  const addresses = profile !== null && NAMES_ADDRESSES.has(profile);
  const { plaintiffs, defendants } = caption;
  return {
    counsel: profile !== null && NAMES_COUNSEL.has(profile) ? counsel : [],
    court: present([caption.court, caption.district, caption.division]).map(capitals),
    parties: [
      ...sideLines(plaintiffs, "plaintiffs", addresses),
      `${partiesAre(plaintiffs, "Plaintiff")},`,
      "v.",
      ...sideLines(defendants, "defendants", addresses),
      `${partiesAre(defendants, "Defendant")}.`,
    ],
    title: [
      `Case No. ${caption.caseNumber ?? gap("case number")}`,
      capitals(caption.paperTitle),
      ...caption.designations,
    ],
  };
}

/** The signers whom the counsel block names, in its order. */
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

/** "A; B; and C," as one sentence, or each with its address below, where the court asks for that. */
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
    const lines = [names[index] ?? "", ...address];
    return [...lines.slice(0, -1), `${lines.at(-1) ?? ""}${sign}`];
  });
}

function nameOf(organizations: DocumentDetails["organizations"], id: string): string | null {
  return organizations.find((organization) => organization.id === id)?.name ?? null;
}

function capitals(text: string): string {
  return text.toUpperCase();
}

/** An exhibit's line. */
export function exhibitLine(id: unknown, letter: string | null, details: DocumentDetails): string {
  const title = details.exhibits.find((exhibit) => exhibit.id === id)?.title;
  return `Exhibit ${letter ?? ""}. ${title ?? gap("exhibit that is not among the facts")}`;
}

/** What stands above the text of a letter. */
export interface OpeningLines {
  /** The letterhead: each organization with its address. */
  readonly letterhead: readonly { readonly name: string; readonly lines: readonly string[] }[];
  readonly date: string;
  readonly delivery: string | null;
  readonly addressee: readonly string[];
  /** Null where the letter has no Re: line. */
  readonly re: string | null;
  /** What is asked for, below the Re: line. */
  readonly flags: readonly string[];
}

/**
 * The opening of a letter, or null for a paper that has none.
 * @param filedOn ISO date that is printed where the details name none.
 */
export function openingLines(
  { letter, organizations }: DocumentDetails,
  filedOn: string | null = null,
): OpeningLines | null {
  if (letter === null) return null;
  const date = letter.date ?? filedOn;
  return {
    letterhead: organizations.map(({ name, city, address }) => ({
      name,
      lines: address.length > 0 ? address : present([city]),
    })),
    date: date === null ? gap("date of filing") : writtenDay(date),
    delivery: letter.delivery,
    addressee: letter.addressee.length > 0 ? letter.addressee : [gap("addressee")],
    re: letter.re,
    flags: [
      ...(letter.expeditedProcessing ? ["Expedited Processing Requested"] : []),
      ...(letter.feeWaiver ? ["Fee Waiver Requested"] : []),
    ],
  };
}
