import { counted } from "#app/domain/counted.ts";
import type { ExhibitFile } from "#app/domain/exhibit.ts";
import type { DocumentDetails, SignerDetails, VersionDetails } from "./document-details.ts";
import { admissionLine } from "./printed-lines.ts";
import { isSourcedName, printedSource, sourcedLabel } from "./sourced-fields.ts";

/** One detail in words. Two entries with the same `what` are about the same detail. */
export interface LabeledDetail {
  readonly what: string;
  /** Lines; empty where nothing is recorded. */
  readonly says: readonly string[];
}

/** Everything outside the text that a signature covers, in words, in the page's order. */
export function labeledDetails(details: VersionDetails): LabeledDetail[] {
  const { letter, caption, certifier } = details;
  const labeled: LabeledDetail[] = [{ what: "Title", says: [details.title] }];
  const add = (what: string, says: string | null | readonly (string | null)[]) => {
    const lines = Array.isArray(says) ? says : [says];
    labeled.push({ what, says: lines.filter((line) => line !== null && line !== "") });
  };
  for (const { name, city, address } of details.organizations) {
    add(name, address.length > 0 ? address : city);
  }
  if (letter) {
    add("Date", letter.date ?? "The day of filing");
    add("Delivery", letter.delivery);
    add("Addressee", letter.addressee);
    add("Re", letter.re);
    add("Expedited processing", letter.expeditedProcessing ? "Requested" : "Not requested");
    add("Fee waiver", letter.feeWaiver ? "Requested" : "Not requested");
  }
  if (caption) {
    add("Court", [caption.court, caption.district, caption.division]);
    add("Plaintiffs", caption.plaintiffs.map(partyLine));
    add("Defendants", caption.defendants.map(partyLine));
    add("Case number", caption.caseNumber);
    if (caption.judge !== null) add("Judge", caption.judge);
    add("Title of the paper", [caption.paperTitle, ...caption.designations]);
    add("Counsel", counselIn(details, caption.counsel));
  }
  for (const signer of details.signers) {
    add(`Signer ${signer.name}`, [organizationOf(details, signer), ...signerLines(signer)]);
  }
  add("Certifier", certifier ? [certifier.name, certifier.title] : null);
  for (const { name, title, organizationId } of details.furtherCertifiers) {
    const party = details.organizations.find(({ id }) => id === organizationId)?.name ?? null;
    add("Certifier", [name, title, party]);
  }
  add("Tracking numbers", details.trackingNumbers);
  // Two requests each have a date of their own.
  const named = new Map<string, number>();
  for (const { name, value } of details.sourced) {
    if (!isSourcedName(name)) continue;
    const label = sentenceCase(sourcedLabel(name));
    const count = (named.get(label) ?? 0) + 1;
    named.set(label, count);
    add(count === 1 ? label : `${label} (${count})`, printedSource(value));
  }
  for (const { title, file } of details.exhibits) add("Exhibit", [title, file && fileLine(file)]);
  return labeled;
}

/** Includes the hash: another PDF under the same title is another exhibit. */
function fileLine({ pages, sha256 }: ExhibitFile): string {
  return `${counted(pages, "page")}, sha256 ${sha256.slice(0, 12)}`;
}

function partyLine({ name, address }: { name: string; address: readonly string[] }): string {
  return [name, ...address].join(", ");
}

function counselIn({ signers }: DocumentDetails, counsel: readonly string[]): string[] {
  return counsel.flatMap((id) => signers.filter((signer) => signer.id === id)).map((s) => s.name);
}

function organizationOf({ organizations }: DocumentDetails, { organizationId }: SignerDetails) {
  const name = organizations.find(({ id }) => id === organizationId)?.name;
  return name === undefined ? null : `for ${name}`;
}

function signerLines(signer: SignerDetails): (string | null)[] {
  const { title, barNumber, address, email, telephone, partyRepresented } = signer;
  return [
    title,
    barNumber,
    admissionLine(signer),
    ...address,
    email,
    telephone,
    partyRepresented === null ? null : `Attorney for ${partyRepresented}`,
  ];
}

function sentenceCase(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
