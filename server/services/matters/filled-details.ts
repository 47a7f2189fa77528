import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import { DETAILS_LIMITS, readDetails } from "#app/document/details/document-details.ts";
import { detailsForNew } from "#app/document/details/details-for-new.ts";
import {
  SHARED_SIGNERS,
  readSharedDetails,
  type SharedDetails,
} from "#app/document/details/shared-details.ts";
import { suggestedDetails } from "#app/document/details/suggested-shared.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { agencyOf } from "./agency.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

type MatterRow = Parameters<typeof agencyOf>[0] & {
  readonly id: string;
  readonly sharedFacts: string;
};

export type DocumentWithDetails = Awaited<ReturnType<typeof papersOf>>[number];

/**
 * The recorded shared details, completed where missing with values on which all documents agree:
 * the initial values of the form. Values that differ are left empty, so that saving overwrites none
 * of them.
 */
export async function filledDetails(client: PrismaClient | Transaction, row: MatterRow) {
  const parties = await partiesOf(client, row.id);
  const documents = await papersOf(client, row.id);
  const recorded = readSharedDetails(row.sharedFacts);
  const said = suggestedDetails(documents);
  const organizations = new Map(parties.map(({ id, name }) => [id, name]));
  for (const { facts } of documents) {
    for (const { id, name } of facts.organizations) {
      if (!organizations.has(id)) organizations.set(id, name);
    }
  }
  const addresses = new Map(recorded.organizations.map(({ id, address }) => [id, address]));
  const listed = [...organizations.keys()].slice(0, DETAILS_LIMITS.organizations);
  const known = new Set(recorded.signers.map(({ id }) => id));
  const unrecorded = said.signers.filter(({ id }) => !known.has(id));
  const office = recorded.addressee;
  const filled: SharedDetails = {
    organizations: listed.map((id) => ({
      id,
      address: addresses.get(id) ?? commonValue(said.addresses.get(id) ?? []) ?? [],
    })),
    signers: [...recorded.signers, ...unrecorded].slice(0, SHARED_SIGNERS),
    addressee:
      office ??
      (said.addressees.length > 0 ? commonValue(said.addressees) : defaultAddressee(row, parties)),
  };
  const differing = {
    organizations: listed.flatMap((id) => {
      const says = said.addresses.get(id) ?? [];
      return says.length > 1 && !addresses.has(id) ? [{ id, says }] : [];
    }),
    addressee: office === null && said.addressees.length > 1 ? said.addressees : [],
    signers: said.differingSigners.filter(({ id }) => !known.has(id)).map(({ name }) => name),
  };
  return {
    recorded,
    filled,
    differing,
    organizations: [...organizations].map(([id, name]) => ({ id, name })),
    documents,
  };
}

/** The common value; null if they differ or there is none. */
function commonValue<T>(said: readonly T[]): T | null {
  return said.length === 1 ? (said[0] ?? null) : null;
}

/** The addressee of a new request. */
function defaultAddressee(row: MatterRow, parties: Awaited<ReturnType<typeof partiesOf>>) {
  const request = { kind: "request", layoutProfile: "letter" } as const;
  return detailsForNew(request, { parties, agency: agencyOf(row) }).letter?.addressee ?? null;
}

async function partiesOf(client: PrismaClient | Transaction, matterId: string) {
  const parties = await client.matterParty.findMany({
    where: { matterId, ...OF_HERE },
    include: { organization: { select: { id: true, name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  return parties.map(({ organization }) => organization);
}

async function papersOf(client: PrismaClient | Transaction, matterId: string) {
  const rows = await client.document.findMany({
    where: { matterId },
    select: { id: true, title: true, kind: true, status: true, facts: true, toAgency: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    ...row,
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    facts: readDetails(row.facts),
  }));
}
