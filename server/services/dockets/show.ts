import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import { kindsThat } from "#app/domain/document-kinds/index.ts";
import { papersDue } from "#app/domain/document-kinds/papers-due.ts";
import { COURT_PROFILES } from "#app/domain/layout.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketOfCaption, type DocketDetails } from "#app/document/details/docket.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { detailsForNew } from "#app/document/details/details-for-new.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentFor, subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { mayMoveTo } from "#server/services/documents/movable.ts";
import type { DocketSummary, DocketView, NewDocketView } from "./views.ts";
import { knownAgency } from "#server/services/matters/agency.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { docketEventsOf } from "./events.ts";
import { docketFor, detailsOfDocket, filingsOf, nameOfDocket } from "./load.ts";
import { UNKNOWN } from "./unknown.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/** A lawsuit, its documents and the filings that it enforces. */
export async function showDocket(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
  docketId: string,
): Promise<Outcome<DocketView>> {
  const found = await docketFor(client, actor, slug, docketId);
  if (!found.ok) return found;
  const { row, subject, docket } = found.value;
  const filings = await filingsOf(client, row.id);
  const enforced = new Set(docket.enforces.map(({ documentId }) => documentId));
  const documents = await client.document.findMany({
    where: { docketId },
    select: { id: true, title: true, kind: true, status: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const mayDraft = may(actor, "document.create", { matter: subject }).ok;
  return done({
    id: docketId,
    name: nameOfDocket(detailsOfDocket(docket)),
    matter: { slug: row.slug, title: row.title },
    facts: detailsOfDocket(docket),
    documents: documents.map((document) => ({
      ...document,
      kind: document.kind as DocumentKind,
      status: document.status as DocumentStatus,
    })),
    enforces: filings.filter(({ id }) => enforced.has(id)),
    filings,
    moves: await movesOf(client, actor, row.id, docketId),
    drafts: mayDraft ? await papersAskedFor(client, docketId, documents) : [],
    may: { edit: may(actor, "docket.edit", { matter: subject }).ok, draft: mayDraft },
  });
}

/** Papers of the matter that can be moved: of this docket where there is another one, and of the others or none. */
async function movesOf(
  client: PrismaClient,
  actor: Actor,
  matterId: string,
  docketId: string,
): Promise<DocketView["moves"]> {
  const dockets = await client.docket.count({ where: { matterId } });
  const rows = await client.document.findMany({
    where: { matterId, kind: { in: kindsThat(({ caption }) => caption !== null) } },
    include: FOR_SUBJECT,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const movable = rows.filter((row) => mayMoveTo(actor, subjectOfDocument(row)).ok);
  const tags = (of: typeof rows) =>
    of.map(({ id, title, kind, status }) => ({
      id,
      title,
      kind: kind as DocumentKind,
      status: status as DocumentStatus,
    }));
  return {
    out: dockets > 1 ? tags(movable.filter((row) => row.docketId === docketId)) : [],
    in: tags(movable.filter((row) => row.docketId !== docketId)),
  };
}

/** The deadlines that ask for a paper which can be drafted here, unless it is under way. */
async function papersAskedFor(
  client: PrismaClient,
  docketId: string,
  documents: readonly { readonly kind: string; readonly status: string }[],
): Promise<DocketView["drafts"]> {
  const events = (await docketEventsOf(client, [docketId])).get(docketId) ?? [];
  return papersDue(events).filter(({ kind }) => {
    const isUnderWay = documents.some(
      (document) => document.kind === kind && OPEN.has(document.status),
    );
    return !isUnderWay;
  });
}

const OPEN: ReadonlySet<string> = new Set(["draft", "in_review", "approved"]);

/** Where several have one name, as before they have a number, their first papers tell them apart. */
function nameAmong(names: readonly string[], at: number, paper: string | undefined): string {
  const name = names[at] ?? "";
  const isAlone = names.filter((other) => other === name).length === 1;
  return isAlone || paper === undefined ? name : `${name} (“${paper}”)`;
}

/** The dockets of a matter, oldest first. */
export async function listDockets(
  client: PrismaClient,
  matterId: string,
): Promise<DocketSummary[]> {
  const rows = await client.docket.findMany({
    where: { matterId },
    include: {
      _count: { select: { documents: true } },
      documents: {
        select: { title: true },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: 1,
      },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const names = rows.map((row) => nameOfDocket(detailsOfDocket(row)));
  return rows.map((row, at) => {
    const { court, district, caseNumber, filedOn } = detailsOfDocket(row);
    return {
      id: row.id,
      name: nameAmong(names, at, row.documents[0]?.title),
      court,
      district,
      caseNumber,
      filedOn,
      papers: row._count.documents,
    };
  });
}

/**
 * The initial values of the form for a new docket: the caption of that draft, which must not have a
 * docket yet, or the matter's known facts.
 */
export async function newDocket(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
  documentId: string | null,
): Promise<Outcome<NewDocketView>> {
  const found = await matterFor(client, actor, "docket.create", slug);
  if (!found.ok) return found;
  const { row } = found.value;
  const known = {
    matter: { slug: row.slug, title: row.title },
    filings: await filingsOf(client, row.id),
  };
  if (documentId === null) {
    return done({ ...known, facts: await firstDocket(client, row), document: null });
  }
  const document = await documentFor(client, actor, "document.edit", documentId);
  if (!document.ok) return document;
  const paper = document.value.row;
  const { caption } = readDetails(paper.facts);
  if (paper.matterId !== row.id || paper.docketId !== null || caption === null) {
    return refuse("not-found");
  }
  return done({
    ...known,
    facts: { ...docketOfCaption(caption), ...UNKNOWN },
    document: { id: paper.id, title: paper.title, factsRevision: paper.factsRevision },
  });
}

async function firstDocket(
  client: PrismaClient,
  row: Parameters<typeof knownAgency>[0] & { readonly id: string },
): Promise<DocketDetails> {
  const parties = await client.matterParty.findMany({
    where: { matterId: row.id, ...OF_HERE },
    include: { organization: { select: { id: true, name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  const [layoutProfile] = COURT_PROFILES;
  const { caption } = detailsForNew(
    { kind: "complaint", layoutProfile },
    { parties: parties.map(({ organization }) => organization), agency: knownAgency(row) },
  );
  if (!caption) throw new Error("a complaint has a caption");
  // Nobody has chosen the court yet.
  return { ...docketOfCaption(caption), district: "", ...UNKNOWN };
}
