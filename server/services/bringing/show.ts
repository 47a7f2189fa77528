import * as z from "zod";
import { broughtReportSchema, type BroughtReport } from "#app/domain/archive/bringing.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { Resources } from "#server/services/resources.ts";
import { whyNotNow } from "./bring.ts";
import { isOpenToChoice } from "./choose.ts";
import { BRINGING } from "./limits.ts";
import { afterSome } from "./refused.ts";
import { isOwnArchive, leadsFor, mayBringIn, ownArchives } from "./rights.ts";
import type {
  BringArchiveView,
  BroughtArchiveSummary,
  BroughtArchiveView,
  BroughtProgress,
  ShownBroughtReport,
} from "./views.ts";
import { WRITING } from "./write/limits.ts";

const SHOWN = ["checking", "ready", "waiting", "working", "done", "failed"] as const;

/** The page on which somebody brings an archive, with those that they brought. */
export async function showBringArchive(
  { database: { client }, attachmentQuota }: Pick<Resources, "database" | "attachmentQuota">,
  actor: Actor,
): Promise<Outcome<BringArchiveView>> {
  const allowed = mayBringIn(actor);
  if (!allowed.ok) return allowed;
  const rows = await client.broughtArchive.findMany({
    where: { ...ownArchives(actor), state: { in: [...SHOWN] } },
    orderBy: [{ broughtAt: "desc" }, { id: "asc" }],
    take: 10,
    // Megabytes of each, on a page that is asked for every few seconds.
    omit: { report: true },
  });
  const reported = await client.broughtArchive.findMany({
    where: { id: { in: rows.map(({ id }) => id) }, report: { not: null } },
    select: { id: true },
  });
  const archives: BroughtArchiveSummary[] = [];
  for (const row of rows) {
    const wasLookedThrough = reported.some(({ id }) => id === row.id);
    archives.push(await summaryOf(client, actor, { ...row, wasLookedThrough }));
  }
  const notNow = await whyNotNow(client, actor, attachmentQuota);
  return done({ archives, days: BRINGING.days, mostRows: WRITING.rows, notNow });
}

/** One archive that the actor brought: what is in it, what can be chosen, and how far it is. */
export async function showBrought(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  archiveId: string,
): Promise<Outcome<BroughtArchiveView>> {
  const row = await client.broughtArchive.findUnique({ where: { id: archiveId } });
  const isShown = row !== null && (SHOWN as readonly string[]).includes(row.state);
  if (!isShown || !isOwnArchive(actor, row)) return refuse("not-found");
  const mayChoose = isOpenToChoice(row);
  const leads = mayChoose
    ? await client.organization.findMany({
        where: { id: { in: [...(await leadsFor(client, actor, row))] } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      })
    : [];
  const wasLookedThrough = row.report !== null;
  return done({
    ...(await summaryOf(client, actor, { ...row, wasLookedThrough })),
    bytes: Number(row.bytes),
    sha256: row.sha256,
    expiresAt: row.expiresAt.toISOString(),
    report: row.report === null ? null : shown(broughtReportSchema.parse(JSON.parse(row.report))),
    leads: leads.map(organizationTag),
    mayChoose,
  });
}

/** Matters and documents that are shown one by one: an archive may hold thousands. */
const MOST = { matters: 100, documents: 50 } as const;

function shown({ matters, ...report }: BroughtReport): ShownBroughtReport {
  const documents = matters.length === 1 ? MOST.documents : 0;
  return {
    ...report,
    matterCount: matters.length,
    matters: matters.slice(0, MOST.matters).map((matter) => ({
      ...matter,
      documents: matter.documents.slice(0, documents),
      documentCount: matter.documents.length,
    })),
  };
}

interface ShownArchive {
  readonly id: string;
  readonly name: string;
  readonly broughtAt: Date;
  readonly state: string;
  readonly partsDone: number;
  readonly parts: number | null;
  readonly attempts: number;
  readonly wasLookedThrough: boolean;
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
    default: {
      const failure = row.failure ?? "It could not be brought in.";
      const why = row.matterIds === "[]" ? failure : afterSome(failure);
      return {
        is: "failed",
        why: `${why}${triesOf(row)}`,
        matters: await mattersOf(client, actor, row.matterIds),
      };
    }
  }
}

/** How often it can still be tried; nothing is said of what did not agree with itself. */
function triesOf({ attempts, wasLookedThrough }: ShownArchive): string {
  if (!wasLookedThrough) return "";
  const left = BRINGING.attempts - attempts;
  if (left <= 0) return " That was the last of three tries: send it anew to try again.";
  return left === 1
    ? " It can be tried once more; after that, send it anew."
    : ` It can be tried ${left === 2 ? "twice" : "three times"} more.`;
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
