import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import type { Actor, Role, SignInReach } from "#app/domain/actor.ts";
import { broughtReportSchema } from "#app/domain/archive/bringing.ts";
import { accountEmail } from "#app/domain/forms/fields.ts";
import { loadActor } from "#server/auth/index.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { BROUGHT } from "#server/services/audit/brought.ts";
import { BRINGING } from "#server/services/bringing/limits.ts";
import { reportOf } from "#server/services/bringing/look.ts";
import { openFolder } from "#server/services/bringing/open.ts";
import { sweepBrought } from "#server/services/bringing/sweep.ts";
import { takenAlong, unpacked } from "#tests/archive/taken.ts";
import { broughtIn, openElsewhere } from "./bringing.ts";
import {
  lookedThrough,
  openBringing,
  ownFolder,
  ownZip,
  send,
  storedIn,
  workOff,
} from "./bringing-sent.ts";
import { openFullMatter } from "./full-matter.ts";
import { makeWhole, submit } from "./papers.ts";
import { openPublished } from "./published-page.ts";
import { openWebhooks } from "./webhook-story.ts";
import { DAY, openCoalition, openWorkspace, refused, value, type Workspace } from "./workspace.ts";

// Each checks an archive by its script, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const ALWAYS = new AbortController().signal;
const ROLES: Role[] = ["admin", "staff", "drafter", "reviewer"];

/** Somebody of two organizations, with their sign-ins, and an archive of another workspace. */
async function openReach() {
  const zip = await ownZip(await openBringing());
  const folder = await ownFolder();
  const there = await openWorkspace({ blobs: blobsInFolder(path.join(folder, "blobs")) });
  there.pass(400 * DAY);
  const a = await there.organization("Org A");
  const b = await there.organization("Org B");
  const { userId } = await there.person("pat@example.org", [
    { organizationId: a, roles: ROLES },
    { organizationId: b, roles: ROLES },
  ]);
  const signedIn = async (reach: SignInReach): Promise<Actor> => {
    const actor = await loadActor(there.database.client, userId, reach);
    if (!actor) throw new Error("nobody is there");
    return actor;
  };
  const story = {
    ...there,
    unpacking: path.join(folder, "unpacked"),
    stored: () => storedIn(path.join(folder, "blobs")),
  };
  return {
    ...story,
    a,
    b,
    zip,
    whole: await signedIn({ own: true, via: null }),
    viaA: await signedIn({ own: false, via: a }),
    viaB: await signedIn({ own: false, via: b }),
    row: (id: string) => there.database.client.broughtArchive.findUniqueOrThrow({ where: { id } }),
    async brought(actor: Actor) {
      const { archiveId } = value(await send(there, actor, zip));
      await workOff(story);
      return archiveId;
    },
  };
}

describe("[A3] an archive and the sign-in that brought it", () => {
  it("is shown to no sign-in that reaches less, nor chosen for or discarded by it", async () => {
    const story = await openReach();
    const { services, whole, viaA, viaB, a, b } = story;
    for (const bringer of [whole, viaA]) {
      const archiveId = await story.brought(bringer);
      refused(await services.bringing.showOne(viaB, archiveId), "not-found");
      const form = { leadOrganizationId: b, own: [] };
      refused(await services.bringing.choose(viaB, archiveId, form), "not-found");
      refused(await services.bringing.discard(viaB, archiveId, {}), "not-found");
      const page = value(await services.bringing.show(viaB));
      expect(page.archives).toEqual([]);
      expect(page.notNow).toContain("sign in as you did when you sent it");
      expect(await story.row(archiveId)).toMatchObject({ state: "ready" });
      for (const reader of [whole, bringer]) {
        const own = value(await services.bringing.show(reader));
        expect(own.archives.map(({ id }) => id)).toEqual([archiveId]);
        expect(own.notNow).not.toContain("sign in as you did");
      }
      const view = value(await services.bringing.showOne(bringer, archiveId));
      expect(view.leads.map(({ id }) => id)).toEqual(bringer === whole ? [a, b] : [a]);
      value(await services.bringing.discard(bringer, archiveId, {}));
    }
  });

  it("is brought in for what both sign-ins reach, the one that sent it and the one that chose", async () => {
    const story = await openReach();
    const { services, database, whole, viaA, a, b } = story;
    const archiveId = await story.brought(viaA);
    const view = value(await services.bringing.showOne(whole, archiveId));
    expect(view.leads.map(({ id }) => id)).toEqual([a]);
    const choose = (leadOrganizationId: string) =>
      services.bringing.choose(whole, archiveId, { leadOrganizationId, own: [] });
    expect(refused(await choose(b), "forbidden").sentence).toContain("by which you sent");
    value(await choose(a));
    // As though it had been chosen by a sign-in that reaches another one alone.
    const { choices } = await story.row(archiveId);
    const reach = JSON.stringify({ own: false, via: b });
    const chosen = JSON.stringify({ ...JSON.parse(choices ?? "null"), reach });
    await database.client.broughtArchive.update({
      where: { id: archiveId },
      data: { choices: chosen },
    });
    await workOff(story);
    const row = await story.row(archiveId);
    expect(row.state).toBe("failed");
    expect(row.failure).toContain("not by the sign-in");
    expect(await database.client.matter.count()).toBe(0);
    value(await choose(a));
    await workOff(story);
    expect(await story.row(archiveId)).toMatchObject({ state: "done" });
  });
});

