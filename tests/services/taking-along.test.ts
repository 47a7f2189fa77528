import { describe, expect, it, vi } from "vitest";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { recordQuery } from "#app/domain/audit-record/filter.ts";
import { MATTER_TABLE_NAMES } from "#app/domain/archive/matter-tables.ts";
import { sha256 } from "#server/digest.ts";
import { sealOf } from "#server/database/written-rows.ts";
import { makeArchive } from "#server/services/taking-along/make.ts";
import { sweepArchives } from "#server/services/taking-along/sweep.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { askForArchive, faultsOf, makeAll, takeArchive } from "./archives.ts";
import { openReview, submit } from "./papers.ts";
import { remindersOf } from "./reminders.ts";
import { givePasskey, signByPasskey } from "./passkeys.ts";
import { signAndFile } from "./sign-and-file.ts";
import { talkOf } from "./talk.ts";
import { freshBrowser } from "./with-passkey.ts";
import { DAY, FROM, MINUTE, openCoalition, PASSWORD, refused, value } from "./workspace.ts";

const UNDERSTOOD = { understood: "yes" } as const;

/** A filed request with talk of all and of each of two organizations beside it, and another matter. */
async function openFiled() {
  const review = await openReview();
  const { services, people, organizations, slug } = review;
  // Beside a paper that is still written: what was submitted left no thread open.
  const { documentId: draftId } = value(
    await services.documents.create(people.drafter, slug, {
      kind: "letter",
      title: "A letter",
      layoutProfile: "letter",
    }),
  );
  const talk = talkOf({ services, documentId: draftId });
  const begin = (by: typeof people.admin, text: string, organizationId: string | null = null) =>
    talk.begin(by, { text, organizationId });
  await begin(people.drafter, "Said to all.");
  await begin(people.drafter, "Said at the Council.", organizations.council);
  await begin(people.ilrcDrafter, "Said at the ILRC.", organizations.ilrc);
  const { slug: other } = value(
    await services.matters.create(people.admin, {
      title: "Another matter",
      narrative: "A secret effort.",
      leadOrganizationId: organizations.council,
      partyIds: [],
      agencyDepartment: undefined,
      agencyComponent: "U.S. Customs and Border Protection",
      agencyAddress: undefined,
    }),
  );
  const version = await submit(review);
  await signAndFile(review, version);
  return { ...review, version, slug, other };
}

