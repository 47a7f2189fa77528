import type { Actor } from "#app/domain/actor.ts";
import type { Resources } from "#server/services/resources.ts";

/** Something that an administrator does first, and whether it is done. */
export interface FirstStep {
  readonly step: "people" | "roles" | "mail";
  readonly isDone: boolean;
  /** The page on which it is done. */
  readonly path: string;
  /** The short name of the organization, or empty for the workspace's own step. */
  readonly of: string;
}

/**
 * The first steps of an administrator, until their organization can work: others are invited, somebody
 * may do more than administer, and, for who runs the workspace, mail is sent. Empty once all are done.
 */
export async function firstStepsOf(
  { database: { client }, mail }: Pick<Resources, "database" | "mail">,
  actor: Actor,
): Promise<FirstStep[]> {
  const place = actor.memberships.find(({ roles }) => roles.has("admin"));
  if (!place) return [];
  const { organizationId, organizationShortName: of } = place;
  const others = { organizationId, userId: { not: actor.userId } };
  const [people, invited, working] = await Promise.all([
    client.membership.count({ where: others }),
    client.invitation.count({ where: { organizationId, acceptedAt: null, revokedAt: null } }),
    client.membershipRole.count({
      where: { membership: { organizationId }, role: { in: ["drafter", "reviewer", "staff"] } },
    }),
  ]);
  const page = `/organizations/${organizationId}`;
  const steps: FirstStep[] = [
    { step: "people", isDone: people + invited > 0, path: `${page}/invite`, of },
    { step: "roles", isDone: working > 0, path: `${page}/people/${actor.userId}`, of },
    ...(actor.workspaceAdmin
      ? [{ step: "mail" as const, isDone: mail.configured, path: "/account#mail", of: "" }]
      : []),
  ];
  return steps.every(({ isDone }) => isDone) ? [] : steps;
}
