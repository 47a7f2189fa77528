import canonicalize from "canonicalize";
import * as z from "zod";
import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { listed } from "#app/domain/listed.ts";
import { address, line, optional, plainId } from "./field-types.ts";

/**
 * The details that are printed on a document but not typed into its text: letterhead, addressee,
 * caption, signature blocks, certifier. Plain JSON, pinned and hashed with a version, so that
 * signers have seen it. Nothing is invented: an unrecorded value is null or empty, and the page
 * shows a blank for it.
 */

/** The most entries of each list in a document's details. */
export const DETAILS_LIMITS = {
  organizations: 50,
  signers: 40,
  parties: 200,
  designations: 10,
  trackingNumbers: 50,
  exhibits: 200,
  sourced: 300,
} as const;

const organizationDetails = z.object({
  id: plainId,
  name: line(200),
  city: optional(line(120)),
  /** Street address and city, one line each; empty where not recorded. */
  address,
});

/** How counsel who is not a member of the court's bar appears. */
export const ADMISSIONS = ["pro-hac-vice", "pro-hac-vice-pending"] as const;

/** A person who signs, as FRCP 11(a) and the first page of a court's paper ask for them. */
export const signerDetails = z.object({
  id: plainId,
  organizationId: plainId,
  name: line(120),
  title: optional(line(160)),
  /** As printed, with its state: "California State Bar No. 000000". */
  barNumber: optional(line(80)),
  address,
  email: optional(line(254)),
  telephone: optional(line(40)),
  /** As printed: "Plaintiff Immigrant Legal Resource Center". */
  partyRepresented: optional(line(300)),
  /** How counsel outside the court's bar appears; null for a member of it (N.D. Cal. Civ. L.R. 11-3). */
  admission: optional(z.enum(ADMISSIONS)),
});

/** The person who certifies a request for expedited processing, 5 U.S.C. § 552(a)(6)(E)(vi). */
const certifierDetails = z.object({
  name: line(120),
  title: optional(line(160)),
  organizationId: optional(plainId),
});

/** The details that are printed above the text of a letter or request. */
const letterDetails = z.object({
  /** ISO date; null prints the day of filing. */
  date: optional(z.iso.date()),
  /** For example "Via SecureRelease portal". */
  delivery: optional(line(200)),
  addressee: address,
  re: optional(line(500)),
  expeditedProcessing: z.boolean(),
  feeWaiver: z.boolean(),
  /** Marked "Freedom of Information Act Appeal", 6 C.F.R. § 5.8(a)(1). */
  isAppeal: z.boolean().default(false),
});

export const partyDetails = z.object({
  name: line(300),
  /** One line each; D.D.C. requires it in the caption (LCvR 5.1(c)). */
  address,
});

/** The caption of FRCP 10(a): the court, every party, the case number, and the document's title. */
export const captionDetails = z.object({
  /** "United States District Court". */
  court: line(200),
  /** "Northern District of California". */
  district: line(200),
  /** "San Francisco Division"; null where there is none or it is not assigned yet. */
  division: optional(line(200)),
  plaintiffs: z.array(partyDetails).max(DETAILS_LIMITS.parties),
  defendants: z.array(partyDetails).max(DETAILS_LIMITS.parties),
  /** Null until the court assigns one; a blank is printed. */
  caseNumber: optional(line(80)),
  /** The name of the assigned judge; some courts print the initials. */
  judge: optional(line(120)),
  /** "Complaint for Declaratory and Injunctive Relief"; the footer names the paper by it. */
  paperTitle: line(200),
  /** Lines under the title, such as "(Freedom of Information Act, 5 U.S.C. § 552)". */
  designations: z.array(line(200)).max(DETAILS_LIMITS.designations),
  /**
   * Which of the documents that go with a complaint it is; null for the complaint and all others.
   */
  companion: optional(z.enum(COMPANION_PAPERS)),
  /** Ids of the signers named in the counsel block, in order. */
  counsel: z.array(plainId).max(DETAILS_LIMITS.signers),
});

const exhibitDetails = z.object({
  id: plainId,
  title: line(300),
  /** The PDF whose pages follow the text; null where only the exhibit's line is printed. */
  file: z
    .object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/u),
      pages: z.number().int().positive().max(EXHIBIT_LIMITS.pages),
      bytes: z.number().int().positive().max(EXHIBIT_LIMITS.bytes),
    })
    .nullable()
    .default(null),
});

