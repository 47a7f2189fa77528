import { ROLES, type Actor, type Role } from "#app/domain/actor.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

/** The Prisma selection of what permissions depend on. */
const WITH_MEMBERSHIPS = {
  memberships: {
    include: { roles: true, organization: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  },
} satisfies Prisma.UserInclude;

/** The person's rows that permissions depend on. */
export interface PersonRows {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceAdmin: boolean;
  readonly unconfirmed: boolean;
  readonly memberships: readonly {
    readonly organization: {
      readonly id: string;
      readonly name: string;
      readonly shortName: string;
      readonly colour: number;
    };
    readonly roles: readonly { readonly role: string }[];
  }[];
}

/** Builds the actor from the person's current rows. */
export function actorFrom(user: PersonRows): Actor {
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    workspaceAdmin: user.workspaceAdmin,
    ...(user.unconfirmed ? { unconfirmed: true } : {}),
    memberships: user.memberships.map(({ organization, roles }) => ({
      organizationId: organization.id,
      organizationName: organization.name,
      organizationShortName: organization.shortName,
      organizationColour: organization.colour,
      roles: new Set(rolesOf(roles)),
    })),
  };
}

/** The roles of a membership's rows, in the fixed order of ROLES. */
export function rolesOf(rows: readonly { readonly role: string }[]): Role[] {
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/**
 * The actor with current roles, or null if the account is gone. Transactions that write call this
 * inside, where nobody can change the roles until they commit.
 */
export async function loadActor(
  client: PrismaClient | Transaction,
  userId: string,
): Promise<Actor | null> {
  const user = await client.user.findUnique({ where: { id: userId }, include: WITH_MEMBERSHIPS });
  return user ? actorFrom(user) : null;
}
