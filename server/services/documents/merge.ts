import { readParties } from "#app/document/details/docket.ts";
import { withNewSigners } from "#app/document/details/details-for-new.ts";
import {
  readDetails,
  writeDetails,
  type SignerDetails,
} from "#app/document/details/document-details.ts";
import { mergedDetails, type DetailSources } from "#app/document/details/merged-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { recordedChanges } from "./detail-changes.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/** The Prisma selection for the sources of a document's details. */
const FOR_SOURCES = {
  docket: true,
  matter: {
    select: {
      sharedFacts: true,
      parties: {
        where: OF_HERE,
        select: { organization: { select: { id: true, name: true, city: true } } },
      },
    },
  },
} as const;

interface MergedDocketRow {
  readonly court: string;
  readonly district: string;
  readonly division: string | null;
  readonly caseNumber: string | null;
  readonly judge: string | null;
  readonly parties: string;
}

/** The sources of a document's details, from their rows. */
function sourcesOf(row: {
  readonly docket: MergedDocketRow | null;
  readonly toAgency: boolean;
  readonly matter: {
    readonly sharedFacts: string;
    readonly parties: readonly {
      readonly organization: NonNullable<DetailSources["parties"]>[number];
    }[];
  };
}): DetailSources {
  const { docket, toAgency, matter } = row;
  return {
    docket: docket && { ...docket, ...readParties(docket.parties) },
    shared: readSharedDetails(matter.sharedFacts),
    toAgency,
    parties: matter.parties.map(({ organization }) => organization),
  };
}

/** Loads the sources of a document's details. */
export async function loadSources(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<DetailSources> {
  return sourcesOf(
    await client.document.findUniqueOrThrow({ where: { id: documentId }, include: FOR_SOURCES }),
  );
}

/** The act that changes drafts' details. */
interface MergingAct {
  /** Null for the server itself. */
  readonly actorId: string | null;
  readonly at: Date;
  /**
   * The source that changed. The record names it: whoever changed it edited no details of the drafts
   * that follow.
   */
  readonly follows: "docket" | "matter" | "party" | "draft";
  /**
   * Signers recorded for the first time: they sign where nobody was chosen for their organization.
   */
  readonly newSigners?: readonly SignerDetails[];
}

/**
 * Merges the details of open drafts again, after their docket, their matter's shared details or the name
 * of a party changed, with an audit line for each; returns the changed drafts. What is pinned stays: a
 * document in review, approved or filed is merged again when it returns to draft. So two papers of one
 * lawsuit can't drift apart, as they did where each had its own court, number and parties.
 */
export async function mergeDrafts(
  tx: Transaction,
  which: { readonly id: string } | { readonly docketId: string } | { readonly matterId: string },
  { actorId, at, follows, newSigners = [] }: MergingAct,
): Promise<string[]> {
  const rows = await tx.document.findMany({
    where: { ...which, status: "draft" },
    select: { id: true, matterId: true, facts: true, toAgency: true, ...FOR_SOURCES },
    orderBy: { id: "asc" },
  });
  const changed: string[] = [];
  for (const row of rows) {
    const before = readDetails(row.facts);
    const after = withNewSigners(mergedDetails(before, sourcesOf(row)), newSigners);
    const facts = writeDetails(after);
    if (facts === writeDetails(before)) continue;
    // A submission that has read the old details must not pin them (R16).
    await tx.document.update({
      where: { id: row.id },
      data: { facts, factsRevision: { increment: 1 } },
    });
    await appendEvent(tx, at, {
      type: "document.facts-edited",
      actorId,
      matterId: row.matterId,
      documentId: row.id,
      details: { ...recordedChanges(before, after), follows },
    });
    changed.push(row.id);
  }
  return changed;
}
