import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import {
  DETAILS_LIMITS,
  type CaptionDetails,
  type DocumentDetails,
  type LetterDetails,
  type SignerDetails,
} from "./document-details.ts";
import { printedSigner } from "./merged-details.ts";

/** What is known of a matter when a document of it begins. */
export interface KnownOfMatter {
  /** In their order. */
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
  }[];
  readonly agency: {
    readonly department: string | null;
    readonly component: string | null;
    /** Lines, or parts separated by commas, of the office that takes requests. */
    readonly address: string | null;
  };
  /** The agency's numbers of the requests that were filed; none unless they are given. */
  readonly trackingNumbers?: readonly string[];
  /** Who is recorded to sign for its parties, in order; nobody unless they are given. */
  readonly signers?: readonly SignerDetails[];
}

/**
 * The details that a new document begins with: the matter's parties speak, those sign who are recorded
 * to sign for them, and the component (not its parent department) is who is written to and who is sued.
 * A letter's Re: line is its drafters' to write: the working title may be a note among colleagues.
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
 * A draft's details once these signers are recorded: they sign where their organization speaks and nobody
 * was chosen for it yet, as if the draft had begun after them.
 */
export function withNewSigners(
  details: DocumentDetails,
  recorded: readonly SignerDetails[],
): DocumentDetails {
  const { organizations, caption, signers } = details;
  const unsigned = organizations.filter(
    ({ id }) => !signers.some(({ organizationId }) => organizationId === id),
  );
  const inCourt = caption !== null;
  const chosen = signersOfNew({ parties: unsigned, signers: recorded }, inCourt).slice(
    0,
    DETAILS_LIMITS.signers - signers.length,
  );
  if (chosen.length === 0) return details;
  const counsel = chosen.flatMap(({ id, barNumber }) => (barNumber === null ? [] : [id]));
  return {
    ...details,
    signers: [...signers, ...chosen.map((signer) => printedSigner(signer, inCourt))],
    caption: caption && { ...caption, counsel: [...caption.counsel, ...counsel] },
  };
}

/**
 * Who signs a new paper: everybody who is recorded for a party; in court, where an attorney signs for a
 * party (FRCP 11(a)), its attorneys alone, if it has any.
 */
function signersOfNew(
  {
    parties,
    signers = [],
  }: Pick<KnownOfMatter, "signers"> & { readonly parties: readonly { readonly id: string }[] },
  inCourt: boolean,
): SignerDetails[] {
  const chosen = parties.flatMap(({ id }) => {
    const own = signers.filter(({ organizationId }) => organizationId === id);
    const attorneys = own.filter(({ barNumber }) => barNumber !== null);
    return inCourt && attorneys.length > 0 ? attorneys : own;
  });
  return chosen.slice(0, DETAILS_LIMITS.signers);
}

/** How the office that takes requests is called, where nobody has said otherwise. */
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

/** The court whose rules a layout follows, as its caption names it. */
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

/** An address as it was typed, a line each. */
function linesOf(typed: string | null): string[] {
  const lines = (typed ?? "").split(/\r?\n/u).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(0, 8);
}
