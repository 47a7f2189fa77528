import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { FilingDetails, FilingMethod } from "#app/domain/filing.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { numberedItems } from "#app/document/numbering/requested-items.ts";
import { labeledDetails } from "#app/document/details/labeled-details.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { placeOf } from "#server/services/attachments/target.ts";
import { attachmentsAt } from "#server/services/attachments/views.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import { lookedThrough } from "./looked-through.ts";
import { filingCopiesOf } from "./copies.ts";
import { exhibitFilesOf } from "./exhibit-files.ts";
import type { FiledView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { standingOf } from "#server/services/reviews/standing.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { letterheadOf } from "#server/services/versions/letterhead.ts";
import { broughtAmong } from "#server/services/audit/brought.ts";
import { archiveOfFiling } from "#server/services/bringing/origin.ts";

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
  const { row, subject } = found.value;
  const filing = await client.filing.findUnique({
    where: { documentId },
    include: {
      corrections: { orderBy: [{ recordedAs: "asc" }, { id: "asc" }] },
      signatures: { orderBy: { position: "asc" } },
    },
  });
  const standing = await standingOf(client, actor, subject);
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
    subject.matter.partyIds,
  );
  const { method, filedOn, zone, addressee, confirmation, certifier, pdfHash, pdfName } = filing;
  const { partyIds } = subject.matter;
  const attachments = await attachmentsAt(client, "filing", [documentId], partyIds);
  const place = await placeOf(client, "filing", documentId);
  const siblings = await otherFilings(client, row.matterId, documentId);
  const copies = await filingCopiesOf(client, documentId, partyIds);
  const filed = copies.find(({ confirmedAt }) => confirmedAt !== null);
  const broughtIn =
    filing.origin === "elsewhere"
      ? await broughtInView(client, row.matterId, filing, content)
      : null;
  const html = await resources.texts.html(content.prose, content);
  if (!html.ok) return html;
  return done({
    document: documentTag(actor, row),
    standing,
    version: standing.version,
    html: html.value,
    facts: labeledDetails(content.facts),
    letterhead: letterheadOf(content),
    filing: {
      filedOn,
      zone,
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
      before: JSON.parse(correction.before) as Partial<FilingDetails>,
      after: JSON.parse(correction.after) as Partial<FilingDetails>,
      by: people.get(correction.byId) ?? null,
      at: correction.at.toISOString(),
    })),
    attachments: attachments.get(documentId) ?? [],
    mayAttach: place.ok && place.value.mayChange(actor).ok,
    fromArchive: await archiveOfFiling(client, row),
    broughtIn,
    copies,
    exhibitsApart: filed?.exhibits === "separate" ? exhibitFilesOf(content) : [],
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

async function broughtInView(
  client: PrismaClient,
  matterId: string,
  { pdfHash, scan }: { readonly pdfHash: string; readonly scan: string | null },
  { prose, facts }: StoredContent,
): Promise<FiledView["broughtIn"]> {
  const everyCopy = await client.filingCopy.findMany({
    where: { pdfHash },
    select: {
      recordedAs: true,
      madeAt: true,
      confirmedAt: true,
      document: { select: { title: true, matterId: true, status: true } },
    },
    orderBy: [{ confirmedAt: { sort: "asc", nulls: "last" } }, { madeAt: "asc" }, { id: "asc" }],
  });
  const brought = await broughtAmong(
    client,
    everyCopy.map(({ recordedAs }) => recordedAs),
  );
  // A copy that an archive tells of was not made by this workspace.
  const copies = everyCopy.filter(({ recordedAs }) => !brought.has(recordedAs));
  const isHere = (copy: (typeof copies)[number]) => copy.document.matterId === matterId;
  const made = copies.find(isHere) ?? copies[0];
  return {
    organizations: facts.organizations.map(({ name }) => name),
    numbers: facts.trackingNumbers,
    items: numberedItems(prose),
    ...lookedThrough(scan),
    madeAs: made
      ? {
          at: made.madeAt.toISOString(),
          paper: isHere(made)
            ? {
                title: made.document.title,
                standing:
                  made.confirmedAt === null
                    ? "unconfirmed"
                    : made.document.status === "withdrawn"
                      ? "withdrawn"
                      : "confirmed",
              }
            : null,
        }
      : null,
  };
}

/** The other filed documents of the matter. */
async function otherFilings(client: PrismaClient, matterId: string, documentId: string) {
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