describe("[A3] how often an archive is tried", () => {
  it("is three times, said with each failure; then it is gone, and is sent anew", async () => {
    const story = await openReach();
    const { services, whole, a, b } = story;
    const archiveId = await story.brought(whole);
    const said: string[] = [];
    for (let tries = 1; tries <= 3; tries += 1) {
      const form = { leadOrganizationId: a, own: [] };
      value(await services.bringing.choose(whole, archiveId, form));
      const reach = JSON.stringify({ own: false, via: b });
      await story.database.client.broughtArchive.update({
        where: { id: archiveId },
        data: { choices: JSON.stringify({ leadOrganizationId: a, own: {}, reach }) },
      });
      await workOff(story);
      const { progress } = value(await services.bringing.showOne(whole, archiveId));
      said.push(progress.is === "failed" ? progress.why : progress.is);
    }
    expect(said[0]).toContain("It can be tried twice more.");
    expect(said[1]).toContain("It can be tried once more; after that, send it anew.");
    expect(said[2]).toContain("That was the last of three tries: send it anew");
    const form = { leadOrganizationId: a, own: [] };
    refused(await services.bringing.choose(whole, archiveId, form), "conflict");
    const view = value(await services.bringing.showOne(whole, archiveId));
    expect(view).toMatchObject({ mayChoose: false, bytes: 0 });
    expect(await story.stored()).toEqual([]);
    value(await send(story, whole, story.zip));
  });
});

describe("[A3] the room of archives", () => {
  it("is taken by one that failed and is kept, so that its bringer sends no other", async () => {
    const story = await openReach();
    const { services, database, whole } = story;
    const archiveId = await story.brought(whole);
    await database.client.broughtArchive.update({
      where: { id: archiveId },
      data: { state: "failed", failure: "It took too long.", attempts: 1 },
    });
    expect(value(await services.bringing.show(whole)).notNow).toContain("can be tried again");
    refused(await send(story, whole, Buffer.from("words")), "unavailable");
    value(await services.bringing.discard(whole, archiveId, {}));
    expect(await story.stored()).toEqual([]);
    expect(await story.row(archiveId)).toMatchObject({ state: "discarded", bytes: 0n });
    // The same bytes, too: nothing of them is about to go any more.
    value(await send(story, whole, story.zip));
  });

  it("keeps what another archive still has when one is discarded", async () => {
    const story = await openReach();
    const { services, database, whole, viaA, clock } = story;
    const archiveId = await story.brought(whole);
    const { sha256, bytes } = await story.row(archiveId);
    await database.client.broughtArchive.create({
      data: {
        id: "another",
        broughtById: viaA.userId,
        reach: "null",
        name: "same.zip",
        bytes,
        sha256,
        broughtAt: clock(),
        state: "ready",
        expiresAt: new Date(clock().getTime() + DAY),
      },
    });
    value(await services.bringing.discard(whole, archiveId, {}));
    expect(await story.stored()).toEqual([sha256]);
  });

  it("is asked again once one arrived: others may have filled it meanwhile", async () => {
    const folder = path.join(await ownFolder(), "blobs");
    const quota = { bytesOfMatter: 1_000, bytesOfWorkspace: 1_000 };
    const story = await openCoalition({ blobs: blobsInFolder(folder), attachmentQuota: quota });
    const { services, people } = story;
    const slow = (async function* () {
      yield Buffer.alloc(300, 1);
      value(await send(story, people.ilrcAdmin, Buffer.alloc(800, 2)));
      yield Buffer.alloc(300, 1);
    })();
    const sent = await services.bringing.bring(
      people.admin,
      {},
      { fileName: "a.zip", bytes: slow },
    );
    expect(refused(sent, "too-large").sentence).toContain("does not fit beside those");
    expect(await storedIn(folder)).toHaveLength(1);
    expect(await story.database.client.broughtArchive.count()).toBe(1);
  });
});

