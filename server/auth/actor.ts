import { ROLES, type Actor, type Role } from "../../app/domain/actor";
import type { Prisma } from "../database/generated/sqlite/client/client";

/** What is loaded of a person to know what they may do. */
export const WITH_MEMBERSHIPS = {
  memberships: { include: { roles: true, organization: true }, orderBy: { createdAt: "asc" } },
} satisfies Prisma.UserInclude;

export type UserWithMemberships = Prisma.UserGetPayload<{ include: typeof WITH_MEMBERSHIPS }>;

/** The person as every decision sees them, from their rows of this moment. */
export function actorFrom(user: UserWithMemberships): Actor {
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    workspaceAdmin: user.workspaceAdmin,
    memberships: user.memberships.map(({ organization, roles }) => ({
      organizationId: organization.id,
      organizationName: organization.name,
      organizationShortName: organization.shortName,
      organizationColour: organization.colour,
      roles: new Set(roles.map(({ role }) => role).filter(isRole)),
    })),
  };
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role);
}
