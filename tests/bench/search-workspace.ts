import type { Actor } from "#app/domain/actor.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Resources } from "#server/services/index.ts";
import { findEverywhere } from "#server/services/search/find.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import { MARKS } from "#server/services/search/port.ts";
import { searchSources } from "#server/services/search/sources/index.ts";

/** How many rows are written at once. */
const AT_ONCE = 500;

export const nameOfMatter = (number: number) => `matter-${number}`;

/** An organization and another, each a party of every other matter; and the documents of these. */
export async function fillWorkspace(
  client: PrismaClient,
  { documents, matters }: { readonly documents: number; readonly matters: number },
): Promise<void> {
  const at = new Date(1_600_000_000_000);
  for (const id of ["own", "other", "partner"]) {
    const data = { id, slug: id, name: id, shortName: id, colour: 0, createdAt: at };
    await client.organization.create({ data });
  }
  const by = { createdById: "nobody", createdAt: at };
  for (let number = 0; number < matters; number += 1) {
    const id = nameOfMatter(number);
    const lead = number % 2 === 0 ? "own" : "other";
    await client.matter.create({
      data: {
        id,
        slug: id,
        title: `Matter ${number}`,
        narrative: "",
        leadOrganizationId: lead,
        ...by,
        parties: {
          create: [lead, "partner"].map((organizationId, position) => ({
            organizationId,
            position,
            addedAt: at,
          })),
        },
      },
    });
  }
  for (let from = 0; from < documents; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, documents - from) }, (_, i) => from + i);
    await client.document.createMany({
      data: some.map((number) => ({
        id: `d${number}`,
        matterId: nameOfMatter(number % matters),
        kind: "letter",
        title: `Letter ${number}`,
        layoutProfile: "letter",
        status: "draft",
        statusAt: at,
        schemaVersion: 1,
        generation: 1,
        sequence: 1,
        facts: "{}",
        factsRevision: 1,
        editedAt: at,
        ...by,
      })),
    });
    await client.version.createMany({
      data: some.map((number) => ({
        id: `v${number}`,
        documentId: `d${number}`,
        number: 1,
        content: "{}",
        hash: String(number),
        sequence: 1,
        generation: 1,
        ...by,
      })),
    });
    await client.thread.createMany({
      data: some.map((number) => ({
        id: `t${number}`,
        documentId: `d${number}`,
        placeKind: "document",
        changedAt: at,
        ...by,
      })),
    });
    await client.comment.createMany({
      data: some.map((number) => ({
        id: `c${number}`,
        threadId: `t${number}`,
        authorId: "nobody",
        organizationId: "own",
        text: "Said.",
        at,
      })),
    });
  }
}

/** Stamps of all that stands there, by source and id, as the index is to have them. */
export async function stampsOf(database: Resources["database"]): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  const resources = { database } as Resources;
  for (const source of searchSources()) {
    for (let after: string | null = null; ;) {
      const page = await source.page(resources, after);
      for (const { id, stamp } of page.standing) stamps.set(`${source.name} ${id}`, stamp);
      after = page.next;
      if (after === null) break;
    }
  }
  return stamps;
}

/** A reader of every other matter, or of the first of them. */
export async function readerOf(client: PrismaClient, organizationId: string): Promise<Actor> {
  const { name, shortName } = await client.organization.findUniqueOrThrow({
    where: { id: organizationId },
  });
  return {
    userId: "somebody",
    name: "Somebody",
    email: "somebody@example.org",
    workspaceAdmin: false,
    memberships: [
      {
        organizationId,
        organizationName: name,
        organizationShortName: shortName,
        organizationColor: 0,
        roles: new Set(["drafter"] as const),
      },
    ],
  };
}

/** Answers to searches as people get them: rights, the index, each hit looked at again, addresses. */
export async function createVerb(database: Resources["database"], index: SearchIndex) {
  let took = 0;
  let waited = 0;
  const wait = async (milliseconds: number, passed: number) => {
    took = passed;
    waited = passed + milliseconds;
  };
  const resources = {
    database,
    search: { index: async () => index, wait },
  } as unknown as Resources;
  await index.write({ marks: { [MARKS.built]: "yes" } });
  return async (actor: Actor, typed: string) => {
    const found = await findEverywhere(resources, actor, typed, { most: 5 });
    if (!found.ok) throw new Error(`${typed}: ${found.refusal.sentence}`);
    const items = found.value.groups.flatMap((group) => group.items);
    return { took, left: waited, items: items.length };
  };
}
