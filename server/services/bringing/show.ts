import * as z from "zod";
import { broughtReportSchema } from "#app/domain/archive/bringing.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { Resources } from "#server/services/resources.ts";
import { whyNotNow } from "./bring.ts";
import { isOpenToChoice } from "./choose.ts";
import { BRINGING } from "./limits.ts";
import { leadsOf, mayBringIn } from "./rights.ts";
import type {
  BringArchiveView,
  BroughtArchiveSummary,
  BroughtArchiveView,
  BroughtProgress,
} from "./views.ts";

const SHOWN = ["checking", "ready", "waiting", "working", "done", "failed"] as const;

/** The page on which somebody brings an archive, with those that they brought. */
export async function showBringArchive(
  { database: { client }, attachmentQuota }: Pick<Resources, "database" | "attachmentQuota">,
  actor: Actor,
): Promise<Outcome<BringArchiveView>> {
  const allowed = mayBringIn(actor);
  if (!allowed.ok) return allowed;
  const rows = await client.broughtArchive.findMany({
    where: { broughtById: actor.userId, state: { in: [...SHOWN] } },
    orderBy: [{ broughtAt: "desc" }, { id: "asc" }],
    take: 10,
  });
  const archives: BroughtArchiveSummary[] = [];
  for (const row of rows) archives.push(await summaryOf(client, actor, row));
  const notNow = await whyNotNow(client, actor, attachmentQuota);
  return done({ archives, days: BRINGING.days, notNow });
}

/** One archive that the actor brought: what is in it, what can be chosen, and how far it is. */
export async function showBrought(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  archiveId: string,
): Promise<Outcome<BroughtArchiveView>> {
  const row = await client.broughtArchive.findUnique({ where: { id: archiveId } });
  const isShown = row !== null && (SHOWN as readonly string[]).includes(row.state);
  if (!isShown || row.broughtById !== actor.userId) return refuse("not-found");
  const mayChoose = isOpenToChoice(row);
  const leads = mayChoose
    ? await client.organization.findMany({
        where: { id: { in: [...leadsOf(actor)] } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      })
    : [];
  return done({
    ...(await summaryOf(client, actor, row)),
    bytes: Number(row.bytes),
    sha256: row.sha256,
    expiresAt: row.expiresAt.toISOString(),
    report: row.report === null ? null : broughtReportSchema.parse(JSON.parse(row.report)),
    leads: leads.map(organizationTag),
    mayChoose,
  });
}

interface ShownArchive {
  readonly id: string;
  readonly name: string;
  readonly broughtAt: Date;
  readonly state: string;
  readonly partsDone: number;
  readonly parts: number | null;
  readonly failure: string | null;
  readonly matterIds: string;
}

async function summaryOf(
  client: PrismaClient,
  actor: Actor,
  row: ShownArchive,
): Promise<BroughtArchiveSummary> {
  const { id, name, broughtAt } = row;
  const progress = await progressOf(client, actor, row);
  return { id, name, broughtAt: broughtAt.toISOString(), progress };
}

async function progressOf(
  client: PrismaClient,
  actor: Actor,
  row: ShownArchive,
): Promise<BroughtProgress> {
  switch (row.state) {
    case "checking":
    case "ready":
    case "waiting":
      return { is: row.state };
    case "working":
      return { is: "working", done: row.partsDone, parts: row.parts };
    case "done":
      return { is: "done", matters: await mattersOf(client, actor, row.matterIds) };
    default:
      return {
        is: "failed",
        why: row.failure ?? "It could not be brought in.",
        matters: await mattersOf(client, actor, row.matterIds),
      };
  }
}

/** The matters that came of it, as far as the actor sees them now. */
async function mattersOf(
  client: PrismaClient,
  { memberships }: Actor,
  matterIds: string,
): Promise<MatterName[]> {
  const ids = z.array(z.string()).parse(JSON.parse(matterIds));
  const organizationId = { in: memberships.map((place) => place.organizationId) };
  return client.matter.findMany({
    where: { id: { in: ids }, parties: { some: { organizationId } } },
    select: { slug: true, title: true },
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
}
