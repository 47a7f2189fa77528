import type { Actor } from "../../../app/domain/actor";
import type { DocumentKind, DocumentStatus } from "../../../app/domain/document";
import type { FilingFacts, FilingMethod } from "../../../app/domain/filing";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { factsInWords } from "../../../app/prose/facts-in-words";
import type { PrismaClient } from "../../database";
import { documentFor } from "../documents/load";
import { documentTag } from "../documents/tag";
import { personTags } from "../people/tag";
import type { FiledView } from "../record-views";
import type { Resources } from "../resources";
import { standingOf } from "../reviews/standing";
import { contentOf } from "../versions/stored";
import { letterheadOf } from "../versions/letterhead";

/**
 * A filed document: its text, who approved what and when, the filing with its corrections, the hash
 * of the stored PDF. Refuses `wrong-status` before it is filed.
 */
export async function showFiled(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<FiledView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const filing = await client.filing.findUnique({
    where: { documentId },
    omit: { pdf: true },
    include: {
      corrections: { orderBy: [{ recordedAs: "asc" }, { id: "asc" }] },
      signatures: { orderBy: { position: "asc" } },
    },
  });
  const standing = await standingOf(client, actor, facts);
  if (!filing || !standing.version) {
    return refuse(
      "wrong-status",
      "This document has not been filed yet. Nothing was changed; its desk says what comes next.",
    );
  }
  const stored = await contentOf(resources, documentId, filing.versionId);
  if (!stored.ok) return stored;
  const content = stored.value;
  const people = await personTags(
    client,
    [
      filing.filedById,
      ...(filing.endedById ? [filing.endedById] : []),
      ...filing.corrections.map(({ byId }) => byId),
    ],
    facts.matter.partyIds,
  );
  const { method, filedOn, addressee, confirmation, certifier, pdfHash, pdfName } = filing;
  const siblings = await relatives(client, row.matterId, documentId);
  const html = await resources.texts.html(content.prose, content);
  if (!html.ok) return html;
  return done({
    document: documentTag(row),
    standing,
    version: standing.version,
    html: html.value,
    facts: factsInWords(content.facts),
    letterhead: letterheadOf(content),
    filing: {
      filedOn,
      method: method as FilingMethod,
      addressee,
      confirmation,
      certifier,
      pdfHash,
      pdfName,
      caseNumber: filing.caseNumber,
      signatures: filing.signatures.map(({ name, organization, consent }) => ({
        name,
        organization,
        consent,
      })),
      by: people.get(filing.filedById) ?? null,
      at: filing.at.toISOString(),
    },
    corrections: filing.corrections.map((correction) => ({
      before: JSON.parse(correction.before) as Partial<FilingFacts>,
      after: JSON.parse(correction.after) as Partial<FilingFacts>,
      by: people.get(correction.byId) ?? null,
      at: correction.at.toISOString(),
    })),
    ended:
      filing.endedAt && filing.endedById
        ? {
            successor: siblings.find(({ id }) => id === filing.successorId) ?? null,
            reason: filing.withdrawalReason,
            by: people.get(filing.endedById) ?? null,
            at: filing.endedAt.toISOString(),
          }
        : null,
    supersedes: siblings.filter(({ successorId }) => successorId === documentId),
    successors: siblings.filter(({ status }) => status === "filed"),
  });
}

/** The other documents of the matter that were filed. */
async function relatives(client: PrismaClient, matterId: string, documentId: string) {
  const rows = await client.document.findMany({
    where: { matterId, id: { not: documentId }, filing: { isNot: null } },
    select: {
      id: true,
      title: true,
      kind: true,
      status: true,
      filing: { select: { filedOn: true, successorId: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, title, kind, status, filing }) => ({
    id,
    title,
    kind: kind as DocumentKind,
    status: status as DocumentStatus,
    filedOn: filing?.filedOn ?? "",
    successorId: filing?.successorId ?? null,
  }));
}
