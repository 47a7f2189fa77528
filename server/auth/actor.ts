import { ROLES, type Actor, type Role, type SignInReach } from "#app/domain/actor.ts";
import { isGuestAddress } from "#app/domain/guest.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

/** The Prisma selection of what permissions depend on. */
const WITH_MEMBERSHIPS = {
  memberships: {
    include: { roles: true, organization: { include: { provider: true } } },
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
      /** Its identity provider, where it has one. */
      readonly provider: {
        readonly required: boolean;
        readonly breakGlassId: string | null;
      } | null;
    };
    readonly roles: readonly { readonly role: string }[];
  }[];
}

/**
 * Builds the actor from the person's current rows, with the roles that their sign-in reaches; with all
 * where there is none.
 */
export function actorFrom(user: PersonRows, reach?: SignInReach): Actor {
  const isReached = reaches(user.id, reach);
  const beyond = user.memberships.filter((membership) => !isReached(membership));
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    workspaceAdmin: user.workspaceAdmin && (reach?.own ?? true),
    ...(user.unconfirmed ? { unconfirmed: true } : {}),
    ...(reach ? { reach } : {}),
    ...(beyond.length > 0
      ? {
          beyondReach: beyond.map(({ organization }) => ({
            id: organization.id,
            shortName: organization.shortName,
            ...(mayComeOtherwise(user.id, organization) ? {} : { byProviderAlone: true as const }),
          })),
        }
      : {}),
    memberships: user.memberships.filter(isReached).map(({ organization, roles }) => ({
      organizationId: organization.id,
      organizationName: organization.name,
      organizationShortName: organization.shortName,
      organizationColor: organization.colour,
      roles: new Set(rolesOf(roles)),
    })),
  };
}

/** How far a session reaches, by how its person came in. */
export function reachOf(session: {
  readonly own: boolean;
  readonly via: string | null;
  readonly method: string;
}): SignInReach {
  const { own, via, method } = session;
  return { own, via, ...(method === "identity-provider" ? { byProvider: true } : {}) };
}

/**
 * Whether a sign-in carries a membership's roles: by a factor of one's own, or through this very
 * organization. Where that requires its identity provider of this person, by nothing but the provider:
 * what was made or chosen here in its sessions is known to the provider no more.
 */
function reaches(userId: string, reach: SignInReach | undefined) {
  return ({ organization }: PersonRows["memberships"][number]): boolean => {
    if (!reach) return true;
    const isThrough = reach.via === organization.id;
    if (!mayComeOtherwise(userId, organization)) return isThrough && reach.byProvider === true;
    return isThrough || reach.own;
  };
}

/** Whether an organization lets that person come in otherwise than through its identity provider. */
function mayComeOtherwise(
  userId: string,
  { provider }: PersonRows["memberships"][number]["organization"],
): boolean {
  return !provider?.required || provider.breakGlassId === userId;
}

/** The roles of a membership's rows, in the fixed order of ROLES. */
export function rolesOf(rows: readonly { readonly role: string }[]): Role[] {
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/**
 * The actor with the current roles that their sign-in reaches (all where none is given), or null if the
 * account is gone. Transactions that write call this inside, where nobody can change the roles until
 * they commit.
 */
export async function loadActor(
  client: PrismaClient | Transaction,
  userId: string,
  reach?: SignInReach,
): Promise<Actor | null> {
  const user = await client.user.findUnique({ where: { id: userId }, include: WITH_MEMBERSHIPS });
  if (!user) return null;
  const actor = actorFrom(user, reach);
  return isGuestAddress(user.email) ? withGuestAccess(client, actor) : actor;
}

/** A guest with what their link opens; with no right at all where it has ended. */
async function withGuestAccess(client: PrismaClient | Transaction, actor: Actor): Promise<Actor> {
  const link = await client.guestLink.findUnique({ where: { userId: actor.userId } });
  if (!link || link.endedAt !== null) return actor;
  const { id: linkId, documentId, organizationId, mayComment, mayReadVersions } = link;
  return { ...actor, guest: { linkId, documentId, organizationId, mayComment, mayReadVersions } };
}
