import { describe, expect, it } from "vitest";
import { ROLES, type Actor, type Role } from "#app/domain/actor.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfMatter } from "#server/services/matters/load.ts";
import { openWorkspace } from "#tests/services/workspace.ts";
import { fc } from "#tests/support/fast-check.ts";
import { searchedIn } from "./searched.ts";

const MATTERS = 6;
const AT = new Date("2021-10-07T12:00:00.000Z");

/** Matters of random parties, each with a draft, threads of everybody and of each organization, a lawsuit. */
async function fill(client: PrismaClient, organizationIds: readonly string[], parties: number[][]) {
  for (const [number, party] of parties.entries()) {
    const id = `matter-${number}`;
    const lead = organizationIds[party[0] ?? 0] ?? "";
    await client.matter.create({
      data: {
        id,
        slug: id,
        title: `Everywhere ${id}`,
        narrative: "",
        leadOrganizationId: lead,
        createdById: "nobody",
        createdAt: AT,
        parties: {
          create: party.map((index, position) => ({
            organizationId: organizationIds[index] ?? "",
            position,
            addedAt: AT,
          })),
        },
        dockets: {
          create: {
            id: `docket-${number}`,
            court: "Everywhere",
            district: "",
            parties: JSON.stringify({ plaintiffs: [], defendants: [] }),
            revision: 1,
            createdById: "nobody",
            createdAt: AT,
          },
        },
        documents: {
          create: {
            id: `document-${number}`,
            kind: "letter",
            title: `Everywhere letter ${number}`,
            layoutProfile: "letter",
            status: "draft",
            statusAt: AT,
            schemaVersion: 1,
            generation: 1,
            sequence: 1,
            facts: "{}",
            factsRevision: 1,
            createdById: "nobody",
            createdAt: AT,
            editedAt: AT,
            threads: {
              create: [null, ...organizationIds].map((organizationId, index) => ({
                id: `thread-${number}-${index}`,
                organizationId,
                placeKind: "document",
                createdById: "nobody",
                createdAt: AT,
                changedAt: AT,
                comments: {
                  create: {
                    id: `comment-${number}-${index}`,
                    authorId: "nobody",
                    organizationId: organizationId ?? lead,
                    text: "It is everywhere.",
                    at: AT,
                  },
                },
              })),
            },
          },
        },
      },
    });
  }
}

/** The ids of everything that the actor may see, decided thing by thing. */
async function seen(client: PrismaClient, actor: Actor): Promise<string[]> {
  const ids: string[] = [];
  const rows = await client.matter.findMany({
    include: { parties: true, dockets: true, documents: { include: { threads: true } } },
  });
  for (const row of rows) {
    const matter = subjectOfMatter(row);
    if (!may(actor, "matter.view", { matter }).ok) continue;
    ids.push(`matter:${row.id}`, ...row.dockets.map(({ id }) => `docket:${id}`));
    const own = new Set(threadOrganizations(actor, matter));
    for (const { id, threads } of row.documents) {
      ids.push(`draft:${id}`);
      for (const thread of threads) {
        if (thread.organizationId === null || own.has(thread.organizationId)) {
          ids.push(`thread:${thread.id}`);
        }
      }
    }
  }
  const clauses = await client.clause.findMany();
  for (const { id, organizationId } of clauses) {
    if (may(actor, "organization.view", { organizationId }).ok) ids.push(`clause:${id}`);
  }
  const partners = new Set(
    rows
      .map(subjectOfMatter)
      .filter((matter) => may(actor, "matter.view", { matter }).ok)
      .flatMap(({ partyIds }) => [...partyIds]),
  );
  for (const { id, organizationId } of await client.membership.findMany()) {
    const isOwn = may(actor, "organization.view", { organizationId }).ok;
    if (isOwn) ids.push(`person:${id}`);
    else if (partners.has(organizationId)) ids.push(`partner:${id}`);
  }
  return ids.toSorted();
}

const roles = fc.subarray<Role>([...ROLES]);
const subset = fc.subarray([0, 1, 2], { minLength: 1 });

describe("rights", () => {
  it("[Q2] [M2] [P8] whoever searches finds what they may see and nothing else, whatever their roles and parties", async () => {
    const workspace = await openWorkspace();
    const { client } = workspace.database;
    const organizationIds: string[] = [];
    for (const name of ["One", "Two", "Three"]) {
      const organizationId = await workspace.organization(name);
      organizationIds.push(organizationId);
      const memberships = [{ organizationId, roles: ["drafter"] as const }];
      await workspace.person(`${name}@example.org`, memberships, { name: `Everywhere ${name}` });
    }
    const [parties = []] = fc.sample(
      fc.array(subset, { minLength: MATTERS, maxLength: MATTERS }),
      1,
    );
    await fill(client, organizationIds, parties);
    for (const [index, organizationId] of organizationIds.entries()) {
      await client.clause.create({
        data: {
          id: `clause-${index}`,
          organizationId,
          name: "Everywhere",
          note: "",
          schemaVersion: 1,
          content: "[]",
          words: "",
          revision: 1,
          createdById: "nobody",
          createdAt: AT,
          changedById: "nobody",
          changedAt: AT,
        },
      });
    }
    const searched = await searchedIn(workspace);
    await searched.feed.catchUp();
    const found = async (actor: Actor) =>
      (await searched.found(actor, "everywhere", { most: 50 })).map(({ id }) => id).toSorted();
    const everything = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(roles, { minLength: 3, maxLength: 3 }),
        fc.option(fc.record({ matter: fc.nat({ max: MATTERS - 1 }), leaves: fc.nat({ max: 2 }) })),
        async (held, change) => {
          const actor: Actor = {
            userId: "somebody",
            name: "Somebody",
            email: "somebody@example.org",
            workspaceAdmin: false,
            memberships: organizationIds.map((organizationId, index) => ({
              organizationId,
              organizationName: organizationId,
              organizationShortName: organizationId,
              organizationColor: 0,
              roles: new Set(held[index]),
            })),
          };
          // The index is not told: rights count as they are when somebody searches.
          const where = {
            matterId: `matter-${change?.matter ?? 0}`,
            organizationId: organizationIds[change?.leaves ?? 0] ?? "",
          };
          const left = change ? await client.matterParty.findMany({ where }) : [];
          await client.matterParty.deleteMany({ where: { OR: left } });
          const ids = await found(actor);
          expect(ids).toEqual(await seen(client, actor));
          for (const id of ids) everything.add(id);
          await client.matterParty.createMany({ data: left });
        },
      ),
      { numRuns: 60 },
    );
    // It can fail: some of them find much.
    expect(everything.size).toBeGreaterThan(MATTERS * 3);
  });
});
