import type { ProseNode } from "#app/document/prose.ts";
import {
  counselLines,
  counselOf,
  gap,
  openingLines,
  partiesAre,
  signatureLines,
  signerLines,
} from "#app/document/details/printed-lines.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { TypesetError } from "./typeset-error.ts";
import type { Place } from "./typeset-error.ts";
import type { BlockData, CaptionData, LetterData, SigningParty } from "./page-data.ts";
import { piecesOf } from "./runs.ts";
import type { RunContext } from "./runs.ts";

/** The signature block of an organisation. Refuses one that has nobody to sign, unless gaps may be. */
export function signingPartyOf(
  node: ProseNode,
  place: Place,
  { facts, filing, gapsAllowed, ink }: RunContext,
): SigningParty {
  const id: unknown = node.attrs?.organization;
  const { organization, lost } = signatureLines(id, facts);
  const name = organization === null ? null : ink(organization, place);
  if (lost === null) {
    const signers = facts.signers.filter((signer) => signer.organizationId === id);
    return {
      name,
      signers: signers.map((signer) => ({
        signed: filing?.signatures.includes(signer.id) ? `/s/ ${ink(signer.name, place)}` : null,
        lines: signerLines(signer).map((line) => ink(line, place)),
      })),
    };
  }
  if (gapsAllowed) return { name, signers: [], lost };
  throw new TypesetError(
    organization !== null
      ? `Nobody is recorded who signs for the ${organization}.`
      : "A signature block belongs to an organization that is not among the document's facts.",
    place,
    "name a signer or take the block out, and try again.",
  );
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
  throw new TypesetError(
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
  facts: DocumentDetails,
  { filing, gapsAllowed, ink }: FactsContext,
): LetterData | null {
  const { letter } = facts;
  const opening = openingLines(facts, filing?.date ?? null);
  if (letter === null || opening === null) return null;
  const print = (text: string) => ink(text, { in: "facts", what: "letter's opening" });
  if (!gapsAllowed && letter.date === null && filing === null) {
    throw missing("The letter has no date.", "letter's opening");
  }
  if (!gapsAllowed && letter.addressee.length === 0) {
    throw missing("The letter has no addressee.", "letter's opening");
  }
  const { letterhead, date, delivery, addressee, re, flags } = opening;
  return {
    organizations: letterhead.map(({ name, lines }) => ({
      name: print(name),
      lines: lines.map(print),
    })),
    date,
    delivery: delivery === null ? null : print(delivery),
    addressee: addressee.map(print),
    re: re === null ? null : piecesOf(print(re)),
    flags,
  };
}

/**
 * The caption with its counsel block; a blank for the case number until there is one. Refuses one
 * that names no party of a side (FRCP 10(a)) or a counsel who is not recorded, unless gaps may be.
 */
export function captionOf(
  { caption, signers, organizations }: DocumentDetails,
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
  const counsel = counselOf(caption, signers);
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
    plaintiffsAre: partiesAre(plaintiffs, "Plaintiff"),
    defendantsAre: partiesAre(defendants, "Defendant"),
    caseNumber: caseNumber === null ? null : print(caseNumber),
    paperTitle: print(caption.paperTitle),
    designations: caption.designations.map((line) => piecesOf(print(line))),
  };
}

function named<T>(
  parties: readonly T[],
  what: string,
): readonly (T | { name: string; address: readonly string[] })[] {
  return parties.length > 0 ? parties : [{ name: gap(what), address: [] }];
}

function missing(reason: string, what: string): TypesetError {
  return new TypesetError(reason, { in: "facts", what }, "record what is missing and try again.");
}
