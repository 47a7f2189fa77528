import * as z from "zod";
import { SCOPES } from "#app/domain/api-token.ts";
import { ROLES } from "#app/domain/actor.ts";
import { done } from "#app/domain/refusal.ts";
import { operation } from "#server/api/operation.ts";
import { cutPage, nextOf, pageOf, pageQuery, placeOf } from "#server/api/paging.ts";
import { day, id, instant, matterRef, ofMatter, organization } from "#server/api/shapes.ts";

const me = operation({
  id: "getMe",
  method: "get",
  path: "/me",
  group: "Token",
  summary: "Whose token this is, how far it reaches and how long it holds.",
  scope: null,
  answer: z.object({
    id,
    name: z.string(),
    organizations: z
      .array(organization.extend({ roles: z.array(z.enum(ROLES)) }))
      .describe("Those whose roles the token carries."),
    token: z.object({ name: z.string(), scopes: z.array(z.enum(SCOPES)), expiresAt: instant }),
  }),
  run: ({ actor, token }) =>
    done({
      id: actor.userId,
      name: actor.name,
      organizations: actor.memberships.map((place) => ({
        id: place.organizationId,
        name: place.organizationName,
        shortName: place.organizationShortName,
        roles: [...place.roles],
      })),
      token: {
        name: token.name,
        scopes: [...token.scopes],
        expiresAt: token.expiresAt.toISOString(),
      },
    }),
});

const summary = z.object({
  id,
  slug: z.string(),
  title: z.string(),
  lead: organization,
  parties: z.array(organization),
  documentCount: z.int(),
  editedAt: instant.nullable(),
  archivedAt: instant.nullable(),
});

const listMatters = operation({
  id: "listMatters",
  method: "get",
  path: "/matters",
  group: "Matters",
  summary: "The matters that you may see, by their slug.",
  scope: "read",
  query: pageQuery,
  answer: pageOf(summary),
  run: async ({ actor, services, query }) => {
    const place = placeOf(query);
    if (!place.ok) return place;
    const found = await services.apiReads.matters(actor, place.value);
    if (!found.ok) return found;
    const { matters, isMore } = found.value;
    return done({
      items: matters.map(({ parties, ...one }) => ({ ...one, parties: [...parties] })),
      next: nextOf(matters, isMore, ({ slug }) => slug),
    });
  },
});

const getMatter = operation({
  id: "getMatter",
  method: "get",
  path: "/matters/{matter}",
  group: "Matters",
  summary: "One matter with its parties.",
  scope: "read",
  cost: 2,
  params: ofMatter,
  answer: z.object({
    id,
    slug: z.string(),
    title: z.string(),
    narrative: z
      .string()
      .describe("Paragraphs, parted by empty lines; empty where none is written."),
    agency: z.object({
      department: z.string().nullable(),
      component: z.string().nullable(),
      address: z.string().nullable(),
    }),
    createdAt: instant,
    archivedAt: instant.nullable(),
    lead: organization,
    parties: z.array(organization),
  }),
  run: async ({ actor, services, params }) => {
    const found = await services.apiReads.matter(actor, params.matter);
    return found.ok ? done({ ...found.value, parties: [...found.value.parties] }) : found;
  },
});

const deadline = z.object({
  key: z.string().describe("Stays the same while the day changes."),
  kind: z.string(),
  matter: matterRef,
  what: z.string(),
  about: z.object({
    document: id.nullable(),
    docket: id.nullable(),
    name: z.string(),
  }),
  due: day,
  hour: z
    .object({ time: z.string(), zone: z.string().nullable() })
    .nullable()
    .describe("The hour that a court set."),
  orElse: day.nullable().describe("Another day that an unsettled rule gives."),
  by: z.enum(["us", "them"]).describe("Who has to act."),
  why: z.string(),
  source: z.string(),
  isInvented: z.boolean().describe("Rests on facts made up for a demonstration."),
});

const dueQuery = pageQuery.extend({
  matter: z.string().max(200).optional().describe("The `slug` of one matter; left out for all."),
});

const listDeadlines = operation({
  id: "listDeadlines",
  method: "get",
  path: "/deadlines",
  group: "Dates",
  summary: "What is due, the earliest first: without what is done, and what was settled.",
  scope: "read",
  // All requests of all matters are counted anew for each page.
  cost: 20,
  query: dueQuery,
  answer: pageOf(deadline),
  run: async ({ actor, services, query }) => {
    const found = await services.apiReads.due(actor, query.matter ?? null);
    if (!found.ok) return found;
    return cutPage(
      found.value,
      query,
      ({ due, key }) => `${due} ${key}`,
      ({ place, hour = null, ...one }) => ({
        ...one,
        hour,
        about:
          place.of === "paper"
            ? { document: place.documentId, docket: null, name: place.title }
            : { document: null, docket: place.docketId, name: place.name },
      }),
    );
  },
});

export const MATTER_OPERATIONS = [me, listMatters, getMatter, listDeadlines];
