import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ownInArchive } from "#app/domain/forms/bring-archive.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { BRINGING } from "#server/services/bringing/limits.ts";
import { sweepBrought } from "#server/services/bringing/sweep.ts";
import { takeArchive } from "./archives.ts";
import {
  lookedThrough,
  openBringing,
  ownFolder,
  ownZip,
  send,
  storedIn,
  workOff,
} from "./bringing-sent.ts";
import { submit } from "./papers.ts";
import { signAndFile } from "./sign-and-file.ts";
import { talkOf } from "./talk.ts";
import { DAY, openCoalition, refused, value, type Workspace } from "./workspace.ts";

describe("[A3] an archive that somebody sends", () => {
  it("is shown before anything is written: papers, names, what was left out, what will be other", async () => {
    const story = await openBringing();
    const { people, services, slug, database, organizations } = story;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "letter",
        title: "A letter",
        layoutProfile: "letter",
      }),
    );
    const talk = talkOf({ services, documentId });
    await talk.begin(people.drafter, { text: "At home.", organizationId: organizations.council });
    await signAndFile(story, await submit(story));
    const archive = await takeArchive(story, people.staff, slug);
    const before = await database.client.matter.count();
    const { view } = await lookedThrough(story, people.admin, archive.bytes);
    expect(view).toMatchObject({ name: "matter.zip", progress: { is: "ready" }, mayChoose: true });
    const [matter] = view.report?.matters ?? [];
    expect(matter).toMatchObject({ slug, versions: 1, filings: 1, threads: 1 });
    expect(matter?.documents.map(({ status }) => status).toSorted()).toEqual(["draft", "filed"]);
    expect(matter?.lines).toBeGreaterThan(3);
    expect(view.report?.names.length).toBe(view.report?.people);
    const withOwn = view.report?.organizations.filter(({ hasOwnThreads }) => hasOwnThreads);
    expect(withOwn?.map(({ id }) => id)).toEqual([organizations.council]);
    expect(view.report?.leftOut.join(" ")).toContain("Names to watch for");
    const different = view.report?.different.join(" ") ?? "";
    expect(different).toContain("Everybody in it comes as a stand-in");
    expect(different).toContain("A paper that was filed stays so");
    expect(different).toContain("Conversations that only people of");
    expect(different).not.toContain("approved come in as drafts");
    expect(view.leads.map(({ id }) => id)).toEqual([organizations.council]);
    expect(await database.client.matter.count()).toBe(before);
    // Nothing of it stays unpacked.
    expect(await readdir(story.unpacking)).toEqual([]);
  });

  it("is its bringer’s alone, and nobody else’s to choose for or to discard", async () => {
    const story = await openBringing();
    const { people, services, organizations } = story;
    const { archiveId } = await lookedThrough(story, people.admin);
    const form = { leadOrganizationId: organizations.ilrc, own: [] };
    for (const other of [people.ilrcAdmin, people.staff, people.stranger]) {
      refused(await services.bringing.showOne(other, archiveId), "not-found");
      refused(await services.bringing.choose(other, archiveId, form), "not-found");
      refused(await services.bringing.discard(other, archiveId, {}), "not-found");
    }
    expect(value(await services.bringing.show(people.ilrcAdmin)).archives).toEqual([]);
    for (const other of [people.drafter, people.staff]) {
      refused(await services.bringing.show(other), "forbidden");
      refused(await services.bringing.mayBring(other), "forbidden");
      refused(await send(story, other, await ownZip(story)), "forbidden");
    }
  });

  it("is one at a time, within the room for archives, and gone with its days", async () => {
    const story = await openBringing();
    const { people, services, database, resources } = story;
    const { archiveId } = await lookedThrough(story, people.admin);
    const { sentence } = refused(await send(story, people.admin, Buffer.from("x")), "unavailable");
    // The page says it where nothing was sent.
    const { notNow } = value(await services.bringing.show(people.admin));
    expect(notNow).toMatch(/^An archive of yours is under way.*before you send another\.$/u);
    expect(sentence).toBe(`${notNow} Nothing was stored.`);
    await sweepBlobs({ ...resources, exhibits: { forget: async () => undefined } });
    expect(await story.stored()).toHaveLength(1);
    story.pass(BRINGING.days * DAY + 1);
    await mkdir(path.join(story.unpacking, "left-over"), { recursive: true });
    await sweepBrought(resources, story.unpacking);
    expect(await story.stored()).toEqual([]);
    expect(await readdir(story.unpacking)).toEqual([]);
    refused(await services.bringing.showOne(people.admin, archiveId), "not-found");
    const row = await database.client.broughtArchive.findUniqueOrThrow({
      where: { id: archiveId },
    });
    expect(row).toMatchObject({ state: "expired", bytes: 0n, report: null, choices: null });
    story.pass(100 * DAY);
    await sweepBrought(resources, story.unpacking);
    expect(await database.client.broughtArchive.count()).toBe(0);
  });

  it("is refused with a sentence where it is none, and its bytes are not kept", async () => {
    const story = await openBringing();
    const { archiveId, view } = await lookedThrough(
      story,
      story.people.admin,
      Buffer.from("words and no archive"),
    );
    expect(view.progress).toMatchObject({ is: "failed" });
    expect(view).toMatchObject({ mayChoose: false, bytes: 0, report: null });
    expect(await story.stored()).toEqual([]);
    // Another one can be sent at once.
    value(await send(story, story.people.admin, await ownZip(story)));
    value(await story.services.bringing.discard(story.people.admin, archiveId, {}));
    refused(await send(story, story.people.ilrcAdmin, Buffer.alloc(0)), "bad-input");
  });

  it("does not go into more room than archives may take", async () => {
    const folder = await ownFolder();
    const quota = { bytesOfMatter: 1_000, bytesOfWorkspace: 1_000 };
    const story = await openCoalition({
      blobs: blobsInFolder(path.join(folder, "blobs")),
      attachmentQuota: quota,
    });
    const { sentence } = refused(
      await send(story, story.people.admin, Buffer.alloc(1_001)),
      "too-large",
    );
    expect(sentence).toContain("does not fit beside those that are kept");
    expect(await storedIn(path.join(folder, "blobs"))).toEqual([]);
    value(await send(story, story.people.admin, Buffer.alloc(1_000)));
    refused(await send(story, story.people.ilrcAdmin, Buffer.alloc(1)), "unavailable");
  });
});

