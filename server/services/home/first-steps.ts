import type { Actor } from "#app/domain/actor.ts";
import type { MatterSummary } from "#server/services/matters/views.ts";
import type { Resources } from "#server/services/resources.ts";

/** Something that an administrator does first, and whether it is done. */
export interface FirstStep {
  readonly step: "people" | "roles" | "mail" | "matter" | "draft" | "submit";
  readonly isDone: boolean;
  /** The page on which this administrator does it, or goes on; null while another step comes before. */
  readonly path: string | null;
  /** The short name of the organization, or empty for the workspace's own step. */
  readonly of: string;
}

/**
 * The first steps of an administrator, from inviting others to the first text that is submitted. Empty
 * once one was, whatever else is left: who has come that far needs nobody to tell them.
 */
export async function firstStepsOf(
  { database: { client }, mail }: Pick<Resources, "database" | "mail">,
  actor: Actor,
  matters: readonly MatterSummary[],
): Promise<FirstStep[]> {
  const place = actor.memberships.find(({ roles }) => roles.has("admin"));
  if (!place) return [];
  const { organizationId, organizationShortName: of } = place;
  const theirs = matters.filter(({ parties }) => parties.some(({ id }) => id === organizationId));
  const ofTheirs = { matterId: { in: theirs.map(({ id }) => id) } };
  const submitted = await client.document.findFirst({
    where: {
      ...ofTheirs,
      OR: [{ status: { not: "draft" } }, { versions: { some: { name: null } } }],
    },
    select: { id: true },
  });
  if (submitted) return [];
  const others = { organizationId, userId: { not: actor.userId } };
  const [people, invited, working, draft] = await Promise.all([
    client.membership.count({ where: others }),
    client.invitation.count({ where: { organizationId, acceptedAt: null, revokedAt: null } }),
    client.membershipRole.count({
      where: { membership: { organizationId }, role: { in: ["drafter", "reviewer", "staff"] } },
    }),
    client.document.findFirst({
      where: ofTheirs,
      orderBy: [{ editedAt: "desc" }, { id: "asc" }],
      select: { id: true },
    }),
  ]);
  const page = `/organizations/${organizationId}`;
  const roles = `${page}/people/${actor.userId}`;
  const [matter] = theirs;
  const writes = theirs.find(({ may }) => may.createDocument);
  // Without the role one can't begin a draft: choosing it, or inviting somebody who has it, comes first.
  const begin = writes ? `/matters/${writes.slug}/documents/new` : matter ? roles : null;
  return [
    { step: "people", isDone: people + invited > 0, path: `${page}/invite`, of },
    { step: "roles", isDone: working > 0, path: roles, of },
    ...(actor.workspaceAdmin
      ? [{ step: "mail" as const, isDone: mail.configured, path: "/account#mail", of: "" }]
      : []),
    {
      step: "matter",
      isDone: matter !== undefined,
      path: matter ? `/matters/${matter.slug}` : "/matters/new",
      of,
    },
    { step: "draft", isDone: draft !== null, path: draft ? `/documents/${draft.id}` : begin, of },
    {
      step: "submit",
      isDone: false,
      path: draft ? `/documents/${draft.id}${writes ? "/submit" : ""}` : null,
      of,
    },
  ];
}
