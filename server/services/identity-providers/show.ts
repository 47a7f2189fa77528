import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { callbackPath } from "./provider.ts";
import type { OwnIdentityView, ProviderPageView } from "./views.ts";

/** The sign-in of an organization, for those who may set it up. */
export async function showProvider(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<ProviderPageView>> {
  const allowed = may(actor, "organization.edit", { organizationId });
  if (!allowed.ok) return allowed;
  const [organization, links] = await Promise.all([
    client.organization.findUnique({
      where: { id: organizationId },
      include: {
        provider: true,
        memberships: {
          include: {
            roles: true,
            user: { select: { id: true, name: true, unconfirmed: true } },
          },
          orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
        },
      },
    }),
    client.identityLink.findMany({ where: { organizationId } }),
  ]);
  if (!organization) return refuse("not-found");
  const { provider, memberships } = organization;
  const linked = new Set(
    links.filter(({ issuer }) => issuer === provider?.issuer).map(({ userId }) => userId),
  );
  return done({
    organization: organizationTag(organization),
    slug: organization.slug,
    callbackPath: callbackPath(organizationId),
    provider: provider && {
      issuer: provider.issuer,
      clientId: provider.clientId,
      hasSecret: provider.clientSecret !== null,
      required: provider.required,
      breakGlassId: provider.breakGlassId,
      changedAt: provider.changedAt.toISOString(),
    },
    isLinked: linked.has(actor.userId),
    people: memberships.map(({ user }) => ({
      userId: user.id,
      name: shownName(user),
      isLinked: linked.has(user.id),
    })),
    administrators: memberships
      .filter(({ roles }) => roles.some(({ role }) => role === "admin"))
      .map(({ user }) => ({ userId: user.id, name: shownName(user) })),
  });
}

/** Whether any organization has a sign-in of its own. */
export async function offersProviders({
  database,
}: Pick<Resources, "database">): Promise<Outcome<boolean>> {
  const one = await database.client.identityProvider.findFirst({
    select: { organizationId: true },
  });
  return done(one !== null);
}

/** The sign-ins of the reader's organizations, linked with their account or not. */
export async function ownIdentities(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
): Promise<Outcome<readonly OwnIdentityView[]>> {
  const [memberships, links] = await Promise.all([
    client.membership.findMany({
      where: { userId: actor.userId, organization: { provider: { isNot: null } } },
      include: { organization: { include: { provider: true } } },
      orderBy: [{ organization: { name: "asc" } }, { id: "asc" }],
    }),
    client.identityLink.findMany({ where: { userId: actor.userId } }),
  ]);
  const reached = reachedBy(actor);
  return done(
    memberships.flatMap(({ organization }) => {
      const { provider } = organization;
      if (!provider) return [];
      const link = links.find(
        ({ organizationId, issuer }) =>
          organizationId === organization.id && issuer === provider.issuer,
      );
      return [
        {
          organization: organizationTag(organization),
          issuer: provider.issuer,
          link: link
            ? {
                createdAt: link.createdAt.toISOString(),
                lastUsedAt: link.lastUsedAt?.toISOString() ?? null,
              }
            : null,
          required: provider.required && provider.breakGlassId !== actor.userId,
          isReached: reached.has(organization.id),
        },
      ];
    }),
  );
}

function reachedBy({ memberships }: Actor): ReadonlySet<string> {
  return new Set(memberships.map(({ organizationId }) => organizationId));
}