describe("[A3] what is chosen for an archive", () => {
  it("is of organizations for which its bringer may begin matters, and of the archive’s own", async () => {
    const story = await openBringing();
    const { people, services, organizations } = story;
    const { archiveId, view } = await lookedThrough(story, people.admin);
    const [there] = view.report?.organizations ?? [];
    const choose = (leadOrganizationId: string, own: readonly string[]) =>
      services.bringing.choose(people.admin, archiveId, { leadOrganizationId, own: [...own] });
    const { council, ilrc } = organizations;
    refused(await choose(ilrc, []), "forbidden");
    refused(await choose(council, [ownInArchive(ilrc, there?.id ?? "")]), "forbidden");
    refused(await choose(council, [ownInArchive(council, "nobody")]), "bad-input");
    refused(await choose(council, [there?.id ?? ""]), "bad-input");
    const twice = ownInArchive(council, there?.id ?? "");
    refused(await choose(council, [twice, twice]), "bad-input");
    value(await choose(council, ["", twice]));
    refused(await choose(council, []), "conflict");
    value(await services.bringing.discard(people.admin, archiveId, {}));
    refused(await choose(council, []), "conflict");
    const row = await story.database.client.broughtArchive.findFirstOrThrow();
    expect(row).toMatchObject({ state: "discarded", broughtById: people.admin.userId });
  });

  it("is done: the matter is here, led as was chosen, and the archive is gone", async () => {
    const story = await openBringing();
    const { people, services, organizations } = story;
    const { archiveId } = await lookedThrough(story, people.admin);
    const form = { leadOrganizationId: organizations.council, own: [] };
    value(await services.bringing.choose(people.admin, archiveId, form));
    await workOff(story);
    const view = value(await services.bringing.showOne(people.admin, archiveId));
    expect(view.progress).toMatchObject({ is: "done", matters: [{ title: expect.any(String) }] });
    expect(view).toMatchObject({ bytes: 0, mayChoose: false });
    expect(await story.stored()).toEqual([]);
    const slug = view.progress.is === "done" ? view.progress.matters[0]?.slug : undefined;
    const matter = value(await services.matters.show(people.admin, slug ?? ""));
    expect(matter.lead.id).toBe(organizations.council);
    // Whoever brought it and left sees nothing of it any more.
    refused(await services.matters.show(people.stranger, slug ?? ""), "not-found");
    value(await send(story, people.admin, await ownZip(story)));
  });

  it("is asked anew once its turn has come: rights may have ended", async () => {
    const story = await openBringing();
    const { people, services, organizations, database } = story;
    const { archiveId } = await lookedThrough(story, people.admin);
    const form = { leadOrganizationId: organizations.council, own: [] };
    value(await services.bringing.choose(people.admin, archiveId, form));
    await database.client.membershipRole.deleteMany({
      where: { membership: { userId: people.admin.userId }, role: "admin" },
    });
    const before = await database.client.matter.count();
    await workOff(story);
    const { progress } = value(await services.bringing.showOne(people.admin, archiveId));
    expect(progress).toMatchObject({ is: "failed" });
    expect(progress.is === "failed" ? progress.why : "").toContain("You may not begin matters");
    expect(await database.client.matter.count()).toBe(before);
  });
});