describe("[A1] an archive of a matter", () => {
  it("holds the document, its version, the filed PDF and the sign-offs, each under its hash", async () => {
    const story = await openFiled();
    const { people, slug, version, database } = story;
    const archive = await takeArchive(story, people.staff, slug);
    expect(faultsOf(archive)).toEqual([]);
    const { manifest, list } = archive;
    expect(manifest).toMatchObject({ format: 1, kind: "matter", release: "test" });
    expect(manifest.matters.map(({ slug: of }) => of)).toEqual([slug]);
    const hashes = new Set(list.map(({ sha256: hash }) => hash));
    expect(hashes).toContain(version.hash);
    const filing = await database.client.filing.findFirstOrThrow();
    expect(hashes).toContain(filing.pdfHash);
    expect(archive.rows("filings")).toMatchObject([{ pdfHash: filing.pdfHash }]);
    expect(archive.rows("sign-offs")).toHaveLength(2);
    expect(archive.rows("versions")).toMatchObject([{ hash: version.hash }]);
    const folder = `matters/${manifest.matters[0]?.folder}/documents/Weekly reports`;
    for (const file of ["version-1.json", "version-1.html", "version-1.docx", "filed.pdf"]) {
      expect(list.map(({ path }) => path)).toContain(`${folder}/${file}`);
    }
    for (const file of ["certificate.pdf", "sign-offs.html"]) {
      expect(list.map(({ path }) => path)).toContain(`${folder}/${file}`);
    }
    expect(sha256(archive.read(`${folder}/version-1.json`))).toBe(version.hash);
    expect(archive.read("READ-ME.html")).toContain("node verify.mjs");
  });

  it("has a file for every table, and names everybody and every organization in them", async () => {
    const story = await openFiled();
    const archive = await takeArchive(story, story.people.admin, story.slug);
    for (const name of MATTER_TABLE_NAMES) archive.rows(name);
    const known = new Set(archive.people.map(({ id }) => id));
    for (const { userId } of archive.rows("sign-offs")) expect(known).toContain(userId);
    for (const { authorId } of archive.rows("comments")) expect(known).toContain(authorId);
    const named = archive.organizations.map(({ id }) => id);
    expect(new Set(named)).toEqual(
      new Set([story.organizations.council, story.organizations.ilrc]),
    );
    expect(archive.everything).not.toMatch(/[a-z-]+@example\.org/u);
    expect(archive.everything).not.toMatch(/argon2/u);
  });

  it("holds the threads that its taker may read, and no word of another organization's own", async () => {
    const story = await openFiled();
    const { people, slug, organizations } = story;
    const council = await takeArchive(story, people.admin, slug);
    expect(council.everything).toContain("Said to all.");
    expect(council.everything).toContain("Said at the Council.");
    expect(council.everything).not.toContain("Said at the ILRC.");
    expect(council.manifest.ownThreadsOf).toEqual([organizations.council]);
    const ilrc = await takeArchive(story, people.ilrcAdmin, slug);
    expect(ilrc.everything).toContain("Said at the ILRC.");
    expect(ilrc.everything).not.toContain("Said at the Council.");
    expect(ilrc.manifest.ownThreadsOf).toEqual([organizations.ilrc]);
    // Nor the ids of such a thread, in a line that hashes its rows.
    const own = await story.database.client.thread.findFirstOrThrow({
      where: { organizationId: organizations.ilrc },
    });
    expect(council.everything).not.toContain(own.id);
    for (const { manifest } of [council, ilrc]) {
      const sentence = manifest.leftOut.find(({ what }) => what.startsWith("Conversations of"));
      expect(sentence).toMatchObject({ count: null });
    }
  });

  it("has no hash of a guest's address or name, of which one could try out whose it is", async () => {
    const review = await openReview({ posted: "sent" });
    const { services, people, organizations, documentId, slug, database } = review;
    const form = { name: "Jane Doe", email: "jane@firm.example.com", until: "2021-10-20" };
    const asked = { ...form, organizationId: organizations.council, level: "read" as const };
    const browser = await freshBrowser(review, people.admin);
    value(await services.guests.invite(people.admin, documentId, asked, browser));
    const link = await database.client.guestLink.findFirstOrThrow();
    // The line that ends it hashes the same row, and neither.
    value(await services.guests.end(people.admin, documentId, { linkId: link.id }));
    const user = await database.client.user.findUniqueOrThrow({ where: { id: link.userId } });
    const archive = await takeArchive(review, people.admin, slug);
    expect(archive.everything).toContain('"type":"guest.ended"');
    expect(archive.everything).not.toContain('"type":"guest.invited"');
    for (const column of ["email", "name"] as const) {
      expect(archive.everything).not.toContain(sealOf("GuestLink", { ...link }, column));
      expect(archive.everything).not.toContain(sealOf("User", { ...user }, column));
    }
    expect(archive.everything).not.toContain(link.email);
    expect(faultsOf(archive)).toEqual([]);
  });

  it("is the same with another organization's own threads and without them, but for what is random", async () => {
    const story = await openReview();
    const { people, slug, organizations } = story;
    const without = await takeArchive(story, people.admin, slug);
    await talkOf(story).begin(people.ilrcDrafter, {
      text: "Said at the ILRC.",
      organizationId: organizations.ilrc,
    });
    const beside = await takeArchive(story, people.admin, slug);
    expect(beside.manifest.leftOut).toEqual(without.manifest.leftOut);
    for (const name of MATTER_TABLE_NAMES) expect(beside.rows(name)).toEqual(without.rows(name));
  });

  it("has lines of other matters as hashes alone, runs of them as one", async () => {
    const story = await openFiled();
    const { people, slug, database } = story;
    const archive = await takeArchive(story, people.staff, slug);
    const matter = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    const whole = archive.record.flatMap((entry) => ("from" in entry ? [] : [entry]));
    const hashed = archive.record.flatMap((entry) => ("from" in entry ? [entry] : []));
    expect(whole.length).toBeGreaterThan(5);
    expect(hashed.length).toBeGreaterThan(0);
    for (const { matterId } of whole) expect(matterId).toBe(matter.id);
    for (const entry of hashed) {
      expect(Object.keys(entry).toSorted()).toEqual(["from", "hash", "previousHash", "to"]);
    }
    expect(archive.everything).not.toContain("A secret effort.");
    expect(archive.everything).not.toContain("Another matter");
    const last = await database.client.auditEvent.findUniqueOrThrow({
      where: { sequence: archive.manifest.chain?.sequence ?? 0 },
    });
    expect(last.hash).toBe(archive.manifest.chain?.hash);
    expect(whole.map(({ type }) => type)).toContain("matter.taken-along");
  });

  it("goes with the passkey's proof and the line of the key's registration", async () => {
    const review = await openReview();
    const { reviewers, organizations, services, people, documentId, slug } = review;
    const version = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version }));
    const { versionId, hash } = version;
    const form = { versionId, hash, organizationId: organizations.council, password: PASSWORD };
    value(await services.reviews.signOff(reviewers.council, documentId, form, FROM));
    const archive = await takeArchive(review, people.admin, slug);
    expect(faultsOf(archive)).toEqual([]);
    const [proof] = archive.rows("sign-off-proofs");
    const registration = archive.record.find(
      (entry) => !("from" in entry) && entry.type === "person.passkey-added",
    );
    expect(registration).toMatchObject({ details: { fingerprint: proof?.fingerprint } });
    expect(archive.list.filter(({ path }) => /\/sign-offs\/.*\.json$/u.test(path))).toHaveLength(1);
  });
});

