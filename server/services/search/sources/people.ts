import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import {
  rowsAsked,
  scopeOfOrganization,
  sourceOfRows,
  type HitPlace,
  type SearchSource,
  type SourceResources,
  type StandingThing,
} from "#server/services/search/source.ts";
import { stampOf } from "./documents.ts";
import { IS_HERE } from "#server/services/organizations/stand-in.ts";

/** Of people, the columns that their organization's pages show: never a secret. */
const OF_MEMBERSHIP = {
  id: true,
  userId: true,
  organizationId: true,
  createdAt: true,
  user: { select: { name: true, email: true, unconfirmed: true } },
  organization: { select: { name: true, shortName: true } },
} as const;

const OF_ORGANIZATION = {
  id: true,
  name: true,
  shortName: true,
  city: true,
  createdAt: true,
} as const;

/** Names of entries: organizations and people are one source. */
const OF_ALL = "organization:";

type MembershipRow = Prisma.MembershipGetPayload<{ select: typeof OF_MEMBERSHIP }>;
type OrganizationRow = Prisma.OrganizationGetPayload<{ select: typeof OF_ORGANIZATION }>;

/** Entries of people and of organizations, as some readers find them. */
interface FoundPeople {
  readonly name: "person" | "partner";
  readonly scopeOf: (organizationId: string) => string;
  /** Words by which a member is found, besides the name, and of an organization. */
  readonly textsOfMember: (row: MembershipRow) => readonly (string | null)[];
  readonly textsOfOrganization: (row: OrganizationRow) => readonly (string | null)[];
  /** Where the actor finds a person of theirs; nowhere, where they may not see one any more. */
  readonly pathsOf: (
    resources: SourceResources,
    actor: Actor,
    organizationIds: readonly string[],
  ) => Promise<(organizationId: string, userId: string | null) => string | null>;
}

function membersAs({ name, scopeOf, textsOfMember, pathsOf }: FoundPeople): SearchSource {
  const words = (row: MembershipRow) => textsOfMember(row).filter((part) => part);
  return sourceOfRows({
    name,
    atOnce: 100,
    rows({ database: { client } }, asked) {
      const { where, ...page } = rowsAsked<Prisma.MembershipWhereInput>(asked, {});
      return client.membership.findMany({ where, ...page, select: OF_MEMBERSHIP });
    },
    standing: (row): StandingThing => ({
      id: row.id,
      scope: scopeOf(row.organizationId),
      stamp: stampOf(row.user.name, words(row), row.user.unconfirmed),
    }),
    entry: async (_resources, row) => ({
      title: row.user.name,
      text: words(row).join("\n"),
      at: row.createdAt,
    }),
    async places(resources, hits, actor) {
      const rows = await resources.database.client.membership.findMany({
        where: { id: { in: hits.map(({ id }) => id) } },
        select: OF_MEMBERSHIP,
      });
      const ids = [...new Set(rows.map(({ organizationId }) => organizationId))];
      const pathOf = await pathsOf(resources, actor, ids);
      return new Map(
        rows.flatMap((row): [string, HitPlace][] => {
          const path = pathOf(row.organizationId, row.userId);
          if (path === null) return [];
          return [
            [row.id, { title: shownName(row.user), where: row.organization.shortName, path }],
          ];
        }),
      );
    },
  });
}

/** A person's own page is for who may change it; others see them among their organization's people. */
function pathOfPerson(
  actor: Actor,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
): string {
  const organization = `/organizations/${organizationId}`;
  return may(actor, "organization.manage-people", { organizationId }).ok
    ? `${organization}/people/${userId}`
    : `${organization}#person-${userId}`;
}

