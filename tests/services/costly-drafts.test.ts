import { describe, expect, it } from "vitest";
import { openReview, writeText } from "./papers.ts";
import { committedProse } from "./ports.ts";
import { MINUTE, refused, value, type Knobs } from "./workspace.ts";

/** A draft in which two batches came after the first, of which the last stops it. */
async function openCostly() {
  const knobs: Knobs = {};
  const review = await openReview(knobs);
  const { database, documentId, people } = review;
  await writeText(review, documentId, "Words that stay.");
  const before = await committedProse(database, documentId);
  const kept = before!.sequence;
  await writeText(review, documentId, "Words that stop it.");
  await database.client.draftUpdate.updateMany({
    where: { documentId, sequence: kept + 1 },
    data: { userId: people.drafter.userId, ranges: new Uint8Array([0]) },
  });
  knobs.paused = [
    {
      documentId,
      why: "time",
      since: new Date("2026-01-02T10:00:00Z"),
      failures: 1,
      retryAt: new Date("2026-01-02T10:01:00Z"),
      costs: [{ sequence: kept + 1, isBase: false, milliseconds: 30_000, isUnfinished: true }],
    },
  ];
  const admin = { ...people.drafter, userId: people.admin.userId, workspaceAdmin: true };
  await database.client.user.update({
    where: { id: people.admin.userId },
    data: { workspaceAdmin: true },
  });
  const { generation } = await database.client.document.findUniqueOrThrow({
    where: { id: documentId },
  });
  return { ...review, admin, kept, before, generation };
}

describe("a draft that costs more than it may", () => {
  it("is shown to the workspace's administrator with whose words cost it, and to nobody else [R35]", async () => {
    const { services, people, admin, documentId, kept } = await openCostly();
    const { drafts } = value(await services.costlyDrafts.show(admin));
    expect(drafts).toMatchObject([{ documentId, sequence: kept + 1, proposed: kept }]);
    expect(drafts[0]?.costs?.[0]?.people.map(({ userId }) => userId)).toEqual([
      people.drafter.userId,
    ]);
    for (const who of [people.drafter, people.observer]) {
      refused(await services.costlyDrafts.show(who), "forbidden");
      const form = { documentId, sequence: kept, generation: 1 };
      refused(await services.costlyDrafts.restore(who, form), "forbidden");
      refused(await services.costlyDrafts.kept(who, documentId, 1), "forbidden");
      refused(services.costlyDrafts.retry(who, { documentId }), "forbidden");
      const removal = { documentId, userId: people.staff.userId };
      refused(await services.costlyDrafts.removeWriter(who, removal), "forbidden");
    }
  });

  it("is restored as a new generation, and what came after is kept and can be fetched [R35]", async () => {
    const costly = await openCostly();
    const { services, database, admin, documentId, kept, before, generation } = costly;
    const [taken] = await database.client.draftUpdate.findMany({
      where: { documentId, sequence: kept + 1 },
    });
    const form = { documentId, sequence: kept, generation };
    value(await services.costlyDrafts.restore(admin, form));
    const after = await committedProse(database, documentId);
    expect(after).toEqual({ ...before, generation: generation + 1 });
    expect(costly.statusChanges).toContain(documentId);
    const [aside] = await database.client.draftSetAside.findMany({ where: { documentId } });
    expect(Buffer.from(aside!.bytes).equals(Buffer.from(taken!.bytes))).toBe(true);
    expect(aside).toMatchObject({ generation, sequence: kept + 1 });
    expect(JSON.parse(aside!.authorship)).toEqual([
      { userId: costly.people.drafter.userId, ranges: "AA==" },
    ]);
    const text = value(await services.costlyDrafts.kept(admin, documentId, generation));
    expect(text).toContain(`[${kept + 1}]`);
    expect(text).toContain(`${taken!.bytes.length} bytes`);
    const view = value(await services.costlyDrafts.show(admin));
    expect(view.setAside).toMatchObject([{ documentId, generation, batches: 1 }]);
    // The text goes on from there.
    await writeText(costly, documentId, "And so on.");
    expect((await committedProse(database, documentId))?.sequence).toBe(kept + 1);
    // A page of before does it no second time.
    refused(await services.costlyDrafts.restore(admin, form), "stale");
  });

  it("is restored to what it still holds batch by batch, and only while it is a draft [R35]", async () => {
    const { services, database, admin, documentId, kept, generation } = await openCostly();
    const restore = (sequence: number) =>
      services.costlyDrafts.restore(admin, { documentId, sequence, generation });
    refused(await restore(kept + 1), "bad-input");
    const base = await database.client.draftBase.findUniqueOrThrow({ where: { documentId } });
    refused(await restore(base.sequence - 1), "bad-input");
    await database.client.document.update({
      where: { id: documentId },
      data: { status: "in_review" },
    });
    refused(await restore(kept), "wrong-status");
    expect(await database.client.draftSetAside.count()).toBe(0);
  });

  it("can be tried again at once, and whoever wrote that be removed from the matter's parties [R35]", async () => {
    const { services, people, admin, documentId, retried, revoked, database } = await openCostly();
    value(services.costlyDrafts.retry(admin, { documentId }));
    expect(retried).toEqual([documentId]);
    const { userId } = people.drafter;
    value(await services.costlyDrafts.removeWriter(admin, { documentId, userId }));
    expect(await database.client.membership.count({ where: { userId } })).toBe(0);
    expect(revoked).toContainEqual({ userId });
    refused(await services.costlyDrafts.removeWriter(admin, { documentId, userId }), "not-found");
  });

  it("is left by its writer with all that opened their organization, unless they are who comes in when its provider fails", async () => {
    const costly = await openCostly();
    const { services, people, admin, documentId, database, organizations, clock } = costly;
    const { client } = database;
    const { council: organizationId } = organizations;
    const { userId } = people.staff;
    const at = clock();
    await client.identityProvider.create({
      data: {
        organizationId,
        issuer: "https://idp.example",
        clientId: "desk",
        required: true,
        breakGlassId: userId,
        createdAt: at,
        changedAt: at,
      },
    });
    await client.identityLink.create({
      data: { id: "link", organizationId, userId, issuer: "i", subject: "s", createdAt: at },
    });
    await client.apiToken.create({
      data: {
        id: "token",
        userId,
        name: "Script",
        tokenHash: "hash",
        scopes: "read",
        own: true,
        byProvider: false,
        createdAt: at,
        expiresAt: new Date(at.getTime() + MINUTE),
      },
    });
    const form = { documentId, userId };
    refused(await services.costlyDrafts.removeWriter(admin, form), "conflict");
    await client.identityProvider.update({
      where: { organizationId },
      data: { required: false, breakGlassId: people.admin.userId },
    });
    value(await services.costlyDrafts.removeWriter(admin, form));
    expect(await client.identityLink.count()).toBe(0);
    expect(await client.apiToken.count()).toBe(0);
  });
});
