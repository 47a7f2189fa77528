import type { Actor } from "#app/domain/actor.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { permit, type Target } from "#server/services/command.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

export const WITH_PARTIES = {
  parties: { where: OF_HERE, select: { organizationId: true }, orderBy: { position: "asc" } },
} as const;

/** A matter's row with the facts that permissions need; null if it doesn't exist. */
export async function loadMatter(client: PrismaClient | Transaction, slug: string) {
  const row = await client.matter.findUnique({ where: { slug }, include: WITH_PARTIES });
  return row ? { row, subject: subjectOfMatter(row) } : null;
}

/** The columns from which a matter's facts are made. */
export const FOR_MATTER_SUBJECT = {
  id: true,
  leadOrganizationId: true,
  archivedAt: true,
  parties: { where: OF_HERE, select: { organizationId: true } },
} as const;

export function subjectOfMatter(row: {
  readonly id: string;
  readonly leadOrganizationId: string;
  readonly archivedAt: Date | null;
  readonly parties: readonly { readonly organizationId: string }[];
}): MatterSubject {
  return {
    matterId: row.id,
    leadOrganizationId: row.leadOrganizationId,
    partyIds: new Set(row.parties.map(({ organizationId }) => organizationId)),
    isArchived: row.archivedAt !== null,
  };
}

type MatterPermission =
  | "matter.view"
  | "matter.edit-narrative"
  | "matter.publish"
  | "matter.unpublish"
  | "matter.archive"
  | "matter.take-along"
  | "matter.correct"
  | "matter.change-parties"
  | "matter.hand-over-lead"
  | "matter.edit-facts"
  | "matter.watch-names"
  | "document.create"
  | "docket.create"
  | "docket.edit"
  | "agency-record.record"
  | "agency-record.record-production";

export type LoadedMatter = NonNullable<Awaited<ReturnType<typeof loadMatter>>>;

/** A matter as the subject of permissions.ts. */
function subjectOf({ row, subject }: LoadedMatter) {
  return { matter: subject, madeById: row.createdById };
}

/** The target of commands on a matter, by its slug. */
export function matterTo(permission: MatterPermission): Target<[slug: string], LoadedMatter> {
  return {
    arity: 1,
    load: async (client, slug) => {
      const matter = await loadMatter(client, slug);
      return matter ? done(matter) : refuse("not-found");
    },
    permission: (matter) => permit(permission, subjectOf(matter)),
    about: ({ row }) => ({ matterId: row.id }),
  };
}

/** The matter, if the actor has the permission; for reading only. */
export async function matterFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  permission: MatterPermission,
  slug: string,
): Promise<Outcome<LoadedMatter>> {
  const matter = await loadMatter(client, slug);
  if (!matter) return refuse("not-found");
  const permitted = may(actor, permission, subjectOf(matter));
  return permitted.ok ? done(matter) : permitted;
}
