import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import {
  companionTitle,
  COURTS,
  type CourtProfile,
  type LayoutProfile,
} from "#app/domain/layout.ts";
import {
  DETAILS_LIMITS,
  type CaptionDetails,
  type DocumentDetails,
  type LetterDetails,
  type SignerDetails,
} from "./document-details.ts";
import { printedSigner } from "./merged-details.ts";

/** The matter's records that fill in the details of a document that is created in it. */
interface KnownOfMatter {
  /** In the matter's order. */
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
    /** Its street address, one line each, if recorded. */
    readonly address?: readonly string[];
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
    /** Which of the documents that go with a complaint it is; left out for all others. */
    readonly companion?: CompanionPaper | undefined;
  },
  matter: KnownOfMatter,
): DocumentDetails {
  const { kind, layoutProfile } = document;
  const signers = signersOfNew(matter, layoutProfile !== "letter");
  return {
    organizations: matter.parties.map(({ id, name, city, address = [] }) => ({
      id,
      name,
      city,
      address: [...address],
    })),
    signers,
    letter: layoutProfile === "letter" ? newLetter(kind, matter) : null,
    caption:
      layoutProfile === "letter" ? null : newCaption(document, layoutProfile, matter, signers),
    certifier: null,
    furtherCertifiers: [],
    trackingNumbers:
      kind === "request"
        ? []
        : (matter.trackingNumbers ?? []).slice(0, DETAILS_LIMITS.trackingNumbers),
    exhibits: [],
    sourced: [],
  };
}

/**
 * A draft's details after these signers were recorded: they sign where their organization speaks
 * and nobody was chosen for it yet, as if the draft had been created after them.
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
 * The signers of a new document: everybody recorded for a party, each person once; in court filings,
 * where an attorney signs for a party (FRCP 11(a)), only its attorneys, if it has any.
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
    return inCourt && attorneys.length > 0 ? attorneys : eachOnce(own);
  });
  return chosen.slice(0, DETAILS_LIMITS.signers);
}

/** Without those recorded as counsel, too, for papers in court: a letter is signed once by each. */
function eachOnce(signers: readonly SignerDetails[]): SignerDetails[] {
  const plain = signers.filter(({ barNumber }) => barNumber === null);
  return signers.filter(
    ({ name, barNumber }) =>
      barNumber === null || !plain.some((signer) => signer.name.trim() === name.trim()),
  );
}

function newLetter(kind: DocumentKind, { agency }: KnownOfMatter): LetterDetails | null {
  const { letter } = KINDS[kind];
  if (letter === null) return null;
  const { office, addressPrompt, feeWaiver, isAppeal } = letter;
  const where = addressPrompt === null ? linesOf(agency.address) : [addressPrompt];
  const known = [office, agency.component, agency.department, ...where];
  return {
    date: null,
    delivery: null,
    addressee: known.filter((line) => line !== null).slice(0, 8),
    re: null,
    expeditedProcessing: false,
    feeWaiver,
    isAppeal,
  };
}

function newCaption(
  { kind, companion }: Parameters<typeof detailsForNew>[0],
  profile: CourtProfile,
  { parties, agency }: KnownOfMatter,
  signers: readonly SignerDetails[],
): CaptionDetails | null {
  const own = KINDS[kind].caption;
  if (own === null) return null;
  const defendant = agency.component ?? agency.department;
  return {
    court: "United States District Court",
    district: COURTS[profile].name,
    division: null,
    plaintiffs: parties.map(({ name, address = [] }) => ({ name, address: [...address] })),
    defendants: defendant === null ? [] : [{ name: defendant, address: linesOf(agency.address) }],
    caseNumber: null,
    judge: null,
    paperTitle: companion ? companionTitle(companion, profile) : own.title,
    designations: companion ? [] : [...own.designations],
    companion: companion ?? null,
    counsel: signers.flatMap(({ id, barNumber }) => (barNumber === null ? [] : [id])),
  };
}

/** Splits a typed address into lines. */
function linesOf(typed: string | null): string[] {
  const lines = (typed ?? "").split(/\r?\n/u).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(0, 8);
}
