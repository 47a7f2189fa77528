import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import {
  DETAILS_LIMITS,
  type CaptionDetails,
  type DocumentDetails,
  type LetterDetails,
  type SignerDetails,
} from "./document-details.ts";

/** What is recorded of a matter when a document is created in it. */
export interface KnownOfMatter {
  /** In the matter's order. */
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
  }[];
  readonly agency: {
    readonly department: string | null;
    readonly component: string | null;
    /** Lines, or comma-separated parts, of the address of the office that takes requests. */
    readonly address: string | null;
  };
  /** The agency's tracking numbers of the filed requests; default none. */
  readonly trackingNumbers?: readonly string[];
  /** The recorded signers of its parties, in order; default none. */
  readonly signers?: readonly SignerDetails[];
}

/**
 * The details of a new document: the matter's parties are its organizations, their recorded signers
 * sign, and the addressee or defendant is the component, not its parent department. The Re: line of
 * a letter stays empty: the working title may be an internal note.
 */
export function detailsForNew(
  document: {
    readonly kind: DocumentKind;
    readonly layoutProfile: LayoutProfile;
  },
  matter: KnownOfMatter,
): DocumentDetails {
  const { kind, layoutProfile } = document;
  const signers = signersOfNew(matter, layoutProfile !== "letter");
  return {
    organizations: matter.parties.map(({ id, name, city }) => ({ id, name, city, address: [] })),
    signers,
    letter: layoutProfile === "letter" ? newLetter(kind, matter) : null,
    caption: layoutProfile === "letter" ? null : newCaption(kind, layoutProfile, matter, signers),
    certifier: null,
    trackingNumbers:
      kind === "request"
        ? []
        : (matter.trackingNumbers ?? []).slice(0, DETAILS_LIMITS.trackingNumbers),
    exhibits: [],
  };
}

/**
 * The signers of a new document: everybody recorded for a party; in court filings, where an
 * attorney signs for a party (FRCP 11(a)), only its attorneys, if it has any.
 */
function signersOfNew({ parties, signers = [] }: KnownOfMatter, inCourt: boolean): SignerDetails[] {
  const chosen = parties.flatMap(({ id }) => {
    const own = signers.filter(({ organizationId }) => organizationId === id);
    const attorneys = own.filter(({ barNumber }) => barNumber !== null);
    return inCourt && attorneys.length > 0 ? attorneys : own;
  });
  return chosen.slice(0, DETAILS_LIMITS.signers);
}

/** The default name of the office that takes requests. */
export const REQUESTS_OFFICE = "Freedom of Information Act Office";

function newLetter(kind: DocumentKind, { agency }: KnownOfMatter): LetterDetails {
  const toAgency = kind === "request" || kind === "appeal";
  const office = kind === "request" ? [REQUESTS_OFFICE] : ["FOIA Appeals"];
  const known = [agency.component, agency.department, ...linesOf(agency.address)];
  return {
    date: null,
    delivery: null,
    addressee: [...(toAgency ? office : []), ...known.filter((line) => line !== null)].slice(0, 8),
    re: null,
    expeditedProcessing: false,
    feeWaiver: kind === "request",
  };
}

/** The court of each layout, as captions name it. */
export const DISTRICT: Readonly<Record<Exclude<LayoutProfile, "letter">, string>> = {
  "nd-cal": "Northern District of California",
  "cd-cal": "Central District of California",
  sdny: "Southern District of New York",
  ddc: "District of Columbia",
};

function newCaption(
  kind: DocumentKind,
  profile: Exclude<LayoutProfile, "letter">,
  { parties, agency }: KnownOfMatter,
  signers: readonly SignerDetails[],
): CaptionDetails {
  const defendant = agency.component ?? agency.department;
  return {
    court: "United States District Court",
    district: DISTRICT[profile],
    division: null,
    plaintiffs: parties.map(({ name }) => ({ name, address: [] })),
    defendants: defendant === null ? [] : [{ name: defendant, address: linesOf(agency.address) }],
    caseNumber: null,
    paperTitle:
      kind === "complaint" ? "Complaint for Declaratory and Injunctive Relief" : "[Title of paper]",
    designations: ["(Freedom of Information Act, 5 U.S.C. § 552)"],
    counsel: signers.flatMap(({ id, barNumber }) => (barNumber === null ? [] : [id])),
  };
}

/** Splits a typed address into lines. */
function linesOf(typed: string | null): string[] {
  const lines = (typed ?? "").split(/\r?\n/u).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(0, 8);
}