/** Details as stored; refuses references to a missing signer or organization. */
export const documentDetails = z
  .object({
    /** The organizations that speak in the document, in printed order. */
    organizations: z.array(organizationDetails).max(DETAILS_LIMITS.organizations).default([]),
    /** Everyone who signs for an organization; independent of its reviewers. */
    signers: z.array(signerDetails).max(DETAILS_LIMITS.signers).default([]),
    /** Null where the text contains this itself. */
    letter: letterDetails.nullable().default(null),
    /** Null where there is no action. */
    caption: captionDetails.nullable().default(null),
    certifier: certifierDetails.nullable().default(null),
    /** The other certifiers, each for their own organization (L28). */
    furtherCertifiers: z
      .array(certifierDetails.extend({ organizationId: plainId }))
      .max(DETAILS_LIMITS.organizations)
      .default([]),
    /** The agency's numbers of the requests that this paper is about. */
    trackingNumbers: z.array(line(80)).max(DETAILS_LIMITS.trackingNumbers).default([]),
    /** The exhibits that the text may name, by id; their letters follow the order in the text. */
    exhibits: z.array(exhibitDetails).max(DETAILS_LIMITS.exhibits).default([]),
    /** The printed values of fields that come from the agency record, the clock or the docket. */
    sourced: z
      .array(z.object({ name: plainId, value: line(300) }))
      .max(DETAILS_LIMITS.sourced)
      .default([]),
  })
  .superRefine((details, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const organizations = new Set(details.organizations.map(({ id }) => id));
    const signers = new Set(details.signers.map(({ id }) => id));
    if (organizations.size < details.organizations.length) {
      refuse(["organizations"], "An organization is named twice.");
    }
    if (signers.size < details.signers.length) refuse(["signers"], "A signer stands there twice.");
    details.signers.forEach(({ organizationId }, index) => {
      if (!organizations.has(organizationId)) {
        refuse(
          ["signers", index, "organizationId"],
          "A signer signs for one of the organizations that this document names.",
        );
      }
    });
    details.caption?.counsel.forEach((id, index) => {
      if (!signers.has(id)) {
        refuse(["caption", "counsel", index], "Counsel is one of the signers.");
      }
    });
    const certifiedFor = details.certifier?.organizationId ?? null;
    if (certifiedFor !== null && !organizations.has(certifiedFor)) {
      refuse(
        ["certifier", "organizationId"],
        "The certifier certifies for one of the organizations that this document names.",
      );
    }
    const certifiedBefore = new Set(certifiedFor === null ? [] : [certifiedFor]);
    details.furtherCertifiers.forEach(({ organizationId }, index) => {
      if (!organizations.has(organizationId) || certifiedBefore.has(organizationId)) {
        refuse(
          ["furtherCertifiers", index, "organizationId"],
          "Each certifier certifies for another one of the organizations that this document names.",
        );
      }
      certifiedBefore.add(organizationId);
    });
  });

export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
    : T;

export type DocumentDetails = DeepReadonly<z.output<typeof documentDetails>>;
export type OrganizationDetails = DeepReadonly<z.output<typeof organizationDetails>>;
export type SignerDetails = DeepReadonly<z.output<typeof signerDetails>>;
/** All certifiers, in order, as a sentence names them; null for none. */
export function certifierNames({
  certifier,
  furtherCertifiers,
}: Pick<DocumentDetails, "certifier" | "furtherCertifiers">): string | null {
  const all = [...(certifier ? [certifier] : []), ...furtherCertifiers];
  return all.length === 0 ? null : listed(all.map(({ name }) => name));
}

export type LetterDetails = DeepReadonly<z.output<typeof letterDetails>>;
export type CaptionDetails = DeepReadonly<z.output<typeof captionDetails>>;
export type PartyDetails = DeepReadonly<z.output<typeof partyDetails>>;
export type ExhibitDetails = DeepReadonly<z.output<typeof exhibitDetails>>;

/** The details of a version: those of the draft, and the title, which is printed too. */
const versionDetails = documentDetails.and(z.object({ title: line(200) }));
export type VersionDetails = DocumentDetails & { readonly title: string };

/** Everything in a version except the prose, as parsed from its canonical text. */
export const versionRest = z.object({
  facts: versionDetails,
  layoutProfile: z.enum(LAYOUT_PROFILES),
  schemaVersion: z.number().int().positive(),
});

/** The canonical JSON (RFC 8785) in which details are stored; throws for invalid ones. */
export function writeDetails(details: DocumentDetails): string {
  const text = canonicalize(documentDetails.parse(details));
  if (text === undefined) throw new Error("the details are not JSON");
  return text;
}

/** Parses stored details; missing fields count as not recorded. */
export function readDetails(stored: string): DocumentDetails {
  return documentDetails.parse(JSON.parse(stored));
}
