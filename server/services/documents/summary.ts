import { trackingNumbersOf } from "#app/domain/agency-record/tracking.ts";
import { determinationDue } from "#app/domain/deadlines/of-request.ts";
import type { Instant } from "#server/services/instant.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { clocksOf } from "#server/services/agency-record/clocks.ts";
import { agencyEventsOf } from "#server/services/agency-record/events.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import { lastAuthorship } from "./authorship.ts";

/** An entry of a list of documents. */
export interface DocumentSummary {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  /** When it got that status. */
  readonly statusAt: Instant;
  readonly editedAt: Instant;
  /** The last writer; null if nobody has written since it was created. */
  readonly editedBy: PersonTag | null;
  readonly requiredOrganizations: readonly OrganizationTag[];
  /** Null for unfiled documents. */
  readonly filed: FilingSummary | null;
}

/** A filing in lists. */
export interface FilingSummary {
  /** ISO date. */
  readonly on: string;
  /** The agency's or the court's number; null where none is recorded. */
  readonly number: string | null;
  /** The number by which a portal or a carrier confirmed it; neither the agency's nor the court's. */
  readonly confirmation: string | null;
  /** ISO day by which the agency owes its determination; null where it owes none, or unasked. */
  readonly due: string | null;
  /** Whether it was filed before it came here, as a PDF that was brought in (L59). */
  readonly isBroughtIn: boolean;
  /** The person who recorded it; null where they have left. */
  readonly by: PersonTag | null;
}

/** The sequence number of a new draft's template; people's edits come after it. */
export const TEMPLATE_SEQUENCE = 1;

/** The Prisma selection for an entry of a list. */
export const FOR_SUMMARY = {
  requirements: {
    include: { organization: true },
    orderBy: [{ organization: { name: "asc" } }, { organizationId: "asc" }],
  },
} satisfies Prisma.DocumentInclude;

type SummaryRow = Prisma.DocumentGetPayload<{ include: typeof FOR_SUMMARY }>;

/**
 * Entries for documents of matters whose parties are `partyIds`, in the given order.
 * @param today ISO date, where filings are dated, for the days on which determinations are due.
 */
export async function summarize(
  client: PrismaClient,
  rows: readonly SummaryRow[],
  partyIds: ReadonlySet<string>,
  today: string | null = null,
): Promise<DocumentSummary[]> {
  const writers = await Promise.all(rows.map(({ id }) => lastWriter(client, id)));
  const filings = await client.filing.findMany({
    where: { documentId: { in: rows.map(({ id }) => id) } },
    // Without the bytes, which are megabytes.
    select: {
      documentId: true,
      filedOn: true,
      confirmation: true,
      caseNumber: true,
      filedById: true,
      origin: true,
    },
  });
  const people = await personTags(
    client,
    [...writers.filter((userId) => userId !== null), ...filings.map(({ filedById }) => filedById)],
    partyIds,
  );
  const filingOf = new Map(filings.map((filing) => [filing.documentId, filing]));
  const requests = rows.filter(({ id, kind }) => kind === "request" && filingOf.has(id));
  const requestIds = requests.map(({ id }) => id);
  const clocks = today === null ? null : await clocksOf(client, requestIds, today);
  // A clock comes with the numbers of the events it was counted from.
  const events = clocks === null ? await agencyEventsOf(client, requestIds) : null;
  const filedTag = (row: SummaryRow): FilingSummary | null => {
    const filing = filingOf.get(row.id);
    if (!filing) return null;
    const by = people.get(filing.filedById) ?? null;
    const { record, clock, trackingNumbers, currentEvents } = clocks?.get(row.id) ?? {};
    const isOver =
      row.status !== "filed" || (currentEvents ?? []).some(({ kind }) => kind === "closed");
    const [given] = trackingNumbers ?? trackingNumbersOf(events?.get(row.id) ?? []);
    return {
      on: filing.filedOn,
      number: given?.number ?? numberOf(row, filing),
      confirmation: filing.confirmation,
      due: record && clock && !isOver ? determinationDue({ record, clock }) : null,
      isBroughtIn: filing.origin === "elsewhere",
      by,
    };
  };
  return rows.map((row, index) => ({
    id: row.id,
    title: row.title,
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    statusAt: row.statusAt.toISOString(),
    editedAt: row.editedAt.toISOString(),
    editedBy: people.get(writers[index] ?? "") ?? null,
    requiredOrganizations: row.requirements.map(({ organization }) =>
      organizationTag(organization),
    ),
    filed: filedTag(row),
  }));
}

/** The agency's or court's number that a filed document was filed with; null where it had none. */
function numberOf(
  { kind, facts }: SummaryRow,
  filing: { readonly caseNumber: string | null },
): string | null {
  const { caption, trackingNumbers } = readDetails(facts);
  if (caption !== null) return filing.caseNumber ?? caption.caseNumber;
  // Others have the number of the request that they are about.
  return kind === "request" ? (trackingNumbers[0] ?? null) : null;
}

/** The author of the draft's last batch; null if nobody has written since the template. */
async function lastWriter(client: PrismaClient, documentId: string): Promise<string | null> {
  const last = await lastAuthorship(client, documentId, { after: TEMPLATE_SEQUENCE });
  return last?.userId ?? null;
}
