import type { ProseNode } from "../../app/prose/prose";
import type { DraftFacts, SignerFact } from "../../app/prose/facts";
import { americanDate } from "../../app/prose/fields";
import { PageFault } from "./page-fault";
import type { Place } from "./page-fault";
import type { BlockData, CaptionData, LetterData, SigningParty } from "./page-data";
import { piecesOf } from "./runs";
import type { RunContext } from "./runs";

/** The signature block of an organisation. Refuses one that has nobody to sign, unless gaps may be. */
export function signingPartyOf(
  node: ProseNode,
  place: Place,
  { facts, filing, gapsAllowed, ink }: RunContext,
): SigningParty {
  const id: unknown = node.attrs?.organization;
  const organization = facts.organizations.find((known) => known.id === id);
  const name = organization ? ink(organization.name, place) : null;
  const signers = facts.signers.filter((signer) => signer.organizationId === id);
  if (organization && signers.length > 0) {
    return {
      name,
      signers: signers.map((signer) => ({
        signed: filing?.signatures.includes(signer.id) ? `/s/ ${ink(signer.name, place)}` : null,
        lines: signerLines(signer).map((line) => ink(line, place)),
      })),
    };
  }
  const lost = organization
    ? `signer of ${name}: not recorded`
    : "signature block of an organization that is not among the facts";
  if (gapsAllowed) return { name, signers: [], lost };
  throw new PageFault(
    organization
      ? `Nobody is recorded who signs for the ${organization.name}.`
      : "A signature block belongs to an organization that is not among the document's facts.",
    place,
    "name a signer or take the block out, and try again.",
  );
}

/** Name, bar number, title, address, e-mail, telephone, party: FRCP 11(a), N.D. Cal. Civ. L.R. 3-4(a)(1). */
function signerLines(signer: SignerFact): string[] {
  const { name, barNumber, title, address, email, telephone, partyRepresented } = signer;
  return [
    barNumber ? `${name} (${barNumber})` : name,
    title,
    ...address,
    email,
    telephone ? `Telephone: ${telephone}` : null,
    partyRepresented ? `Attorney for ${partyRepresented}` : null,
  ].flatMap((line) => (line ? [line] : []));
}

/** An exhibit by its letter and title. */
export function exhibitOf(
  node: ProseNode,
  place: Place,
  { facts, references, gapsAllowed, ink }: RunContext,
): Extract<BlockData, { k: "exhibit" }> {
  const exhibit = facts.exhibits.find(({ id }) => id === node.attrs?.id);
  const n = `Exhibit ${references.numberOf(node) ?? ""}`;
  if (exhibit) return { k: "exhibit", n, title: ink(exhibit.title, place) };
  if (gapsAllowed) return { k: "exhibit", n, title: "[exhibit that is not among the facts]" };
  throw new PageFault(
    `${n} is not among the document's facts.`,
    place,
    "add the exhibit or take its line out, and try again.",
  );
}

type FactsContext = Pick<RunContext, "filing" | "gapsAllowed" | "ink">;

/**
 * What stands above a letter; the day of filing where the facts name no date. Refuses a letter to
 * nobody or without a day, unless gaps may be.
 */
export function letterOf(
  { letter, organizations }: DraftFacts,
  { filing, gapsAllowed, ink }: FactsContext,
): LetterData | null {
  if (letter === null) return null;
  const print = (text: string) => ink(text, { in: "facts", what: "letter's opening" });
  const date = letter.date ?? filing?.date ?? null;
  if (!gapsAllowed && date === null) throw missing("The letter has no date.", "letter's opening");
  if (!gapsAllowed && letter.addressee.length === 0) {
    throw missing("The letter has no addressee.", "letter's opening");
  }
  return {
    organizations: organizations.map(({ name, city, address }) => ({
      name: print(name),
      lines: (address.length > 0 ? address : city ? [city] : []).map(print),
    })),
    date: date === null ? gap("date of filing") : americanDate(date),
    delivery: letter.delivery === null ? null : print(letter.delivery),
    addressee: letter.addressee.length === 0 ? [gap("addressee")] : letter.addressee.map(print),
    re: letter.re === null ? null : piecesOf(print(letter.re)),
    flags: [
      ...(letter.expeditedProcessing ? ["Expedited Processing Requested"] : []),
      ...(letter.feeWaiver ? ["Fee Waiver Requested"] : []),
    ],
  };
}

/**
 * The caption with its counsel block; a blank for the case number until there is one. Refuses one
 * that names no party of a side (FRCP 10(a)) or a counsel who is not recorded, unless gaps may be.
 */
export function captionOf(
  { caption, signers, organizations }: DraftFacts,
  { filing, gapsAllowed, ink }: FactsContext,
): CaptionData | null {
  if (caption === null) return null;
  const print = (text: string) => ink(text, { in: "facts", what: "caption" });
  const caseNumber = caption.caseNumber ?? filing?.caseNumber ?? null;
  const { plaintiffs, defendants } = caption;
  if (!gapsAllowed) {
    if (plaintiffs.length === 0) throw missing("The caption names no plaintiff.", "caption");
    if (defendants.length === 0) throw missing("The caption names no defendant.", "caption");
    if (caption.counsel.some((id) => !signers.some((signer) => signer.id === id))) {
      throw missing("The caption names counsel who is not recorded.", "counsel block");
    }
  }
  const counsel = caption.counsel.flatMap((id) => signers.filter((signer) => signer.id === id));
  const party = ({ name, address }: { name: string; address: readonly string[] }) => ({
    name: print(name),
    address: address.map(print),
  });
  return {
    counsel: counsel.map((signer) => {
      const organization = organizations.find(({ id }) => id === signer.organizationId);
      return { lines: counselLines(signer, organization?.name ?? null).map(print) };
    }),
    court: print(caption.court),
    district: print(caption.district),
    division: caption.division === null ? null : print(caption.division),
    plaintiffs: named(plaintiffs.map(party), "plaintiffs"),
    defendants: named(defendants.map(party), "defendants"),
    plaintiffsAre: plaintiffs.length === 1 ? "Plaintiff" : "Plaintiffs",
    defendantsAre: defendants.length === 1 ? "Defendant" : "Defendants",
    caseNumber: caseNumber === null ? null : print(caseNumber),
    paperTitle: print(caption.paperTitle),
    designations: caption.designations.map((line) => piecesOf(print(line))),
  };
}

/** C.D. Cal. L.R. 11-3.8(a) wants the e-mail right beneath the name; N.D. Cal. leaves the order open. */
function counselLines(signer: SignerFact, organization: string | null): string[] {
  const { name, barNumber, address, email, telephone, partyRepresented } = signer;
  return [
    barNumber ? `${name} (${barNumber})` : name,
    email,
    organization,
    ...address,
    telephone ? `Telephone: ${telephone}` : null,
    partyRepresented ? `Attorney for ${partyRepresented}` : null,
  ].flatMap((line) => (line ? [line] : []));
}

const gap = (what: string) => `[${what}]`;

function named<T>(
  parties: readonly T[],
  what: string,
): readonly (T | { name: string; address: readonly string[] })[] {
  return parties.length > 0 ? parties : [{ name: gap(what), address: [] }];
}

function missing(reason: string, what: string): PageFault {
  return new PageFault(reason, { in: "facts", what }, "record what is missing and try again.");
}