describe("[A1] who takes a matter along", () => {
  it("is staff or an administrator of a party, who showed a moment ago that it is them", async () => {
    const story = await openCoalition();
    const { services, people, slug } = story;
    for (const actor of [people.drafter, people.observer]) {
      refused(await services.takingAlong.showMatter(actor, slug), "forbidden");
      refused(await askForArchive(story, actor, slug), "forbidden");
    }
    refused(await askForArchive(story, people.stranger, slug), "not-found");
    const browser = await freshBrowser(story, people.admin);
    story.pass(11 * MINUTE);
    refused(
      await services.takingAlong.takeMatter(people.admin, slug, UNDERSTOOD, browser),
      "forbidden",
    );
    expect(await story.database.client.takenArchive.count()).toBe(0);
    value(await askForArchive(story, people.ilrcAdmin, slug));
  });

  it("is told in the record to all parties, with no word of what is in it", async () => {
    const story = await openCoalition();
    const { services, people, slug } = story;
    value(await askForArchive(story, people.admin, slug));
    const all = recordQuery.parse({});
    const page = value(await services.auditRecord.show(people.observer, slug, all));
    expect(page.lines[0]).toMatchObject({ type: "matter.taken-along" });
    expect(plainSentence(page.lines[0]?.parts ?? [])).toContain(" took an archive of ");
  });

  it("has it alone, while they may", async () => {
    const story = await openCoalition();
    const { services, people, slug, database, organizations } = story;
    const { archiveId } = await takeArchive(story, people.ilrcAdmin, slug);
    for (const actor of [people.admin, people.staff, people.stranger]) {
      refused(await services.takingAlong.file(actor, archiveId), "not-found");
      refused(await services.takingAlong.discard(actor, { archiveId }), "not-found");
    }
    await database.write((tx) =>
      tx.matterParty.deleteMany({ where: { organizationId: organizations.ilrc } }),
    );
    const gone = refused(await services.takingAlong.file(people.ilrcAdmin, archiveId), "not-found");
    expect(gone.code).toBe("not-found");
  });

  it("[P8] gets what their sign-in reached, and downloads it by one that reaches as far", async () => {
    const story = await openReview();
    const { services, people, slug, organizations, database } = story;
    await talkOf(story).begin(people.ilrcDrafter, {
      text: "Said at the ILRC.",
      organizationId: organizations.ilrc,
    });
    // An administrator of both, who came in through the Council alone.
    const both = await story.person("both@example.org", [
      { organizationId: organizations.council, roles: ["admin"] },
      { organizationId: organizations.ilrc, roles: ["admin"] },
    ]);
    const reach = { own: false, via: organizations.council } as const;
    const through = {
      ...both,
      reach,
      memberships: both.memberships.filter(
        ({ organizationId }) => organizationId === organizations.council,
      ),
    };
    const narrow = await takeArchive(story, through, slug);
    expect(narrow.everything).not.toContain("Said at the ILRC.");
    const wide = await takeArchive(story, both, slug);
    expect(wide.everything).toContain("Said at the ILRC.");
    refused(await services.takingAlong.file(through, wide.archiveId), "not-found");
    value(await services.takingAlong.file(both, wide.archiveId));
    expect(await database.client.takenArchive.count({ where: { state: "ready" } })).toBe(1);
  });

  it("gets none where their rights end while it waits, and is told why", async () => {
    const story = await openCoalition();
    const { people, slug, database, organizations } = story;
    value(await askForArchive(story, people.ilrcAdmin, slug));
    await database.write((tx) =>
      tx.membershipRole.deleteMany({
        where: {
          membership: { organizationId: organizations.ilrc, userId: people.ilrcAdmin.userId },
        },
      }),
    );
    await makeAll(story);
    const [row] = await database.client.takenArchive.findMany();
    expect(row).toMatchObject({ state: "failed", sha256: null });
    expect(row?.failure).toMatch(/may not take it along any more/u);
  });
});

