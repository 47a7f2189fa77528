import { describe, expect, it } from "vitest";
import { databaseLog } from "#server/rooms/index.ts";
import { openCoalition, value, type Coalition } from "./workspace.ts";

/** As the rooms commit what somebody wrote. */
async function writeIn({ database, clock }: Coalition, documentId: string, userId: string) {
  const update = Uint8Array.of(0, 0);
  const authorship = [{ userId, ranges: Uint8Array.of(1, 0, 0) }];
  const bindings = [{ clientId: 7, userId }];
  const batch = { documentId, generation: 1, update, authorship, bindings };
  await databaseLog(database).commit([batch], clock());
}

describe("home", () => {
  it("shows a newcomer their organizations and what they may begin with", async () => {
    const { services, people } = await openCoalition();
    expect(value(await services.home.show(people.stranger))).toEqual({
      welcome: null,
      firstSteps: [
        expect.objectContaining({ step: "people", of: "Outside", isDone: false }),
        expect.objectContaining({ step: "roles", of: "Outside", isDone: true }),
        expect.objectContaining({ step: "matter", isDone: false }),
        expect.objectContaining({ step: "draft", isDone: false }),
        expect.objectContaining({ step: "submit", isDone: false }),
      ],
      today: "2021-10-07",
      waiting: [],
      groups: [],
      asked: [],
      recentDrafts: [],
      matters: [],
      organizations: [expect.objectContaining({ shortName: "Outside" })],
      may: { createMatter: true },
    });
    expect(value(await services.home.show(people.drafter)).may.createMatter).toBe(false);
  });

  it("shows the drafts that I wrote in, the latest first, and not those of others", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    const documents: string[] = [];
    for (let number = 0; number < 10; number += 1) {
      coalition.pass(1000);
      const form = { kind: "letter", title: `Letter ${number}`, layoutProfile: "letter" } as const;
      documents.push(value(await services.documents.create(people.drafter, slug, form)).documentId);
    }
    coalition.pass(1000);
    await writeIn(coalition, documents[4]!, people.ilrcDrafter.userId);
    coalition.pass(1000);
    await writeIn(coalition, documents[3]!, people.drafter.userId);

    const mine = value(await services.home.show(people.drafter)).recentDrafts;
    expect(mine.map(({ title }) => title)).toEqual(
      [3, 9, 8, 7, 6, 5, 4, 2].map((number) => `Letter ${number}`),
    );
    expect(mine[0]).toMatchObject({
      matter: { slug },
      touchedAt: coalition.clock().toISOString(),
      editedBy: { name: "drafter" },
    });
    const theirs = value(await services.home.show(people.ilrcDrafter)).recentDrafts;
    expect(theirs.map(({ title }) => title)).toEqual(["Letter 4"]);
    expect(value(await services.home.show(people.observer)).recentDrafts).toEqual([]);
  });

  it("does not count a draft in which I only placed the cursor", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, database, clock } = coalition;
    const form = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    const { userId } = people.ilrcDrafter;
    await database.client.draftBinding.create({
      data: { documentId, clientId: 99n, userId, boundAt: clock() },
    });
    expect(value(await services.home.show(people.ilrcDrafter)).recentDrafts).toEqual([]);
  });

  it("forgets drafts that are no longer drafts, or no longer mine to see", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, database, organizations } = coalition;
    const form = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.ilrcDrafter, slug, form));
    expect(value(await services.home.show(people.ilrcDrafter)).recentDrafts).toHaveLength(1);
    await database.client.document.update({
      where: { id: documentId },
      data: { status: "in_review" },
    });
    expect(value(await services.home.show(people.ilrcDrafter)).recentDrafts).toEqual([]);
    await database.client.document.update({ where: { id: documentId }, data: { status: "draft" } });
    value(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.ilrc,
      }),
    );
    const home = value(await services.home.show(people.ilrcDrafter));
    expect(home).toMatchObject({ recentDrafts: [], matters: [] });
  });
});