describe("[A3] the one process that looks archives through", () => {
  it("begins one again that another left, three times at most, and clears what that one unpacked", async () => {
    const story = await openBringing();
    const { people, services, database, unpacking } = story;
    const { archiveId } = value(await send(story, people.admin, await ownZip(story)));
    await mkdir(path.join(unpacking, "left"), { recursive: true });
    await writeFile(path.join(unpacking, "left", "over.txt"), "words");
    await database.client.broughtArchive.update({
      where: { id: archiveId },
      data: { attempts: 2 },
    });
    await workOff(story);
    const { progress } = value(await services.bringing.showOne(people.admin, archiveId));
    expect(progress).toEqual({ is: "ready" });
    expect(await readdir(unpacking)).toEqual([]);
    await database.client.broughtArchive.update({
      where: { id: archiveId },
      data: { state: "working", attempts: 3 },
    });
    await workOff(story);
    const often = value(await services.bringing.showOne(people.admin, archiveId));
    expect(often.progress).toMatchObject({ is: "failed" });
    // It was begun as often as it may be, and goes at once: it can be sent anew.
    expect(often).toMatchObject({ mayChoose: false, bytes: 0 });
    expect(often.progress).toMatchObject({ why: expect.stringContaining("send it anew") });
    expect(await story.stored()).toEqual([]);
    value(await send(story, people.admin, await ownZip(story)));
  });

  it("leaves one to the next process where it has to stop, and does not touch one that was called off", async () => {
    const story = await openBringing();
    const { people, services, database } = story;
    const { archiveId } = value(await send(story, people.admin, await ownZip(story)));
    const stopping = new AbortController();
    const client = story.resources.blobs;
    const stopsThere: Workspace["resources"]["blobs"] = {
      ...client,
      withFiles: (hashes, by, work) => {
        stopping.abort(new Error("the server stops"));
        return client.withFiles(hashes, by, work);
      },
    };
    const resources = { ...story.resources, blobs: stopsThere };
    await expect(workOff({ ...story, resources }, stopping.signal)).rejects.toThrow("stops");
    const row = await database.client.broughtArchive.findUniqueOrThrow({
      where: { id: archiveId },
    });
    expect(row).toMatchObject({ state: "checking", attempts: 1 });
    const calledOff: Workspace["resources"]["blobs"] = {
      ...client,
      withFiles: async (hashes, by, work) => {
        value(await services.bringing.discard(people.admin, archiveId, {}));
        return client.withFiles(hashes, by, work);
      },
    };
    await workOff({ ...story, resources: { ...story.resources, blobs: calledOff } });
    refused(await services.bringing.showOne(people.admin, archiveId), "not-found");
    expect(await story.stored()).toEqual([]);
  });
});
