import type { DocumentStatus } from "#app/domain/document.ts";
import type { DocumentDetails, SignerDetails } from "./document-details.ts";
import { printedSigner } from "./merged-details.ts";

/** A document of a matter, as a source of suggestions for its shared details. */
interface SuggestionSource {
  readonly status: DocumentStatus;
  readonly toAgency: boolean;
  readonly facts: DocumentDetails;
}

type Address = readonly string[];

/** The details on which the documents of a matter agree, and those on which they differ. */
interface SuggestedDetails {
  /** Signers whom every document prints alike, from the document with the most detail. */
  readonly signers: readonly SignerDetails[];
  /** Signers whom documents print differently. */
  readonly differingSigners: readonly SignerDetails[];
  /** By organization, each address that a document prints. */
  readonly addresses: ReadonlyMap<string, readonly Address[]>;
  /** Each addressee of a letter to the agency. */
  readonly addressees: readonly Address[];
}

/** Statuses in which a document may still change or return to draft; open drafts come first. */
const OPEN_STATUSES: readonly DocumentStatus[] = ["draft", "in_review", "approved"];

/** The details in documents that may still change; blanks are ignored. */
export function suggestedDetails(all: readonly SuggestionSource[]): SuggestedDetails {
  const papers = all
    .filter(({ status }) => OPEN_STATUSES.includes(status))
    .toSorted((a, b) => OPEN_STATUSES.indexOf(a.status) - OPEN_STATUSES.indexOf(b.status));
  const said = papers.flatMap(({ facts: details }) => details.organizations);
  const addresses = new Map<string, readonly Address[]>();
  for (const { id, address } of said) {
    addresses.set(id, distinct([...(addresses.get(id) ?? []), address]));
  }
  const letters = papers.flatMap(({ toAgency, facts: details }) =>
    toAgency && details.letter ? [details.letter] : [],
  );
  return {
    ...signersOf(papers),
    addresses,
    addressees: distinct(letters.map(({ addressee }) => addressee)),
  };
}

function distinct(said: readonly Address[]): Address[] {
  const byText = new Map(said.map((address) => [address.join("\n"), address]));
  byText.delete("");
  return [...byText.values()];
}

function signersOf(papers: readonly SuggestionSource[]) {
  const named = papers.flatMap(({ facts: details }) =>
    details.signers.map((signer) => ({ signer, inCourt: details.caption !== null })),
  );
  // Court filings have more fields of a signer than letters do.
  const fullestFirst = named.toSorted((a, b) => Number(b.inCourt) - Number(a.inCourt));
  const fullest = new Map<string, SignerDetails>();
  for (const { signer } of fullestFirst) {
    if (!fullest.has(signer.id)) fullest.set(signer.id, signer);
  }
  const alike = ({ id }: SignerDetails) =>
    named
      .filter(({ signer }) => signer.id === id)
      .every(({ signer, inCourt }) => {
        const first = fullest.get(id);
        const expected = first && printedSigner(first, inCourt);
        return JSON.stringify(printedSigner(signer, inCourt)) === JSON.stringify(expected);
      });
  const all = [...fullest.values()];
  return {
    signers: all.filter(alike),
    differingSigners: all.filter((signer) => !alike(signer)),
  };
}
