import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { PrismaClient } from "#server/database/index.ts";

/**
 * Refuses a draft that could not be migrated as `draft-unreadable`, before anything tries to read
 * its text.
 */
export async function migratedOnly(
  client: PrismaClient,
  documentId: string,
): Promise<Outcome<void>> {
  const row = await client.document.findUnique({
    where: { id: documentId },
    select: { schemaVersion: true },
  });
  if (!row) return refuse("not-found");
  return row.schemaVersion === SCHEMA_VERSION ? done() : refuse("draft-unreadable");
}

/** A draft that could not be migrated, for the workspace's administrator: without its text. */
export interface UnreadableDraftView {
  readonly documentId: string;
  /** The organization that leads its matter. */
  readonly lead: string;
  readonly reason: string;
  /** The last try, ISO 8601. */
  readonly at: string;
}

/** All drafts of the workspace that could not be migrated. */
export async function unreadableDrafts(client: PrismaClient): Promise<UnreadableDraftView[]> {
  const rows = await client.draftProblem.findMany({
    orderBy: { documentId: "asc" },
    include: { document: { select: { matter: { select: { leadOrganizationId: true } } } } },
  });
  const leads = await client.organization.findMany({
    where: { id: { in: rows.map(({ document }) => document.matter.leadOrganizationId) } },
    select: { id: true, name: true },
  });
  const names = new Map(leads.map(({ id, name }) => [id, name]));
  return rows.map(({ documentId, reason, at, document }) => ({
    documentId,
    lead: names.get(document.matter.leadOrganizationId) ?? "",
    reason,
    at: at.toISOString(),
  }));
}
