import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import {
  holdsEveryWord,
  ORGANIZATION_TEXT_LIMITS,
  queryWords,
} from "#app/domain/organization-texts.ts";
import { may, organizationsToKeepFor, threadOrganizations } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { shownTemplate } from "#app/document/organization-texts/begin.ts";
import { peopleOf } from "#app/document/organization-texts/people-in-text.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { proseOf } from "./content.ts";
import { hasText } from "./keep.ts";
import { CLAUSE_HEAD, keptTextFor, TEMPLATE_HEAD, type TextHead, type TextKind } from "./load.ts";
import type {
  ClauseContent,
  ClauseLibraryView,
  KeepTemplateView,
  KeptTextSummary,
  KeptTextView,
  OrganizationTextsView,
} from "./views.ts";

/** How many texts are looked through at once; between them others have their turn. */
const AT_ONCE = 20;

/** The templates and clauses of an organization, for its own people. */
export async function showOrganizationTexts(
  { database: { client } }: Resources,
  actor: Actor,
  organizationId: string,
  query: string,
): Promise<Outcome<OrganizationTextsView>> {
  const allowed = may(actor, "organization.view", { organizationId });
  if (!allowed.ok) return allowed;
  const organization = await client.organization.findUnique({ where: { id: organizationId } });
  if (!organization) return refuse("not-found");
  const templates = await client.template.findMany({
    where: { organizationId },
    select: TEMPLATE_HEAD,
    orderBy: [{ kind: "asc" }, { name: "asc" }, { id: "asc" }],
    take: ORGANIZATION_TEXT_LIMITS.templates,
  });
  const clauses = await clausesOf(client, [organizationId]);
  const words = queryWords(query);
  const found = await holding(client, clauses, words);
  const named = templates.filter(({ name, note }) => holdsEveryWord(`${name} ${note}`, words));
  const names = await namesOf(client, [...named, ...found]);
  return done({
    organization: organizationTag(organization),
    query: query.slice(0, ORGANIZATION_TEXT_LIMITS.query),
    templates: named.map((row) => ({
      ...summaryOf(row, names),
      // Only services write it, from the domain's closed set.
      kind: row.kind as DocumentKind,
    })),
    clauses: found.map((row) => summaryOf(row, names)),
    total: templates.length + clauses.length,
    mayKeep: may(actor, "organization.keep-texts", { organizationId }).ok,
  });
}

/** One of them with its text. */
export async function showKeptText(
  resources: Resources,
  actor: Actor,
  as: TextKind,
  organizationId: string,
  id: string,
): Promise<Outcome<KeptTextView>> {
  const { client } = resources.database;
  const found = await keptTextFor(client, actor, as, [organizationId, id]);
  if (!found.ok) return found;
  const organization = await client.organization.findUnique({ where: { id: organizationId } });
  const stored = await storedOf(client, as, id);
  if (!organization || !stored) return refuse("not-found");
  const prose = proseOf(stored);
  if (!prose.ok) return prose;
  const text = await resources.texts.paint(shownTemplate(prose.value), NO_PAGE_DETAILS);
  if (!text.ok) return text;
  const row = found.value;
  const names = await namesOf(client, [row]);
  return done({
    ...summaryOf(row, names),
    organization: organizationTag(organization),
    kind: "kind" in stored ? (stored.kind as DocumentKind) : null,
    revision: row.revision,
    createdBy: names.get(row.createdById) ?? null,
    createdAt: row.createdAt.toISOString(),
    html: text.value.html,
    mayKeep: may(actor, "organization.keep-texts", { organizationId }).ok,
  });
}