describe("[A1] an archive of the workspace", () => {
  it("is its administrator's alone, and holds what all parties read, without consent nothing more", async () => {
    const story = await openFiled();
    const { people, slug, other, database } = story;
    for (const actor of [people.staff, people.ilrcAdmin, people.stranger]) {
      refused(await askForArchive(story, actor, null), "forbidden");
    }
    const admin = { ...people.admin, workspaceAdmin: true };
    await database.write((tx) =>
      tx.user.update({ where: { id: admin.userId }, data: { workspaceAdmin: true } }),
    );
    const archive = await takeArchive(story, admin, null);
    expect(faultsOf(archive)).toEqual([]);
    expect(archive.manifest.matters.map((of) => of.slug).toSorted()).toEqual(
      [other, slug].toSorted(),
    );
    expect(archive.everything).toContain("Said to all.");
    expect(archive.everything).not.toContain("Said at the Council.");
    expect(archive.everything).not.toContain("Said at the ILRC.");
    expect(archive.manifest.ownThreadsOf).toEqual([]);
    // Each matter's parties see in their record that it was taken.
    const told = await database.client.auditEvent.findMany({
      where: { type: "matter.taken-along" },
      select: { matterId: true },
      orderBy: { sequence: "asc" },
    });
    expect(new Set(told.map(({ matterId }) => matterId)).size).toBe(2);
    // With one organization's consent its own go along, and no other's.
    const { council } = story.organizations;
    await database.write((tx) =>
      tx.archiveConsent.create({
        data: { organizationId: council, givenById: admin.userId, givenAt: story.clock() },
      }),
    );
    const consented = await takeArchive(story, admin, null);
    expect(consented.everything).toContain("Said at the Council.");
    expect(consented.everything).not.toContain("Said at the ILRC.");
    expect(consented.manifest.ownThreadsOf).toEqual([council]);
  });
});

