import type { DocumentStatus } from "#app/domain/document.ts";
import type { DocumentDetails, SignerDetails } from "./document-details.ts";
import { printedSigner } from "./merged-details.ts";

/** A paper of a matter, as far as it says what the matter could record. */
interface SayingPaper {
  readonly status: DocumentStatus;
  readonly toAgency: boolean;
  readonly facts: DocumentDetails;
}

type Address = readonly string[];

/** What the papers of a matter say alike, and what they say differently. */
export interface SaidByPapers {
  /** Signers whom every paper prints alike, as the fullest paper has them. */
  readonly signers: readonly SignerDetails[];
  /** Those whom papers print differently. */
  readonly differingSigners: readonly SignerDetails[];
  /** By organization, each address that stands on a paper. */
  readonly addresses: ReadonlyMap<string, readonly Address[]>;
  /** Each addressee of a letter to the agency. */
  readonly addressees: readonly Address[];
}

/** Papers that may still change, or come back to be changed; open drafts are asked first. */
const LIVING: readonly DocumentStatus[] = ["draft", "in_review", "approved"];

/** What the living papers say; what one leaves blank it does not say. */
export function saidByPapers(all: readonly SayingPaper[]): SaidByPapers {
  const papers = all
    .filter(({ status }) => LIVING.includes(status))
    .toSorted((a, b) => LIVING.indexOf(a.status) - LIVING.indexOf(b.status));
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

function signersOf(papers: readonly SayingPaper[]) {
  const named = papers.flatMap(({ facts: details }) =>
    details.signers.map((signer) => ({ signer, inCourt: details.caption !== null })),
  );
  // A paper for a court says more of a signer than a letter does.
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
