import type { DocumentKind } from "#app/domain/document.ts";
import { verifyForm } from "#app/domain/forms/filing.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { REPLAYED_EVENTS, replayDocument } from "#app/domain/replayed-document.ts";
import { refuseDifference } from "#server/services/audit/agreement.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { leadAt } from "#server/services/matters/lead-at.ts";
import { readForm } from "#server/services/form.ts";
import { dateOfFilings } from "./day.ts";
import type { VerifiedView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { broughtAmong, filedElsewhere, NOT_BROUGHT } from "#server/services/audit/brought.ts";

/**
 * Whether a file with that SHA-256 was filed from this workspace, made for filing, or came back
 * stamped; for anybody. It reveals no more than the file itself: the kind of document, the date it
 * prints or was filed on, and the organization that led then. Not its title, its matter, its people, or
 * later events of a filing. What came with an archive was not filed from here: nobody is told of it.
 */
export async function verifyHash(
  resources: Resources,
  sent: unknown,
): Promise<Outcome<VerifiedView>> {
  const {
    database: { client },
    log,
  } = resources;
  const form = readForm(verifyForm, sent);
  if (!form.ok) return form;
  const { hash } = form.value;
  const of = { document: { select: { kind: true, matterId: true } } } as const;
  const everyFiling = await client.filing.findMany({
    where: { pdfHash: hash },
    // "here" before "elsewhere": who brings in the same bytes changes nothing about a filing.
    orderBy: [{ origin: "desc" }, { at: "desc" }, { documentId: "asc" }],
    select: {
      documentId: true,
      filedOn: true,
      origin: true,
      at: true,
      withdrawalReason: true,
      ...of,
    },
  });
  const elsewhere = await filedElsewhere(client, {
    documentIds: everyFiling.map((filing) => filing.documentId),
  });
  const filings = everyFiling.filter((filing) => !elsewhere.has(filing.documentId));
  const [first = null] = filings;
  // One that was brought in anew may correct one that was mistyped and taken back.
  const filing =
    filings.find((it) => it.origin === first?.origin && it.withdrawalReason === null) ?? first;
  // Prefers a current copy to a void one: the same pages may have been made twice.
  const copies = filing
    ? []
    : await client.filingCopy.findMany({
        where: { pdfHash: hash },
        orderBy: [{ voidedAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
        select: {
          id: true,
          documentId: true,
          printedOn: true,
          voidedAt: true,
          recordedAs: true,
          ...of,
        },
      });
  const brought = await broughtAmong(
    client,
    copies.map(({ recordedAs }) => recordedAs),
  );
  const copy = copies.find(({ recordedAs }) => !brought.has(recordedAs)) ?? null;
  const stamped = (filing ?? copy) ? null : await stampedCopy(client, hash);
  if (stamped?.isForged) {
    const { documentId } = stamped;
    const differences = [{ line: null, why: "a stamped copy is in no line of the record" }];
    return refuseDifference(log, { documentId, purpose: "shown", differences });
  }
  const paper = filing ?? copy;
  const lead = paper ? await recordedLead(resources, hash, paper) : done("");
  if (!lead.ok) return lead;
  return done({
    hash,
    filing: filing && {
      kind: filing.document.kind as DocumentKind,
      filedOn: filing.filedOn,
      filedBy: lead.value,
      broughtInOn: filing.origin === "elsewhere" ? dateOfFilings(filing.at) : null,
    },
    copy: copy && {
      kind: copy.document.kind as DocumentKind,
      printedOn: copy.printedOn,
      madeBy: lead.value,
      isVoid: copy.voidedAt !== null,
    },
    stamped: stamped && {
      kind: stamped.kind,
      filedOn: stamped.filedOn,
      filedBy: stamped.filedBy,
      broughtInOn: stamped.broughtInOn,
    },
  });
}

interface StoredPaper {
  readonly documentId: string;
  readonly document: { readonly matterId: string };
  /** Of a filing. */
  readonly origin?: string;
  /** Of a copy made for filing. */
  readonly id?: string;
}

/**
 * The organization that led when it was recorded that a paper was filed or made. Refuses what the record
 * tells otherwise: somebody with access to the table could forge the confirmation of a document that was never filed.
 */
async function recordedLead(
  { database: { client }, log }: Resources,
  hash: string,
  { documentId, document: { matterId }, origin, id }: StoredPaper,
): Promise<Outcome<string>> {
  const lines = await client.auditEvent.findMany({
    where: { documentId, type: { in: [...REPLAYED_EVENTS] } },
    orderBy: { sequence: "asc" },
  });
  const recorded = replayDocument(lines.map(lineOf));
  const told =
    origin === undefined
      ? recorded.filingCopies.find(({ columns }) => columns["id"] === id)
      : recorded.filing;
  const isOther = origin !== undefined && told?.columns["origin"] !== origin;
  if (!told || told.columns["pdfHash"] !== hash || isOther) {
    const differences = [{ line: told?.line ?? null, why: "the filing has another hash" }];
    return refuseDifference(log, { documentId, purpose: "shown", differences });
  }
  return done(await leadAt(client, { matterId, line: told.line }));
}

/** The stamped copy with that hash and its filing; null if there is none. */
async function stampedCopy(client: PrismaClient, sha256: string) {
  const rows = await client.attachment.findMany({
    where: { sha256, role: "stamped-copy", removedAt: null, filedId: { not: null } },
    orderBy: [{ uploadedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      filed: {
        select: {
          documentId: true,
          filedOn: true,
          document: { select: { kind: true, matterId: true } },
        },
      },
    },
  });
  const filedIds = rows.flatMap(({ filed }) => filed?.documentId ?? []);
  const elsewhere = await filedElsewhere(client, { documentIds: filedIds });
  const row = rows.find(({ filed }) => filed && !elsewhere.has(filed.documentId));
  if (!row?.filed) return null;
  const { documentId, filedOn, document } = row.filed;
  const lines = await client.auditEvent.findMany({
    where: {
      documentId,
      type: "attachment.added",
      AND: [{ details: { contains: row.id } }, NOT_BROUGHT],
    },
    select: { details: true },
  });
  const isRecorded = lines.some(({ details }) => {
    const told = JSON.parse(details) as Readonly<Record<string, unknown>>;
    return told["attachmentId"] === row.id && told["sha256"] === sha256;
  });
  const filed = await client.auditEvent.findFirst({
    where: { documentId, type: { in: ["document.filed", "document.brought-in"] }, ...NOT_BROUGHT },
    orderBy: { sequence: "asc" },
  });
  if (!filed || !isRecorded) return { isForged: true, documentId } as const;
  return {
    isForged: false,
    kind: document.kind as DocumentKind,
    filedOn,
    filedBy: await leadAt(client, { matterId: document.matterId, line: filed.sequence }),
    broughtInOn: filed.type === "document.brought-in" ? dateOfFilings(filed.at) : null,
  } as const;
}
