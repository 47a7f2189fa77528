import { ROLES, type Actor, type Role } from "#app/domain/actor.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

/** What is loaded of a person to know what they may do. */
export const WITH_MEMBERSHIPS = {
  memberships: {
    include: { roles: true, organization: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  },
} satisfies Prisma.UserInclude;

/** What of a person's rows decisions depend on. */
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

/** The person as every decision sees them, from their rows of this moment. */
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

/** The roles of a membership's rows, in the order in which they are always named. */
export function rolesOf(rows: readonly { readonly role: string }[]): Role[] {
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/**
 * The person with the roles of this moment, or null if the account is gone. Transactions that write ask
 * inside their transaction, where nobody can change the roles until they commit.
 */
export async function loadActor(
  client: PrismaClient | Transaction,
  userId: string,
): Promise<Actor | null> {
  const user = await client.user.findUnique({ where: { id: userId }, include: WITH_MEMBERSHIPS });
  return user ? actorFrom(user) : null;
}
