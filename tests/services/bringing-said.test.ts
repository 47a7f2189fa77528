import { describe, expect, it, vi } from "vitest";
import { broughtReportSchema } from "#app/domain/archive/bringing.ts";
import { NOTHING } from "#server/services/bringing/refused.ts";
import { lookedThrough, openBringing, ownZip, send, workOff } from "./bringing-sent.ts";
import { value } from "./workspace.ts";

// Each checks an archive by its script, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe("[A3] sentences about an archive", () => {
  it("speak of no choice where its bringer lost the right before they chose", async () => {
    const story = await openBringing();
    const { people, services, database } = story;
    const { admin } = people;
    const { archiveId } = value(await send(story, admin, await ownZip(story)));
    await database.client.membership.deleteMany({ where: { userId: admin.userId } });
    await workOff(story);
    const { progress } = value(await services.bringing.showOne(admin, archiveId));
    expect(progress).toMatchObject({ is: "failed" });
    const why = progress.is === "failed" ? progress.why : "";
    expect(why).toContain("for any organization any more");
    expect(why).not.toContain("chosen");
  });
  it("say of its parties what is so where it has no other one", async () => {
    const story = await openBringing();
    const { view } = await lookedThrough(story, story.people.admin);
    const different = view.report?.different.join(" ") ?? "";
    expect(different).toContain("A party of it that you do not choose as an organization of yours");
    expect(different).not.toContain("other organizations");
  });

  it("tell of a large archive its first matters and papers, and how many there are", async () => {
    const story = await openBringing();
    const { people, services, database } = story;
    const { archiveId } = await lookedThrough(story, people.admin);
    const where = { id: archiveId };
    const { report } = await database.client.broughtArchive.findUniqueOrThrow({ where });
    const read = broughtReportSchema.parse(JSON.parse(report ?? "null"));
    const [matter] = read.matters;
    if (!matter) throw new Error("no matter");
    const documents = Array.from({ length: 60 }, () => ({
      title: "A paper",
      kind: "letter",
      status: "draft",
    }));
    const shownWith = async (count: number) => {
      const matters = Array.from({ length: count }, () => ({ ...matter, documents }));
      const data = { report: JSON.stringify({ ...read, matters }) };
      await database.client.broughtArchive.update({ where, data });
      return value(await services.bringing.showOne(people.admin, archiveId)).report;
    };
    const alone = await shownWith(1);
    expect(alone?.matters[0]?.documents).toHaveLength(50);
    expect(alone).toMatchObject({ matterCount: 1, matters: [{ documentCount: 60 }] });
    const many = await shownWith(150);
    expect(many?.matterCount).toBe(150);
    expect(many?.matters).toHaveLength(100);
    expect(many?.matters[0]).toMatchObject({ documents: [], documentCount: 60 });
    const data = { state: "failed", failure: GONE, attempts: 1 };
    await database.client.broughtArchive.update({ where, data });
    const { progress } = value(await services.bringing.showOne(people.admin, archiveId));
    expect(progress).toMatchObject({ why: expect.stringContaining("tried twice more") });
    const [listed] = value(await services.bringing.show(people.admin)).archives;
    expect(listed?.progress).toEqual(progress);
  });

  it("say that nothing more came in where a matter of it had come in before", async () => {
    const story = await openBringing();
    const { people, services, database } = story;
    const { archiveId } = value(await send(story, people.admin, await ownZip(story)));
    const { client } = database;
    const { id } = await client.matter.findFirstOrThrow();
    const why = async (matterIds: readonly string[]) => {
      await client.broughtArchive.update({
        where: { id: archiveId },
        data: { state: "failed", failure: GONE, matterIds: JSON.stringify(matterIds) },
      });
      const { progress } = value(await services.bringing.showOne(people.admin, archiveId));
      return progress.is === "failed" ? progress.why : "";
    };
    expect(await why([])).toBe(GONE);
    expect(await why([id])).toBe("It is missing. Nothing more was brought in. Send it again.");
  });
});

const GONE = `It is missing. ${NOTHING} Send it again.`;
