import type { Actor } from "#app/domain/actor.ts";
import { may, mayComment, threadOrganizations } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { subjectOfMatter, WITH_PARTIES } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { waitingFile } from "./arrival.ts";
import { originOf } from "./origin.ts";
import type { WordArrivalView, WordTarget } from "./views.ts";

/** Drafts that are offered, the latest first: the others are reached from their own page. */
const OFFERED = 100;

/** Shows a file that waits, and what may be done with it. */
export async function showWordArrival(
  { database: { client }, clock }: Resources,
  actor: Actor,
  arrivalId: string,
): Promise<Outcome<WordArrivalView>> {
  const found = await waitingFile(client, actor, arrivalId, clock());
  if (!found.ok) return found;
  const { told, documentId, matterId, ...row } = found.value;
  const at =
    documentId === null ? null : await client.document.findUnique({ where: { id: documentId } });
  const here = at?.matterId ?? matterId;
  const origin = await originOf(client, actor, told.code, { matterId: here });
  const matters = await mattersOf(client, actor);
  const { code, printed = [], ...report } = told;
  return done({
    ...report,
    printed,
    id: row.id,
    fileName: row.fileName,
    bytes: row.fileBytes,
    expiresAt: row.expiresAt.toISOString(),
    cameFrom: origin?.view ?? null,
    hasCode: code !== null,
    documentId,
    slug: matters.find(({ id }) => id === here)?.slug ?? null,
    documents: await targetsIn(
      client,
      actor,
      matters.map(({ id }) => id),
      documentId,
    ),
    matters: matters
      .filter(({ mayCreate }) => mayCreate)
      .map(({ slug, title, own }) => ({ slug, title, own })),
  });
}

/** The matters of the actor's organizations. */
async function mattersOf(client: PrismaClient, actor: Actor) {
  const own = actor.memberships.map(({ organizationId }) => organizationId);
  const rows = await client.matter.findMany({
    where: { parties: { some: { organizationId: { in: own } } } },
    include: WITH_PARTIES,
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
  return rows
    .map((row) => ({ row, subject: subjectOfMatter(row) }))
    .filter(({ subject }) => may(actor, "matter.view", { matter: subject }).ok)
    .map(({ row, subject }) => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      mayCreate: may(actor, "document.create", { matter: subject }).ok,
      own: threadOrganizations(actor, subject),
    }));
}

/** Open drafts into which it may go, the one first at which the file was sent. */
async function targetsIn(
  client: PrismaClient,
  actor: Actor,
  matterIds: readonly string[],
  first: string | null,
): Promise<WordTarget[]> {
  const among: Prisma.DocumentWhereInput = { matterId: { in: [...matterIds] }, status: "draft" };
  const latest = await client.document.findMany({
    where: { ...among, ...(first === null ? {} : { NOT: { id: first } }) },
    include: FOR_SUBJECT,
    orderBy: [{ editedAt: "desc" }, { id: "asc" }],
    take: OFFERED,
  });
  const here =
    first === null
      ? []
      : await client.document.findMany({ where: { ...among, id: first }, include: FOR_SUBJECT });
  const rows = [...here, ...latest];
  return rows
    .map((row) => ({ row, subject: subjectOfDocument(row) }))
    .filter(({ subject }) => may(actor, "document.view", { document: subject }).ok)
    .map(({ row, subject }) => ({
      id: row.id,
      title: row.title,
      matter: row.matter.title,
      mayEdit: may(actor, "document.edit", { document: subject }).ok,
      mayBringIn: mayComment(actor, subject, null).ok,
    }));
}