/** The clauses for the desk of a document: those of the reader's organizations among the parties. */
export async function showClauseLibrary(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  query: string,
): Promise<Outcome<ClauseLibraryView>> {
  const offered = await organizationsAt(client, actor, documentId);
  if (!offered.ok) return offered;
  const ids = offered.value;
  const organizations = await client.organization.findMany({
    where: { id: { in: ids } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const found = await holding(client, await clausesOf(client, ids), queryWords(query));
  const names = await namesOf(client, found);
  return done({
    organizations: organizations.map(({ id, shortName }) => ({
      id,
      shortName,
      mayKeep: may(actor, "organization.keep-texts", { organizationId: id }).ok,
    })),
    clauses: found.map((row) => ({
      ...summaryOf(row, names),
      organizationId: row.organizationId,
    })),
  });
}

/** One of those, to be put into the draft. */
export async function showClauseContent(
  resources: Resources,
  actor: Actor,
  documentId: string,
  clauseId: string,
): Promise<Outcome<ClauseContent>> {
  const { client } = resources.database;
  const offered = await organizationsAt(client, actor, documentId);
  if (!offered.ok) return offered;
  const row = await client.clause.findFirst({
    where: { id: clauseId, organizationId: { in: offered.value } },
    select: { content: true, schemaVersion: true },
  });
  if (!row) return refuse("not-found");
  const prose = proseOf(row);
  if (!prose.ok) return prose;
  const text = await resources.texts.paint(prose.value, NO_PAGE_DETAILS);
  return text.ok ? done({ prose: prose.value, html: text.value.html }) : text;
}

/** Questions before a document's text is kept as a template. */
export async function showKeepTemplate(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number | undefined,
): Promise<Outcome<KeepTemplateView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const own = hasText(found.value);
  if (!own.ok) return own;
  const { row, subject } = found.value;
  const ids = organizationsToKeepFor(actor, subject.matter);
  if (ids.length === 0) {
    return refuse(
      "forbidden",
      "Only a drafter or a reviewer or a member of staff keeps templates for their organization. Nothing was changed; ask an administrator of your organization if you should be able to.",
    );
  }
  const version = number === undefined ? null : await versionOf(client, documentId, number);
  if (number !== undefined && version === null) return refuse("not-found");
  const content = version && (await contentOf(resources, documentId, version.id));
  if (content && !content.ok) return content;
  const organizations = await client.organization.findMany({
    where: { id: { in: ids } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const matter = await client.matter.findUniqueOrThrow({
    where: { id: row.matterId },
    select: { slug: true, title: true },
  });
  const people = peopleOf(content ? content.value.facts : readDetails(row.facts));
  return done({
    document: { id: row.id, title: row.title, kind: subject.kind },
    matter,
    version: number ?? null,
    organizations: organizations.map(organizationTag),
    people: people.map(({ words }) => words),
  });
}

function versionOf(client: PrismaClient, documentId: string, number: number) {
  return client.version.findUnique({
    where: { documentId_number: { documentId, number } },
    select: { id: true },
  });
}

async function organizationsAt(
  client: PrismaClient,
  actor: Actor,
  documentId: string,
): Promise<Outcome<string[]>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  return found.ok ? done(threadOrganizations(actor, found.value.subject.matter)) : found;
}

function clausesOf(client: PrismaClient, organizationIds: readonly string[]) {
  return client.clause.findMany({
    where: { organizationId: { in: [...organizationIds] } },
    select: CLAUSE_HEAD,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: ORGANIZATION_TEXT_LIMITS.clauses * Math.max(1, organizationIds.length),
  });
}

/** The clauses that hold each word, in their name, their note or their text. */
async function holding<Row extends TextHead>(
  client: PrismaClient,
  clauses: readonly Row[],
  words: readonly string[],
): Promise<readonly Row[]> {
  if (words.length === 0) return clauses;
  const found: Row[] = [];
  for (let from = 0; from < clauses.length; from += AT_ONCE) {
    const some = clauses.slice(from, from + AT_ONCE);
    const texts = await client.clause.findMany({
      where: { id: { in: some.map(({ id }) => id) } },
      select: { id: true, words: true },
    });
    const textById = new Map(texts.map(({ id, words: text }) => [id, text]));
    found.push(
      ...some.filter(({ id, name, note }) =>
        holdsEveryWord(`${name} ${note} ${textById.get(id) ?? ""}`, words),
      ),
    );
  }
  return found;
}

function storedOf(client: PrismaClient, as: TextKind, id: string) {
  const select = { content: true, schemaVersion: true } as const;
  return as === "clause"
    ? client.clause.findUnique({ where: { id }, select })
    : client.template.findUnique({ where: { id }, select: { ...select, kind: true } });
}

/** Everybody who wrote one of these, by name. */
async function namesOf(
  client: PrismaClient,
  rows: readonly TextHead[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => [row.createdById, row.changedById]))];
  if (ids.length === 0) return new Map();
  const people = await client.user.findMany({ where: { id: { in: ids } } });
  return new Map(people.map((person) => [person.id, shownName(person)]));
}

function summaryOf(row: TextHead, names: ReadonlyMap<string, string>): KeptTextSummary {
  const { id, name, note, changedById, changedAt } = row;
  return {
    id,
    name,
    note,
    changedBy: names.get(changedById) ?? null,
    changedAt: changedAt.toISOString(),
  };
}