function organizationsAs({
  name,
  scopeOf,
  textsOfOrganization,
  pathsOf,
}: FoundPeople): SearchSource {
  const words = (row: OrganizationRow) => textsOfOrganization(row).filter((part) => part);
  return sourceOfRows({
    name,
    atOnce: 100,
    rows({ database: { client } }, asked) {
      const { where, ...page } = rowsAsked<Prisma.OrganizationWhereInput>(asked, {});
      const here = { ...where, ...IS_HERE };
      return client.organization.findMany({ where: here, ...page, select: OF_ORGANIZATION });
    },
    standing: (row): StandingThing => ({
      id: row.id,
      scope: scopeOf(row.id),
      stamp: stampOf(row.name, words(row)),
    }),
    entry: async (_resources, row) => ({
      title: row.name,
      text: words(row).join("\n"),
      at: row.createdAt,
    }),
    async places(resources, hits, actor) {
      const rows = await resources.database.client.organization.findMany({
        where: { id: { in: hits.map(({ id }) => id) } },
        select: OF_ORGANIZATION,
      });
      const pathOf = await pathsOf(
        resources,
        actor,
        rows.map(({ id }) => id),
      );
      return new Map(
        rows.flatMap((row): [string, HitPlace][] => {
          const path = pathOf(row.id, null);
          return path === null ? [] : [[row.id, { title: row.name, where: "Organization", path }]];
        }),
      );
    },
  });
}

const bare = (id: string) => id.slice(OF_ALL.length);
const named = (id: string) => `${OF_ALL}${id}`;

function parted<T>(things: readonly T[], idOf: (thing: T) => string) {
  return {
    ofOrganizations: things.filter((thing) => idOf(thing).startsWith(OF_ALL)),
    ofMembers: things.filter((thing) => !idOf(thing).startsWith(OF_ALL)),
  };
}

const same = (id: string) => id;

/** The name of an organization's entry among people's. */
export const organizationEntryId = named;

/** People of organizations by their membership's id, and the organizations themselves. */
export function peopleAs(found: FoundPeople): SearchSource {
  const members = membersAs(found);
  const organizations = organizationsAs(found);
  return {
    name: found.name,
    atOnce: 100,
    async page(resources, after) {
      if (after === null || !after.startsWith(OF_ALL)) {
        const page = await members.page(resources, after);
        return page.next === null ? { ...page, next: OF_ALL } : page;
      }
      const page = await organizations.page(resources, bare(after) === "" ? null : bare(after));
      return {
        standing: page.standing.map((thing) => ({ ...thing, id: named(thing.id) })),
        next: page.next === null ? null : named(page.next),
      };
    },
    async standing(resources, which) {
      if (!("ids" in which)) return [];
      const { ofOrganizations, ofMembers } = parted(which.ids, same);
      const some = await organizations.standing(resources, { ids: ofOrganizations.map(bare) });
      return [
        ...(await members.standing(resources, { ids: ofMembers })),
        ...some.map((thing) => ({ ...thing, id: named(thing.id) })),
      ];
    },
    async entries(resources, ids) {
      const { ofOrganizations, ofMembers } = parted(ids, same);
      const some = await organizations.entries(resources, ofOrganizations.map(bare));
      return [
        ...(await members.entries(resources, ofMembers)),
        ...some.map((entry) => ({ ...entry, id: named(entry.id) })),
      ];
    },
    async places(resources, hits, actor) {
      const { ofOrganizations, ofMembers } = parted(hits, ({ id }) => id);
      const some = await organizations.places(
        resources,
        ofOrganizations.map((hit) => ({ ...hit, id: bare(hit.id) })),
        actor,
      );
      const renamed = [...some].map(([id, place]) => [named(id), place] as const);
      return new Map([...(await members.places(resources, ofMembers, actor)), ...renamed]);
    },
  };
}

/** One's own organizations and their people, as their pages show them: with addresses. */
export const people = peopleAs({
  name: "person",
  scopeOf: scopeOfOrganization,
  textsOfMember: ({ user }) => [user.email],
  textsOfOrganization: ({ shortName, city }) => [shortName, city],
  pathsOf: async (_resources, actor) => (organizationId, userId) =>
    userId === null
      ? `/organizations/${organizationId}`
      : pathOfPerson(actor, { organizationId, userId }),
});
