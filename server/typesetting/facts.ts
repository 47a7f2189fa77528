/**
 * What a page says that is not typed into the text: letterhead, addressee, caption, signature
 * blocks. It is plain JSON, pinned and hashed with a version, so that who signs has seen it.
 */
export interface DocumentFactsContent {
  /** The organisations that speak, in the order in which they are to be named. */
  readonly organizations: readonly OrganizationFact[];
  /** Everyone who signs for an organisation; these are not its reviewers. */
  readonly signers: readonly SignerFact[];
  /** What stands above a letter or request. Null where the text itself says it. */
  readonly letter: LetterFacts | null;
  /** What stands above a paper filed in court. Null where there is no action. */
  readonly caption: CaptionFacts | null;
  /** Who certifies a request for expedited processing, 5 U.S.C. § 552(a)(6)(E)(vi). */
  readonly certifier: CertifierFact | null;
  /** The agency's numbers of the requests that this paper is about. */
  readonly trackingNumbers: readonly string[];
  /** The exhibits that the text may name, by id; their letters follow the text. */
  readonly exhibits: readonly ExhibitFact[];
}

export interface OrganizationFact {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  /** Street address and city, a line each; empty where it is not recorded. */
  readonly address: readonly string[];
}

/** A person who signs, as FRCP 11(a) and the first page of a court's paper ask for them. */
export interface SignerFact {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly title: string | null;
  /** As it is to be printed, with its state: "California State Bar No. 000000". */
  readonly barNumber: string | null;
  readonly address: readonly string[];
  readonly email: string | null;
  readonly telephone: string | null;
  /** As it is to be printed: "Plaintiff Immigrant Legal Resource Center". */
  readonly partyRepresented: string | null;
}

export interface CertifierFact {
  readonly name: string;
  readonly title: string | null;
  readonly organizationId: string | null;
}

export interface LetterFacts {
  /** ISO date. Null until it is filed: the day of filing is then printed. */
  readonly date: string | null;
  /** Such as "Via SecureRelease portal". */
  readonly delivery: string | null;
  readonly addressee: readonly string[];
  readonly re: string | null;
  readonly expeditedProcessing: boolean;
  readonly feeWaiver: boolean;
}

/** The caption of FRCP 10(a): the court, every party, the file number, what the paper is. */
export interface CaptionFacts {
  /** "United States District Court". */
  readonly court: string;
  /** "Northern District of California". */
  readonly district: string;
  /** "San Francisco Division"; null where there is none or it is not assigned. */
  readonly division: string | null;
  readonly plaintiffs: readonly PartyFact[];
  readonly defendants: readonly PartyFact[];
  /** Null until the court assigns one: a blank is printed. */
  readonly caseNumber: string | null;
  /** "Complaint for Declaratory and Injunctive Relief"; the footer names the paper by it. */
  readonly paperTitle: string;
  /** Lines under the title of the paper, such as "(Freedom of Information Act, 5 U.S.C. § 552)". */
  readonly designations: readonly string[];
  /** Ids of the signers named in the counsel block, in order. */
  readonly counsel: readonly string[];
}

export interface PartyFact {
  readonly name: string;
  /** A line each; D.D.C. wants it in the caption. */
  readonly address: readonly string[];
}

export interface ExhibitFact {
  readonly id: string;
  readonly title: string;
}

/**
 * What is filled in at filing and belongs to the filing, not to the version: nothing else in the
 * PDF may differ from what was signed.
 */
export interface FilingFields {
  /** ISO date of filing. */
  readonly date: string;
  /** The number that the court assigned, where the caption has none yet. */
  readonly caseNumber: string | null;
  /** Ids of the signers whose "/s/ Name" is set, each on that signer's recorded consent. */
  readonly signatures: readonly string[];
}

/** The names that a field in the text may have. */
export const FIELD_NAMES = [
  "addressee",
  "caseNumber",
  "certifier",
  "certifierTitle",
  "dateOfFiling",
  "delivery",
  "trackingNumber",
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** How a field without a value is named on the page. */
export const FIELD_LABEL: Readonly<Record<FieldName, string>> = {
  addressee: "addressee",
  caseNumber: "case number",
  certifier: "certifier",
  certifierTitle: "title of the certifier",
  dateOfFiling: "date of filing",
  delivery: "method of delivery",
  trackingNumber: "tracking number",
};

export function isFieldName(name: unknown): name is FieldName {
  return FIELD_NAMES.some((known) => known === name);
}

/** What a field prints, or null where it is not recorded yet. */
export function fieldValue(
  name: FieldName,
  facts: DocumentFactsContent,
  filing: FilingFields | null,
): string | null {
  switch (name) {
    case "addressee":
      return facts.letter?.addressee.join(", ") || null;
    case "caseNumber":
      return facts.caption?.caseNumber ?? filing?.caseNumber ?? null;
    case "certifier":
      return facts.certifier?.name ?? null;
    case "certifierTitle":
      return facts.certifier?.title ?? null;
    case "dateOfFiling":
      return filing ? americanDate(filing.date) : null;
    case "delivery":
      return facts.letter?.delivery ?? null;
    case "trackingNumber":
      return facts.trackingNumbers.join(", ") || null;
  }
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** "September 9, 2021", as American letters and courts write an ISO date. Throws for what is none. */
export function americanDate(isoDate: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate);
  const month = MONTHS[Number(parts?.[2]) - 1];
  if (!parts || month === undefined) throw new RangeError(`not a date: ${isoDate}`);
  return `${month} ${Number(parts[3])}, ${parts[1]}`;
}
