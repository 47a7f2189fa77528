import { writtenDay } from "#app/domain/dates.ts";
import type { Finding, FindingPlace } from "#app/domain/readiness.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { isSame, normalized } from "./party-names.ts";

/** An organization that is no party of the matter any more. */
export interface LeftOrganization {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  /** ISO day on which it left; null where the record has none. */
  readonly on: string | null;
}

/** A signer who is a member of the organization no more for which they sign. */
export interface LeftSigner {
  readonly signerId: string;
  /** ISO day on which they left it. */
  readonly on: string;
}

/** The organizations and people that left a matter. */
interface WhoLeft {
  readonly organizations: readonly LeftOrganization[];
  readonly signers: readonly LeftSigner[];
}

/** The parts that an organization has in a paper that names it. */
export type PaperRole = "letterhead" | "speaker" | "signer" | "plaintiff" | "counsel" | "certifier";

/** A place of a paper that names an organization. */
interface NamedPlace {
  readonly role: PaperRole;
  /** A clause: "Ana Example signs for A". */
  readonly words: string;
  readonly place: FindingPlace;
}

const DETAILS = { kind: "details" } as const;

/**
 * Each place where somebody who left the matter speaks, signs, is plaintiff or counsel (L71): the
 * others would approve and file it in the name of who withdrew.
 */
export function leftMatterFindings(
  prose: Pick<ProseJSON, "content">,
  details: DocumentDetails,
  { organizations, signers }: WhoLeft,
): Finding[] {
  const ofOrganizations = organizations.flatMap((organization) => {
    const { shortName, on } = organization;
    const left = on === null ? "is no party of the matter" : `left the matter on ${writtenDay(on)}`;
    return placesNaming(organization, details, prose).map(({ words, place }): Finding => ({
      check: "left-matter",
      words: `${words}, though ${shortName} ${left}`,
      place,
    }));
  });
  const ofPeople = signers.flatMap(({ signerId, on }): Finding[] => {
    const signer = details.signers.find(({ id }) => id === signerId);
    if (!signer) return [];
    const of = details.organizations.find(({ id }) => id === signer.organizationId)?.name ?? "it";
    const isCounsel = details.caption?.counsel.includes(signerId) ?? false;
    const acts = isCounsel ? "is counsel and signs" : "signs";
    const words = `${signer.name} ${acts} for ${of}, though they left it on ${writtenDay(on)}`;
    return [{ check: "left-matter", words, place: DETAILS }];
  });
  return [...ofOrganizations, ...ofPeople];
}

/**
 * Each place of a paper that names an organization as one of those from whom it comes.
 * @param prose without it, its details alone are looked through.
 */
export function placesNaming(
  { id, name, shortName }: Pick<LeftOrganization, "id" | "name" | "shortName">,
  details: DocumentDetails,
  prose: Pick<ProseJSON, "content"> | null = null,
): NamedPlace[] {
  const { organizations, caption, certifier, furtherCertifiers } = details;
  const found: NamedPlace[] = [];
  const add = (role: PaperRole, words: string, place: FindingPlace = DETAILS) =>
    found.push({ role, words, place });
  const others = [...organizations, ...(caption?.plaintiffs ?? [])].map((one) => one.name);
  const isNamed = (said: string) => isSame(said, name) || isSame(said, shortName);
  if (organizations.some((one) => one.id === id)) {
    if (caption === null) add("letterhead", `${name} stands in the letterhead`);
    else add("speaker", `${name} speaks in the paper`);
  }
  for (const plaintiff of caption?.plaintiffs ?? []) {
    if (isNamed(plaintiff.name)) add("plaintiff", `the caption names ${name} as a plaintiff`);
  }
  for (const signer of details.signers) {
    const represented = signer.partyRepresented ?? "";
    const isOwn = signer.organizationId === id;
    if (isOwn) add("signer", `${signer.name} signs for ${name}`);
    else if (isIn(represented, name, others)) {
      add("signer", `${signer.name} signs for “${represented}”`);
    }
    if (isOwn && caption?.counsel.includes(signer.id)) {
      add("counsel", `the first page names ${signer.name} of ${name} as counsel`);
    }
  }
  for (const one of [...(certifier ? [certifier] : []), ...furtherCertifiers]) {
    if (one.organizationId === id) add("certifier", `${one.name} certifies for ${name}`);
  }
  for (const { type, attrs } of prose?.content ?? []) {
    if (type !== "signatureBlock" || attrs?.["organization"] !== id) continue;
    const block: unknown = attrs["id"];
    const place: FindingPlace =
      typeof block === "string" ? { kind: "block", id: block } : { kind: "nowhere" };
    add("signer", `a signature block of ${name} stands in the text`, place);
  }
  return found;
}

/** Whether the words name it, and not only another of the paper whose longer name contains its own. */
function isIn(words: string, name: string, others: readonly string[]): boolean {
  const [own, ...longer] = [name, ...others.filter((other) => !isSame(other, name))].map(spaced);
  if (own === undefined) return false;
  const rest = longer
    .filter((other) => other.includes(own))
    .reduce((left, other) => left.replaceAll(other, " "), spaced(words));
  return rest.includes(own);
}

/** With a space on either side, so that whole words alone are found. */
const spaced = (words: string) => ` ${normalized(words)} `;