describe("[A3] an archive that is called off, and its folder", () => {
  it("stops while it is unpacked", async () => {
    const story = await openReach();
    const { archiveId } = value(await send(story, story.whole, story.zip));
    const { blobs } = story.resources;
    let ended: unknown = "unpacked";
    const calledOff: Workspace["resources"]["blobs"] = {
      ...blobs,
      withFiles: (hashes, by, work) =>
        blobs.withFiles(hashes, by, async (files) => {
          await story.database.client.broughtArchive.update({
            where: { id: archiveId },
            data: { state: "discarded" },
          });
          await delay(3_000);
          return work(files).catch((error: unknown) => {
            ended = error;
            throw error;
          });
        }),
    };
    await workOff({ ...story, resources: { ...story.resources, blobs: calledOff } });
    expect(String(ended)).toContain("It was called off");
    expect(await story.row(archiveId)).toMatchObject({ state: "discarded", failure: null });
    expect(await readdir(story.unpacking)).toEqual([]);
  });

  it("keeps the folder of a turn from the hourly work, whatever the rows say", async () => {
    const story = await openReach();
    value(await send(story, story.whole, story.zip));
    const { blobs } = story.resources;
    const during: string[][] = [];
    const sweeping: Workspace["resources"]["blobs"] = {
      ...blobs,
      withFiles: async (hashes, by, work) => {
        await mkdir(path.join(story.unpacking, "left-over"));
        // The rows that the hourly work had read before this turn began: none is under way.
        const rows = story.database.client.broughtArchive;
        await rows.updateMany({ data: { state: "ready" } });
        await sweepBrought(story.resources, story.unpacking);
        await rows.updateMany({ data: { state: "checking" } });
        during.push(await readdir(story.unpacking));
        return blobs.withFiles(hashes, by, work);
      },
    };
    await workOff({ ...story, resources: { ...story.resources, blobs: sweeping } });
    expect(during[0]).toHaveLength(1);
    const [row] = await story.database.client.broughtArchive.findMany();
    expect(row).toMatchObject({ state: "ready" });
    // A folder that a process left when it ended is over after a turn's time.
    await mkdir(path.join(story.unpacking, `${story.clock().getTime()}-left`));
    await sweepBrought(story.resources, story.unpacking);
    expect(await readdir(story.unpacking)).toHaveLength(1);
    story.pass(BRINGING.turnMs + 1);
    await sweepBrought(story.resources, story.unpacking);
    expect(await readdir(story.unpacking)).toEqual([]);
  });
});

describe("[A3] what the page says of lines and files", () => {
  it("counts the lines that come in, and says what stays behind", async () => {
    const story = await openFullMatter();
    const row = await story.database.client.attachment.findFirstOrThrow();
    await story.database.client.attachment.update({
      where: { id: row.id },
      data: { readById: story.people.staff.userId, readAt: story.clock() },
    });
    const files = await takenAlong(story, story.people.staff, story.matterId);
    const opened = await openFolder(await unpacked(files));
    const report = broughtReportSchema.parse(JSON.parse(await reportOf(opened, ALWAYS)));
    const there = await openElsewhere();
    await broughtIn(there, there.actor, opened, { leadOrganizationId: there.lead, own: {} });
    const came = await there.database.client.auditEvent.count({
      where: { matterId: { not: null }, ...BROUGHT },
    });
    expect(report.matters[0]?.lines).toBe(came);
    let whole = 0;
    for await (const line of opened.record()) {
      if (!("to" in line) && line.type !== "person.passkey-added") whole += 1;
    }
    expect(whole).toBeGreaterThan(came);
    const different = report.different.join(" ");
    expect(different).toContain(`${whole - came} lines of its record stay behind`);
    expect(different).toContain("had read what no program could read");
    const unread = await there.database.client.attachment.findFirstOrThrow();
    expect(unread).toMatchObject({ readById: null, readAt: null });
  });

  it("says nothing of files that nobody read", async () => {
    const story = await openBringing();
    const { view } = await lookedThrough(story, story.people.admin);
    expect(view.report?.different.join(" ")).not.toContain("had read what no program could");
  });
});

describe("[A3] what ends as an archive comes in", () => {
  it("is told to no webhook, since it never began here; what is published here is", async () => {
    const published = await openPublished();
    const { services, people: there, slug } = published;
    const paper = { kind: "request", title: "In review", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(there.drafter, slug, paper));
    await makeWhole(published, documentId);
    await submit({ ...published, documentId }, { threads: "leave" });
    const { id } = await published.database.client.matter.findFirstOrThrow();
    const files = await takenAlong(published, published.people.staff, id);
    const story = await openWebhooks();
    story.pass(400 * DAY);
    const { people, organizations, database, clock } = story;
    const { webhookId } = await story.add();
    const choices = { leadOrganizationId: organizations.council, own: {} };
    const { matterId } = await broughtIn(story, people.admin, files, choices);
    for (const type of ["matter.unpublished", "document.review-voided"]) {
      expect(await story.lines(type)).toHaveLength(1);
    }
    await story.feed();
    expect(await story.deliveries(webhookId)).toEqual([]);
    const types = ["matter.published", "matter.unpublished"] as const;
    const of = { actorId: people.admin.userId, organizationId: organizations.council, matterId };
    for (const type of types) {
      const event = { ...of, type, details: { slug: "a-page" } };
      await database.write((tx) => appendEvent(tx, clock(), event));
    }
    await story.feed();
    expect(await story.deliveries(webhookId)).toHaveLength(2);
  });
});

describe("[A3] an address of somebody whom an archive names", () => {
  it.each(["ana@brought.invalid", "ANA@Brought.Invalid"])("is no account’s: %s", (address) => {
    expect(accountEmail.safeParse(address).error?.issues[0]?.message).toContain("No mail reaches");
    expect(accountEmail.safeParse("ana@brought.example").success).toBe(true);
  });
});
