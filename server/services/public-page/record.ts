import {
  AGENCY_EVENT_DETAILS,
  AGENCY_EVENT_KINDS,
  type AgencyEvent,
} from "#app/domain/agency-record/event.ts";
import { outcomeDetails, OUTCOMES, type ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import {
  DOCKET_EVENT_DETAILS,
  DOCKET_EVENT_KINDS,
  type DocketEvent,
} from "#app/domain/docket-event/event.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import type { FiledPaper, PublicDocket, PublicRecord } from "#app/domain/public-page/record.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { factsOfDocket, nameOfDocket } from "#server/services/dockets/load.ts";
import type { LoadedMatter } from "#server/services/matters/load.ts";
import { readContent } from "#server/services/versions/content.ts";
import { publicAttachments } from "./attachments.ts";
import { itemsOfRequest } from "./items.ts";

type Client = PrismaClient | Transaction;

/** What is on record of a matter, as far as its public page and its timeline can tell of it. */
export async function publicRecord(
  client: Client,
  { row }: Pick<LoadedMatter, "row">,
): Promise<PublicRecord> {
  const [parties, filings, dockets, attachments] = await Promise.all([
    client.matterParty.findMany({
      where: { matterId: row.id },
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
        events: { orderBy: [{ recordedAt: "asc" }, { id: "asc" }] },
        enforces: { select: { documentId: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    publicAttachments(client, row.id),
  ]);
  const sizes = await sizesOfPdfs(client, row.id);
  return {
    organizations: parties.map(({ organization: { id, name, shortName, city } }) => ({
      name,
      shortName,
      city,
      isLead: id === row.leadOrganizationId,
    })),
    agency: { department: row.agencyDepartment, component: row.agencyComponent },
    filings: filings.map((filing) => paperOf(filing, sizes.get(filing.documentId) ?? 0)),
    attachments,
    dockets: dockets.map(docketOf),
    invented: new Set(
      [
        ...filings.flatMap(({ document }) => document.agencyEvents),
        ...dockets.flatMap((docket) => docket.events),
      ]
        .filter(({ isInvented }) => isInvented)
        .map(({ id }) => id),
    ),
  };
}

const OF_FILING = {
  documentId: true,
  filedOn: true,
  pdfHash: true,
  pdfName: true,
  version: { select: { content: true } },
  document: {
    select: {
      kind: true,
      title: true,
      status: true,
      agencyEvents: { orderBy: [{ recordedAt: "asc" }, { id: "asc" }] },
      outcomes: { where: { retractedAt: null }, orderBy: [{ recordedAt: "asc" }, { id: "asc" }] },
    },
  },
} satisfies Prisma.FilingSelect;

type FilingRow = Prisma.FilingGetPayload<{ select: typeof OF_FILING }>;

function paperOf(
  { documentId, filedOn, pdfHash, pdfName, version, document }: FilingRow,
  bytes: number,
): FiledPaper {
  const { kind, title, status, agencyEvents, outcomes } = document;
  return {
    documentId,
    kind: kind as DocumentKind,
    title,
    filedOn,
    state: status === "withdrawn" || status === "superseded" ? status : "stands",
    pdf: { sha256: pdfHash, name: pdfName, bytes },
    items: kind === "request" ? itemsOfRequest(readContent(version.content).prose) : [],
    events: agencyEvents.map(agencyEventOf),
    outcomes: outcomes.map(outcomeOf),
  };
}

/** In bytes, without reading any of them: a filing with its exhibits has megabytes. */
async function sizesOfPdfs(client: Client, matterId: string): Promise<Map<string, number>> {
  const rows = await client.$queryRaw<{ documentId: string; bytes: number | bigint }[]>`
    SELECT f."documentId" AS "documentId", length(f."pdf") AS "bytes"
    FROM "Filing" f JOIN "Document" d ON d."id" = f."documentId"
    WHERE d."matterId" = ${matterId}`;
  return new Map(rows.map(({ documentId, bytes }) => [documentId, Number(bytes)]));
}

function docketOf(
  row: Prisma.DocketGetPayload<{
    include: { events: true; enforces: { select: { documentId: true } } };
  }>,
): PublicDocket {
  const facts = factsOfDocket(row);
  const { court, district, caseNumber, filedOn } = facts;
  return {
    docketId: row.id,
    title: nameOfDocket(facts),
    court,
    district,
    caseNumber,
    filedOn,
    plaintiffs: facts.plaintiffs.map(({ name }) => name),
    defendants: facts.defendants.map(({ name }) => name),
    enforces: row.enforces.map(({ documentId }) => documentId),
    events: row.events.map(docketEventOf),
  };
}

type AgencyEventRow = FilingRow["document"]["agencyEvents"][number];

function agencyEventOf(row: AgencyEventRow): AgencyEvent {
  const { id, dated, sent, received, note, recordedById, recordedAt, correctsId, isRetracted } =
    row;
  const kind = AGENCY_EVENT_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`an event of the agency record is of no known kind: ${id}`);
  const details = AGENCY_EVENT_DETAILS[kind].parse(JSON.parse(row.details));
  const common = { id, dated, sent, received, note, recordedById, recordedAt };
  // The table ties each kind to its details, which the compiler can't follow through a union.
  return { ...common, correctsId, isRetracted, kind, details } as AgencyEvent;
}

function docketEventOf(row: Prisma.DocketEventGetPayload<Record<string, never>>): DocketEvent {
  const { id, dated, number, text, correctsId, isRetracted, recordedById, recordedAt } = row;
  const kind = DOCKET_EVENT_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`a line of a docket is of no known kind: ${id}`);
  const details = DOCKET_EVENT_DETAILS[kind].parse(JSON.parse(row.details));
  const common = { id, dated, number, text, correctsId, isRetracted, recordedById, recordedAt };
  return { ...common, kind, details } as DocketEvent;
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
