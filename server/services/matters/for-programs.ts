import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import type { DocketSummary } from "#server/services/dockets/views.ts";
import {
  FOR_SUMMARY,
  summarize,
  type DocumentSummary,
} from "#server/services/documents/summary.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import type { Instant } from "#server/services/instant.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { matterHead } from "./head.ts";
import { matterFor } from "./load.ts";
import type { MatterHead } from "./views.ts";

/** A matter as programs read it: without its papers, which may be thousands. */
interface ProgramMatter extends MatterHead {
  readonly archivedAt: Instant | null;
  /** In order, including the lead. */
  readonly parties: readonly OrganizationTag[];
}

export async function matterForPrograms(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  slug: string,
): Promise<Outcome<ProgramMatter>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { row } = found.value;
  const places = await client.matterParty.findMany({
    where: { matterId: row.id },
    include: { organization: true },
    orderBy: { position: "asc" },
  });
  const lead = await client.organization.findUniqueOrThrow({
    where: { id: row.leadOrganizationId },
  });
  return done({
    ...matterHead(row, lead),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    parties: places.map(({ organization }) => organizationTag(organization)),
  });
}

/** A page of a matter's documents in the order of their ids: what comes later is not read. */
export async function documentsAfter(
  { database: { client }, clock }: Pick<Resources, "database" | "clock">,
  actor: Actor,
  slug: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Outcome<{ readonly documents: readonly DocumentSummary[]; readonly isMore: boolean }>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const rows = await client.document.findMany({
    where: { matterId: row.id, id: { gt: after } },
    include: FOR_SUMMARY,
    orderBy: { id: "asc" },
    take: limit + 1,
  });
  const today = dateOfFilings(clock());
  return done({
    documents: await summarize(client, rows.slice(0, limit), subject.partyIds, today),
    isMore: rows.length > limit,
  });
}

export async function docketsForPrograms(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  slug: string,
): Promise<Outcome<readonly DocketSummary[]>> {
  const found = await matterFor(client, actor, "matter.view", slug);
  return found.ok ? done(await listDockets(client, found.value.row.id)) : found;
}
