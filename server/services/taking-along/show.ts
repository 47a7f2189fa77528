import type { Actor } from "#app/domain/actor.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { organizationsThatConsent } from "#server/services/archive-consent/consents.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { TAKING_ALONG } from "./limits.ts";
import type { ArchiveProgress, TakeAlongView, TakenArchiveView } from "./views.ts";

/** The archives of a matter that the actor took along, and what one would hold now. */
export async function showMatterAlong(
  resources: Pick<Resources, "database" | "mail" | "appUrl">,
  actor: Actor,
  slug: string,
): Promise<Outcome<TakeAlongView>> {
  const { client } = resources.database;
  const found = await matterFor(client, actor, "matter.take-along", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  return done({
    matter: { slug: row.slug, title: row.title },
    archives: await archivesOf(resources, actor, { kind: "matter", matterId: row.id }),
    ownThreadsOf: await namesOf(resources, threadOrganizations(actor, subject)),
    ...kept(resources),
  });
}

/** The same for the whole workspace. */
export async function showWorkspaceAlong(
  resources: Pick<Resources, "database" | "mail" | "appUrl">,
  actor: Actor,
): Promise<Outcome<TakeAlongView>> {
  const allowed = may(actor, "workspace.take-along", {});
  if (!allowed.ok) return allowed;
  const { client } = resources.database;
  const all = await client.organization.findMany({ select: { id: true } });
  const consenting = await organizationsThatConsent(
    client,
    all.map(({ id }) => id),
  );
  return done({
    matter: null,
    archives: await archivesOf(resources, actor, { kind: "workspace", matterId: null }),
    ownThreadsOf: await namesOf(resources, [...consenting]),
    ...kept(resources),
  });
}

function kept(resources: Pick<Resources, "mail" | "appUrl">) {
  return { days: TAKING_ALONG.days, isMailed: mailsLinks(resources) };
}

async function namesOf(
  { database: { client } }: Pick<Resources, "database">,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await client.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { name: true },
    orderBy: { name: "asc" },
  });
  return rows.map(({ name }) => name);
}

async function archivesOf(
  { database: { client } }: Pick<Resources, "database">,
  { userId: takenById }: Actor,
  of: { readonly kind: string; readonly matterId: string | null },
): Promise<TakenArchiveView[]> {
  const rows = await client.takenArchive.findMany({
    where: { ...of, takenById, state: { in: ["waiting", "working", "ready", "failed"] } },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: 10,
  });
  return rows.map((row) => ({
    id: row.id,
    askedAt: row.askedAt.toISOString(),
    progress: progressOf(row),
  }));
}

interface ArchiveRow {
  readonly state: string;
  readonly partsDone: number;
  readonly parts: number | null;
  readonly bytes: bigint | null;
  readonly sha256: string | null;
  readonly expiresAt: Date | null;
  readonly failure: string | null;
}

function progressOf(row: ArchiveRow): ArchiveProgress {
  const { state, partsDone: made, parts, bytes, sha256, expiresAt, failure } = row;
  if (state === "waiting") return { is: "waiting" };
  if (state === "working") return { is: "working", done: made, parts };
  if (state === "ready" && sha256 !== null && expiresAt !== null) {
    return { is: "ready", bytes: Number(bytes ?? 0), sha256, expiresAt: expiresAt.toISOString() };
  }
  return { is: "failed", why: failure ?? "It could not be made." };
}
