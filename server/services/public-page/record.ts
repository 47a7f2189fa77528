import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { outcomeDetails, OUTCOMES, type ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import type { FiledPaper, PublicDocket, PublicRecord } from "#app/domain/public-page/record.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { agencyEventsOf } from "#server/services/agency-record/events.ts";
import { itemIdsOf } from "#server/services/agency-record/release.ts";
import { docketEventsOf } from "#server/services/dockets/events.ts";
import { detailsOfDocket, nameOfDocket } from "#server/services/dockets/load.ts";
import type { LoadedMatter } from "#server/services/matters/load.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { readContent } from "#server/services/versions/content.ts";
import { publicAttachments } from "./attachments.ts";
import { itemsOfRequest } from "./items.ts";
import { filedElsewhere } from "#server/services/audit/brought.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/** The recorded facts of a matter that its public page and its timeline can show. */
export async function publicRecord(
  client: PrismaClient | Transaction,
  { row }: Pick<LoadedMatter, "row">,
): Promise<PublicRecord> {
  const [parties, filings, dockets, attachments] = await Promise.all([
    client.matterParty.findMany({
      // Only organizations that are here publish.
      where: { matterId: row.id, ...OF_HERE },
      include: { organization: true },
      orderBy: { position: "asc" },
    }),
    client.filing.findMany({
      where: { document: { matterId: row.id } },
      select: OF_FILING,
      orderBy: [{ filedOn: "asc" }, { at: "asc" }],
    }),
    client.docket.findMany({
      where: { matterId: row.id },
      include: {
        enforces: { select: { documentId: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    publicAttachments(client, row.id),
  ]);
  const sizes = await sizesOfPdfs(client, row.id);
  const elsewhere = await filedElsewhere(client, { matterId: row.id });
  const events = await agencyEventsOf(
    client,
    filings.map(({ documentId }) => documentId),
  );
  const lines = await docketEventsOf(
    client,
    dockets.map(({ id }) => id),
  );
  return {
    organizations: parties.map(({ organization: { id, ...told } }) => ({
      name: told.name,
      shortName: told.shortName,
      city: told.city,
      website: told.website,
      pressName: told.pressName,
      pressEmail: told.pressEmail,
      isLead: id === row.leadOrganizationId,
    })),
    agency: { department: row.agencyDepartment, component: row.agencyComponent },
    filings: filings.map((filing) => {
      const own = events.get(filing.documentId) ?? [];
      const isElsewhere = elsewhere.has(filing.documentId);
      return paperOf(filing, own, { bytes: sizes.get(filing.documentId) ?? 0, isElsewhere });
    }),
    attachments,
    dockets: dockets.map((docket) => docketOf(docket, lines.get(docket.id) ?? [])),
    calendar: await calendarOf(client),
  };
}

const OF_FILING = {
  documentId: true,
  filedOn: true,
  pdfHash: true,
  pdfName: true,
  origin: true,
  version: { select: { content: true } },
  document: {
    select: {
      kind: true,
      title: true,
      status: true,
      productions: {
        where: { retractedAt: null, event: { isRetracted: false } },
        select: {
          pagesFull: true,
          pagesPart: true,
          pagesWithheld: true,
          pagesReviewed: true,
          batesFrom: true,
          batesTo: true,
          itemIds: true,
          event: { select: { isInvented: true } },
        },
        orderBy: [{ dated: "asc" }, { id: "asc" }],
      },
      outcomes: { where: { retractedAt: null }, orderBy: [{ recordedAt: "asc" }, { id: "asc" }] },
    },
  },
} satisfies Prisma.FilingSelect;

type FilingRow = Prisma.FilingGetPayload<{ select: typeof OF_FILING }>;

function paperOf(
  { documentId, filedOn, pdfHash, pdfName, origin, version, document }: FilingRow,
  events: readonly AgencyEvent[],
  { bytes, isElsewhere }: { readonly bytes: number; readonly isElsewhere: boolean },
): FiledPaper {
  const { kind, title, status, outcomes, productions } = document;
  return {
    documentId,
    kind: kind as DocumentKind,
    title,
    filedOn,
    state: status === "withdrawn" || status === "superseded" ? status : "stands",
    isBroughtIn: origin === "elsewhere" || isElsewhere,
    pdf: { sha256: pdfHash, name: pdfName, bytes },
    items: kind === "request" ? itemsOfRequest(readContent(version.content).prose) : [],
    events,
    outcomes: outcomes.map(outcomeOf),
    productions: productions.map(({ event: { isInvented }, itemIds, ...counts }) => ({
      ...counts,
      itemIds: itemIdsOf(itemIds),
      isInvented,
    })),
  };
}

/** In bytes, without loading the PDFs: one with exhibits has megabytes. */
async function sizesOfPdfs(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<Map<string, number>> {
  const rows = await client.$queryRaw<{ documentId: string; bytes: number | bigint }[]>`
    SELECT f."documentId" AS "documentId", SUM(length(p."bytes")) AS "bytes"
    FROM "Filing" f JOIN "Document" d ON d."id" = f."documentId"
    JOIN "FiledPdfPiece" p ON p."sha256" = f."pdfHash"
    WHERE d."matterId" = ${matterId} GROUP BY f."documentId"`;
  return new Map(rows.map(({ documentId, bytes }) => [documentId, Number(bytes)]));
}

function docketOf(
  row: Prisma.DocketGetPayload<{
    include: { enforces: { select: { documentId: true } } };
  }>,
  events: readonly DocketEvent[],
): PublicDocket {
  const details = detailsOfDocket(row);
  const { court, district, caseNumber, filedOn } = details;
  return {
    docketId: row.id,
    title: nameOfDocket(details),
    court,
    district,
    caseNumber,
    filedOn,
    plaintiffs: details.plaintiffs.map(({ name }) => name),
    defendants: details.defendants.map(({ name }) => name),
    enforces: row.enforces.map(({ documentId }) => documentId),
    events,
  };
}

function outcomeOf(row: FilingRow["document"]["outcomes"][number]): ItemOutcome {
  const { id, itemId, dated, eventId } = row;
  const outcome = OUTCOMES.find((known) => known === row.outcome);
  if (!outcome) throw new Error(`an outcome is of no known kind: ${id}`);
  return {
    id,
    itemId,
    dated,
    eventId,
    outcome,
    details: outcomeDetails.parse(JSON.parse(row.details)),
  };
}