describe("[A1] an archive that is kept", () => {
  it("is sent in ranges, so that a download goes on where it broke off", async () => {
    const story = await openCoalition();
    const { people, slug } = story;
    const { file, bytes } = await takeArchive(story, people.admin, slug);
    expect(file).toMatchObject({ isStored: true, size: bytes.byteLength, sha256: sha256(bytes) });
    const parts: Uint8Array[] = [];
    for await (const part of value(await file.read({ start: 100, end: 299 }))) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(bytes.subarray(100, 300));
  });

  it("is deleted after a week, and when it is discarded; and kept until then", async () => {
    const story = await openCoalition();
    const { services, people, slug, resources } = story;
    const { archiveId, file } = await takeArchive(story, people.admin, slug);
    await sweepArchives(resources);
    await sweepBlobs(resources);
    value(await services.takingAlong.file(people.admin, archiveId));
    story.pass(7 * DAY);
    refused(await services.takingAlong.file(people.admin, archiveId), "expired-link");
    await sweepArchives(resources);
    expect(await resources.blobs.get(file.sha256)).toBeNull();
    const second = await takeArchive(story, people.admin, slug);
    value(await services.takingAlong.discard(people.admin, { archiveId: second.archiveId }));
    refused(await services.takingAlong.file(people.admin, second.archiveId), "not-found");
    await sweepArchives(resources);
    expect(await resources.blobs.get(second.file.sha256)).toBeNull();
  });

  it("leaves what was attached to a matter, where somebody attached its very bytes", async () => {
    const story = await openFiled();
    const { services, people, slug, resources, documentId } = story;
    const { archiveId, file, bytes } = await takeArchive(story, people.staff, slug);
    const event = { kind: "acknowledged", dated: "2021-10-07" };
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, documentId, agencyEventForm.parse(event)),
    );
    const attach = (content: Buffer) => {
      const upload = (async function* () {
        yield content;
      })();
      const named = { fileName: "archive.txt", bytes: upload };
      const role = { role: undefined };
      return services.attachments.add(people.staff, "agency-event", eventId, role, named);
    };
    value(await attach(bytes));
    value(await services.takingAlong.discard(people.staff, { archiveId }));
    await sweepArchives(resources);
    await sweepBlobs(resources);
    expect(sha256((await resources.blobs.get(file.sha256)) ?? "")).toBe(file.sha256);
    // And where nobody has attached them yet, they are not taken in while they are about to go.
    const second = await takeArchive(story, people.staff, slug);
    value(await services.takingAlong.discard(people.staff, { archiveId: second.archiveId }));
    expect(refused(await attach(second.bytes), "unavailable").sentence).toContain(
      "about to be deleted",
    );
  });

  it("takes files along whatever they are called, and each under its own name", async () => {
    const story = await openFiled();
    const { services, people, slug, documentId } = story;
    const event = { kind: "acknowledged", dated: "2021-10-07" };
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, documentId, agencyEventForm.parse(event)),
    );
    const named = ["Fax.x😀😀😀😀😀😀", "COM¹.txt", "Straße.txt", "STRASSE.txt", "..\\..\\up.txt"];
    for (const fileName of named) {
      const upload = (async function* () {
        yield Buffer.from(`The words of ${fileName}`);
      })();
      const file = { fileName, bytes: upload };
      const role = { role: undefined };
      value(await services.attachments.add(people.staff, "agency-event", eventId, role, file));
    }
    const archive = await takeArchive(story, people.staff, slug);
    expect(faultsOf(archive)).toEqual([]);
    const names = [...archive.files.keys()]
      .filter((path) => path.includes("/attachments/"))
      .map((path) => path.split("/").at(-1));
    // Of two that one disk takes for the same, the second one in the order of ids has a number.
    const second = names.find((name) => name?.endsWith(" (2).txt"));
    const [one, other] =
      second === "STRASSE (2).txt" ? ["Straße", "STRASSE"] : ["STRASSE", "Straße"];
    expect(names.toSorted()).toEqual(
      ["Fax.x😀😀😀😀", "_COM¹.txt", `${one}.txt`, `${other} (2).txt`, "up.txt"].toSorted(),
    );
  });

  it("is told by mail to nobody whose rights ended since it was made", async () => {
    const story = await remindersOf(await openCoalition({ posted: "sent" }));
    const { people, slug, database, organizations } = story;
    const told = async () => {
      await story.work();
      return story.taken().filter(({ subject }) => subject === "Your archive is ready").length;
    };
    value(await askForArchive(story, people.ilrcAdmin, slug));
    await makeAll(story);
    await database.write((tx) =>
      tx.matterParty.deleteMany({ where: { organizationId: organizations.ilrc } }),
    );
    expect(await told()).toBe(0);
    value(await askForArchive(story, people.admin, slug));
    await makeAll(story);
    expect(await told()).toBe(1);
  });

  it("is not called off by a process that lost its turn and fails, while another one makes it", async () => {
    const story = await openCoalition();
    const { people, slug, database, resources } = story;
    const { archiveId } = value(await askForArchive(story, people.admin, slug));
    const { receive } = resources.blobs;
    let turns = 0;
    const spy = vi.spyOn(resources.blobs, "receive").mockImplementation(async (pieces, limit) => {
      turns += 1;
      if (turns > 1) return receive(pieces, limit);
      // Another process has begun it, and is not done, when this one fails.
      await database.client.takenArchive.updateMany({
        where: { id: archiveId },
        data: { attempts: { increment: 1 } },
      });
      throw new Error("the disk is full");
    });
    const turn = () => makeArchive({ resources, release: "test" }, new AbortController().signal);
    await turn();
    const row = () => database.client.takenArchive.findUniqueOrThrow({ where: { id: archiveId } });
    expect(await row()).toMatchObject({ state: "working", failure: null });
    await turn();
    expect(await row()).toMatchObject({ state: "ready", failure: null });
    spy.mockRestore();
  });

  it("is made once, however often one asks, and told by mail", async () => {
    const story = await openCoalition({ posted: "sent" });
    const { people, slug, database } = story;
    value(await askForArchive(story, people.admin, slug));
    const again = refused(await askForArchive(story, people.admin, slug), "conflict");
    expect(again.sentence).toContain("Nothing was changed");
    await makeAll(story);
    const jobs = await database.client.job.findMany({ where: { kind: "archives.ready" } });
    expect(jobs).toHaveLength(1);
  });

  it("fits the room that archives have, and says so where it does not", async () => {
    const story = await openCoalition({
      attachmentQuota: { bytesOfMatter: 1_000, bytesOfWorkspace: 1_000 },
    });
    const { services, people, slug } = story;
    value(await askForArchive(story, people.admin, slug));
    await makeAll(story);
    const [archive] = value(await services.takingAlong.showMatter(people.admin, slug)).archives;
    expect(archive?.progress).toMatchObject({ is: "failed" });
    expect(JSON.stringify(archive?.progress)).toContain("Archives may take");
  });
});
