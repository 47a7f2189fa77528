import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import {
  rowsAsked,
  scopeOfOrganization,
  sourceOfRows,
  type SearchSource,
  type StandingThing,
} from "#server/services/search/source.ts";
import { stampOf } from "./documents.ts";

/** Of people, the columns that their organization's pages show: never a secret. */
const OF_MEMBERSHIP = {
  id: true,
  userId: true,
  organizationId: true,
  createdAt: true,
  user: { select: { name: true, email: true, unconfirmed: true } },
  organization: { select: { shortName: true } },
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

const members = sourceOfRows({
  name: "person",
  atOnce: 100,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.MembershipWhereInput>(asked, {});
    return client.membership.findMany({ where, ...page, select: OF_MEMBERSHIP });
  },
  standing: (row): StandingThing => ({
    id: row.id,
    scope: scopeOfOrganization(row.organizationId),
    stamp: stampOf(row.user.name, row.user.email, row.user.unconfirmed),
  }),
  async entry(_resources, row) {
    return {
      title: row.user.name,
      text: row.user.email,
      at: row.createdAt,
    };
  },
  async places({ database: { client } }, hits, actor) {
    const rows = await client.membership.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_MEMBERSHIP,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: shownName(row.user),
          where: row.organization.shortName,
          path: pathOfPerson(actor, row),
        },
      ]),
    );
  },
});

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

const organizations = sourceOfRows({
  name: "person",
  atOnce: 100,
  rows({ database: { client } }, asked) {
    const { where, ...page } = rowsAsked<Prisma.OrganizationWhereInput>(asked, {});
    return client.organization.findMany({ where, ...page, select: OF_ORGANIZATION });
  },
  standing: (row): StandingThing => ({
    id: row.id,
    scope: scopeOfOrganization(row.id),
    stamp: stampOf(row.name, row.shortName, row.city),
  }),
  async entry(_resources, row) {
    return {
      title: row.name,
      text: [row.shortName, row.city].filter((part) => part).join("\n"),
      at: row.createdAt,
    };
  },
  async places({ database: { client } }, hits) {
    const rows = await client.organization.findMany({
      where: { id: { in: hits.map(({ id }) => id) } },
      select: OF_ORGANIZATION,
    });
    return new Map(
      rows.map((row) => [
        row.id,
        { title: row.name, where: "Organization", path: `/organizations/${row.id}` },
      ]),
    );
  },
});

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
export const people: SearchSource = {
  name: "person",
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
    const found = await organizations.standing(resources, { ids: ofOrganizations.map(bare) });
    return [
      ...(await members.standing(resources, { ids: ofMembers })),
      ...found.map((thing) => ({ ...thing, id: named(thing.id) })),
    ];
  },
  async entries(resources, ids) {
    const { ofOrganizations, ofMembers } = parted(ids, same);
    const found = await organizations.entries(resources, ofOrganizations.map(bare));
    return [
      ...(await members.entries(resources, ofMembers)),
      ...found.map((entry) => ({ ...entry, id: named(entry.id) })),
    ];
  },
  async places(resources, hits, actor) {
    const { ofOrganizations, ofMembers } = parted(hits, ({ id }) => id);
    const found = await organizations.places(
      resources,
      ofOrganizations.map((hit) => ({ ...hit, id: bare(hit.id) })),
      actor,
    );
    const renamed = [...found].map(([id, place]) => [named(id), place] as const);
    return new Map([...(await members.places(resources, ofMembers, actor)), ...renamed]);
  },
};
