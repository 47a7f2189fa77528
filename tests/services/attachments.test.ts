import { describe, expect, it } from "vitest";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { sha256 } from "#server/digest.ts";
import { giveBack } from "#server/services/files/room.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { bytesOf } from "./bytes-of.ts";
import { fileAs, openApproved } from "./filed-fixtures.ts";
import { blobsInMemory, SCANNED } from "./ports.ts";
import { refusal, refused, stage, value, type Coalition, type Knobs } from "./workspace.ts";
import { sizeOfPdf } from "#server/services/filings/filed-pdf.ts";
import pino from "pino";

const LETTER = "%PDF The answer.";
const upload = (text: string, fileName = "answer.pdf") => ({
  fileName,
  bytes: (async function* () {
    yield Buffer.from(text);
  })(),
});

const printed = async (coalition: Pick<Coalition, "database">, documentId: string) => {
  const { facts } = await coalition.database.client.document.findUniqueOrThrow({
    where: { id: documentId },
  });
  return readDetails(facts).exhibits.map(({ title, file }) => [title, file?.sha256 ?? null]);
};

/** A filed request with the letter that acknowledges it. */
const openLetter = stage(
  openApproved,
  async (approved) => {
    const { services, people, documentId } = approved;
    value(await fileAs(approved, approved.version, approved.signerId));
    const event = { kind: "acknowledged", dated: "2021-10-07" };
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, documentId, agencyEventForm.parse(event)),
    );
    return { eventId };
  },
  ["blobs", "attachmentQuota"],
);

async function open(knobs: Knobs = {}) {
  const kept = new Map<string, Uint8Array>();
  const letter = await openLetter({ blobs: blobsInMemory(kept), ...knobs });
  const { services, people, eventId, documentId } = letter;
  const attach = (text: string, name?: string, by = people.staff) =>
    services.attachments.add(by, "agency-event", eventId, { role: undefined }, upload(text, name));
  const files = async () => {
    const record = value(await services.agencyRecord.show(people.observer, documentId));
    return record.events[0]?.attachments ?? [];
  };
  return { ...letter, kept, attach, files };
}

describe("a letter that is attached", () => {
  it("[L34] is the exhibit of an appeal from it, where exactly one PDF is", async () => {
    const letter = await open();
    const { services, people, documentId, slug } = letter;
    const denied = { kind: "determined", dated: "2021-10-07", statesReasonsAndAppeal: true };
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, documentId, agencyEventForm.parse(denied)),
    );
    const attach = async (text: string, name: string, role?: "other") =>
      value(
        await services.attachments.add(
          people.staff,
          "agency-event",
          eventId,
          { role },
          upload(text, name),
        ),
      );
    const exhibits = async () => {
      const form = { kind: "appeal", title: "Appeal", layoutProfile: "letter" } as const;
      const made = value(await services.documents.create(people.drafter, slug, form));
      return printed(letter, made.documentId);
    };
    const request = ["The Request of October 7, 2021", expect.any(String)];
    const title = "The Agency’s Response of October 7, 2021";
    expect(await exhibits()).toEqual([request, [title, null]]);
    await attach("%PDF An index.", "index.pdf", "other");
    expect(await exhibits()).toEqual([request, [title, null]]);
    await attach(LETTER, "answer.pdf");
    expect(await exhibits()).toEqual([request, [title, sha256(Buffer.from(LETTER))]]);
    // Which of two is the letter is for its drafters to say.
    await attach("%PDF Another.", "second.pdf");
    expect(await exhibits()).toEqual([request, [title, null]]);
  });

  it("stands beside its event under its name, kind, size and hash, with a line in the record", async () => {
    const { attach, files, database, kept } = await open();
    const { attachmentId } = value(await attach(LETTER));
    const [file] = await files();
    expect(file).toMatchObject({
      id: attachmentId,
      role: "letter",
      name: "answer.pdf",
      mediaType: "application/pdf",
      bytes: LETTER.length,
      found: [],
      unread: [],
    });
    expect([...kept.keys()]).toEqual([file?.sha256]);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "attachment.added" },
    });
    expect(JSON.parse(line.details)).toMatchObject({ attachmentId, sha256: file?.sha256 });
    // The same once more changes nothing, and is told.
    expect(refused(await attach(LETTER), "conflict").sentence).toContain("attached here already");
    expect(await files()).toHaveLength(1);
  });

  it("comes back byte for byte to whoever is in the matter, once an hour as a line of the record", async () => {
    const { services, people, attach, database } = await open();
    const { attachmentId } = value(await attach(LETTER));
    const file = value(await services.attachments.file(people.observer, attachmentId));
    expect((await bytesOf(file)).toString()).toBe(LETTER);
    await bytesOf(value(await services.attachments.file(people.observer, attachmentId)));
    expect(
      await database.client.auditEvent.count({
        where: { type: "document.downloaded", details: { contains: attachmentId } },
      }),
    ).toBe(1);
    expect(await services.attachments.file(people.stranger, attachmentId)).toMatchObject(
      refusal("not-found"),
    );
    expect(await services.attachments.show(people.stranger, attachmentId)).toMatchObject(
      refusal("not-found"),
    );
  });

  it("is attached and removed by who may change what it stands beside, before anything of it is read", async () => {
    const { services, people, attach, eventId, documentId, kept, files } = await open();
    for (const actor of [people.drafter, people.observer, people.admin]) {
      expect(await attach(LETTER, "a.pdf", actor)).toMatchObject(refusal("forbidden"));
      expect(await services.attachments.mayAdd(actor, "agency-event", eventId)).toMatchObject(
        refusal("forbidden"),
      );
    }
    expect(await attach(LETTER, "a.pdf", people.stranger)).toMatchObject(refusal("not-found"));
    expect(kept.size).toBe(0);
    // A stamped copy is the lead's to attach; ILRC's people are of a party that doesn't lead.
    const stamp = { role: "stamped-copy" } as const;
    const add = services.attachments.add;
    value(await add(people.staff, "filing", documentId, stamp, upload("%PDF Stamped")));
    expect(
      await add(people.ilrcDrafter, "filing", documentId, stamp, upload("%PDF Other")),
    ).toMatchObject(refusal("forbidden"));
    const { attachmentId } = value(await attach(LETTER));
    expect(await services.attachments.remove(people.drafter, attachmentId, {})).toMatchObject(
      refusal("forbidden"),
    );
    value(await services.attachments.remove(people.staff, attachmentId, {}));
    expect(await files()).toEqual([]);
    expect(await services.attachments.file(people.staff, attachmentId)).toMatchObject(
      refusal("not-found"),
    );
  });

  it("has a role that fits its place", async () => {
    const { services, people, eventId } = await open();
    const outcome = await services.attachments.add(
      people.staff,
      "agency-event",
      eventId,
      { role: "stamped-copy" },
      upload(LETTER),
    );
    expect(refused(outcome, "bad-input").fields).toHaveProperty("role");
    expect(
      await services.attachments.add(people.staff, "filing", "nothing", {}, upload(LETTER)),
    ).toMatchObject(refusal("not-found"));
  });

  it("that is not what its name says is refused, and nothing of it is stored", async () => {
    const { attach, files } = await open();
    const { sentence } = refused(await attach("just words"), "bad-input");
    expect(sentence).toContain("is called .pdf, but its content is a text");
    expect(await files()).toEqual([]);
  });
});

describe("[L20] an attachment with something private, or that nothing can read", () => {
  it("says so, and waits for a person's tick, which is a line in the record", async () => {
    const { services, people, attach, files, database } = await open();
    value(await attach(`%PDF Her number is 123-45-6789. ${SCANNED}`));
    const [file] = await files();
    expect(file).toMatchObject({
      found: [{ kind: "social-security-number", shown: "ending in 6789" }],
      unread: [{ pages: [1], why: "picture" }],
      readBy: null,
      readAt: null,
    });
    expect(JSON.stringify(await database.client.attachment.findMany())).not.toContain("123-45");
    const read = { read: "on" } as const;
    expect(await services.attachments.markRead(people.observer, file!.id, read)).toMatchObject(
      refusal("forbidden"),
    );
    value(await services.attachments.markRead(people.staff, file!.id, read));
    expect((await files())[0]?.readBy?.userId).toBe(people.staff.userId);
    expect(await database.client.auditEvent.count({ where: { type: "attachment.read" } })).toBe(1);
  });
});

describe("the room for files", () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const file = (letter: string, length: number) => `%PDF ${letter.repeat(length - 5)}`;
  /** A letter with room for 50 bytes, and what lies in the store. */
  const openFull = async (quota = { bytesOfMatter: 50, bytesOfWorkspace: 1_000 }) => {
    const letter = await open({ attachmentQuota: quota });
    const { kept, database, clock } = letter;
    return {
      ...letter,
      bytes: () => [...kept.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
      sweep: () =>
        sweepBlobs({
          database,
          clock,
          log: pino({ level: "silent" }),
          blobs: blobsInMemory(kept),
          exhibits: { forget: async () => undefined },
        }),
    };
  };

  it("of a matter and of the workspace is not exceeded, also by three at once, and nothing of the refused stays", async () => {
    const { attach, files, bytes } = await openFull();
    const three = await Promise.all([
      attach(file("a", 30), "a.pdf"),
      attach(file("b", 30), "b.pdf"),
      attach(file("c", 30), "c.pdf"),
    ]);
    expect(three.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of three) if (!outcome.ok) refused(outcome, "too-large");
    expect(await files()).toHaveLength(1);
    expect(bytes()).toBe(30);
    const workspace = await openFull({ bytesOfMatter: 1_000, bytesOfWorkspace: 10 });
    refused(await workspace.attach(LETTER), "too-large");
    expect(workspace.bytes()).toBe(0);
  });

  it("is taken by what was removed until that is deleted, which a person is told with who can give more", async () => {
    const { services, people, attach, bytes, sweep, pass } = await openFull();
    for (const letter of ["a", "b", "c", "d"]) {
      const outcome = await attach(file(letter, 25), `${letter}.pdf`);
      if (outcome.ok) {
        value(await services.attachments.remove(people.staff, outcome.value.attachmentId, {}));
      } else {
        expect(refused(outcome, "too-large").sentence).toBe(
          "Nothing was stored. The files of this matter take 1 KB of the 1 KB that they may, with those that were removed in the last 30 days. Whoever runs this workspace can give more room; removing a file makes room 30 days later.",
        );
      }
    }
    expect(bytes()).toBe(50);
    pass(2 * DAY_MS);
    // The store in memory deletes at once what nothing names.
    expect(await sweep()).toBe(2);
    value(await attach(file("e", 50), "e.pdf"));
  });

  it("is taken once by a file that stands in two places", async () => {
    const { services, people, attach, documentId, bytes } = await openFull();
    value(await attach(file("a", 20)));
    const { add } = services.attachments;
    const stamp = { role: "stamped-copy" } as const;
    value(await add(people.staff, "filing", documentId, stamp, upload(file("a", 20))));
    value(await attach(file("b", 30), "b.pdf"));
    expect(bytes()).toBe(50);
    refused(await attach(LETTER, "c.pdf"), "too-large");
  });

  it("is counted beyond two gigabytes", async () => {
    const quota = { bytesOfMatter: 3_000_000_029, bytesOfWorkspace: 20_000_000_000 };
    const { attach, database } = await openFull(quota);
    const { id: matterId } = await database.client.matter.findFirstOrThrow();
    await database.client.matterFile.createMany({
      data: Array.from({ length: 30 }, (_, nth) => ({
        matterId,
        sha256: `${nth}`.padStart(64, "0"),
        bytes: 100_000_000,
        brought: 1,
        broughtAt: new Date(),
      })),
    });
    const { sentence } = refused(await attach(file("a", 30)), "too-large");
    expect(sentence).toContain("is too large.");
    expect(sentence).toContain("take 3,000 MB of the 3,000.1 MB that they may");
    value(await attach(file("a", 29)));
  });

  it("of a file that an ended process had begun to delete is free again after some minutes", async () => {
    const quota = { bytesOfMatter: 60, bytesOfWorkspace: 60 };
    const { attach, database, clock, pass, kept, sweep } = await openFull(quota);
    const other = file("o", 20);
    for (const text of [other, file("l", 20)]) {
      value(await attach(text, "a.pdf"));
      await database.client.attachment.deleteMany({ where: { sha256: sha256(Buffer.from(text)) } });
    }
    await database.client.matterFile.updateMany({ data: { leavingAt: clock() } });
    const { sentence } = refused(await attach(file("l", 20), "again.pdf"), "unavailable");
    expect(sentence).toContain("is being deleted at this moment");
    pass(11 * 60 * 1000);
    value(await attach(file("l", 20), "again.pdf"));
    const hash = sha256(Buffer.from(file("l", 20)));
    // The other is the sweep's, at its next round.
    await sweep();
    expect(await database.client.matterFile.findMany()).toMatchObject([
      { sha256: hash, brought: 1, leavingAt: null },
    ]);
    expect([...kept.keys()]).toEqual([hash]);
  });

  it("stays with the sweep where the store can't delete at that moment", async () => {
    const { database, clock } = await openFull();
    const { id: matterId } = await database.client.matter.findFirstOrThrow();
    const sha = "a".repeat(64);
    await database.client.matterFile.create({
      data: { matterId, sha256: sha, bytes: 1, brought: 1, broughtAt: clock() },
    });
    const forgotten: string[] = [];
    const exhibits = { forget: async (hash: string) => void forgotten.push(hash) };
    const blobs = {
      delete: () =>
        Promise.reject(new StorageProblem("The store does not answer.", "TimeoutError")),
    };
    await giveBack({ database, clock, blobs, exhibits }, matterId, sha);
    expect(forgotten).toEqual([]);
    expect(await database.client.matterFile.findMany()).toMatchObject([{ leavingAt: null }]);
  });

  it("is given back at once where the store takes nothing, by a refusal or a fault", async () => {
    const kept = new Map<string, Uint8Array>();
    const store = blobsInMemory(kept);
    let fault: Error | null = null;
    const { attach, database } = await open({
      attachmentQuota: { bytesOfMatter: 50, bytesOfWorkspace: 50 },
      blobs: {
        ...store,
        put: async (arrived) => {
          if (fault) throw fault;
          await store.put(arrived);
        },
      },
    });
    fault = new StorageProblem("The store does not answer.", "TimeoutError");
    refused(await attach(file("a", 40), "a.pdf"), "unavailable");
    expect(await database.client.matterFile.count()).toBe(0);
    fault = new Error("a fault of the store");
    await expect(attach(file("b", 40), "b.pdf")).rejects.toThrow("a fault of the store");
    expect(await database.client.matterFile.count()).toBe(0);
    fault = null;
    value(await attach(file("c", 10), "c.pdf"));
    // The same file once more: it stays counted once where the store fails then.
    fault = new StorageProblem("The store does not answer.", "TimeoutError");
    refused(await attach(file("c", 10), "again.pdf"), "unavailable");
    expect(await database.client.matterFile.findMany()).toMatchObject([{ bytes: 10, brought: 1 }]);
    fault = null;
    value(await attach(file("a", 40), "a.pdf"));
  });

  it("is given back at once where the upload is refused after it was stored, unless something names the file", async () => {
    const { services, people, database, eventId, kept, attach } = await openFull({
      bytesOfMatter: 1_000,
      bytesOfWorkspace: 1_000,
    });
    value(await attach(file("n", 20), "named.pdf"));
    const roles = await database.client.membershipRole.findMany();
    /** Loses the right to attach while the file arrives. */
    const attachWithout = async (text: string) => {
      const bytes = (async function* () {
        await database.client.membershipRole.deleteMany({ where: { role: "staff" } });
        yield Buffer.from(text);
      })();
      const sent = { fileName: "late.pdf", bytes };
      const outcome = await services.attachments.add(
        people.staff,
        "agency-event",
        eventId,
        {},
        sent,
      );
      await database.client.membershipRole.deleteMany();
      await database.client.membershipRole.createMany({ data: roles });
      return outcome;
    };
    expect((await attachWithout(file("x", 100))).ok).toBe(false);
    expect((await attachWithout(file("n", 20))).ok).toBe(false);
    expect([...kept.keys()]).toEqual([sha256(Buffer.from(file("n", 20)))]);
    expect(await database.client.matterFile.findMany()).toMatchObject([{ bytes: 20, brought: 1 }]);
  });

  it("is taken by exhibits too, and never stands in the way of a filing", async () => {
    const none = { bytesOfMatter: 40, bytesOfWorkspace: 40 };
    const approved = await openApproved({ attachmentQuota: none });
    const { services, people, documentId, slug, database, kept } = {
      ...approved,
      kept: new Map<string, Uint8Array>(),
    };
    value(await fileAs(approved, approved.version, approved.signerId));
    expect(kept.size).toBe(0);
    const row = await database.client.filing.findUniqueOrThrow({ where: { documentId } });
    expect(await sizeOfPdf(database, row.pdfHash)).toBeGreaterThan(0);
    // The filed paper is the exhibit of its appeal, whatever room is left.
    const form = { kind: "appeal", title: "Appeal", layoutProfile: "letter" } as const;
    const appeal = value(await services.documents.create(people.drafter, slug, form));
    expect(await printed(approved, appeal.documentId)).toEqual([
      ["The Request of October 7, 2021", expect.any(String)],
    ]);
    const refusedExhibit = await services.exhibits.add(
      people.drafter,
      appeal.documentId,
      { title: "Memo" },
      upload(file("m", 41)),
    );
    expect(refused(refusedExhibit, "too-large").sentence).toContain("Nothing was stored.");
  });
});

it("the sweep takes back what was set aside and is named again, and asks about no other file", async () => {
  const { attach, kept, database, clock } = await open();
  value(await attach("%PDF Another", "b.pdf"));
  const [other] = kept.keys();
  value(await attach(LETTER));
  const used: string[] = [];
  const blobs = {
    ...blobsInMemory(kept),
    async *listUnused() {
      yield other!;
    },
    used: async (hash: string) => void used.push(hash),
  };
  const exhibits = { forget: async () => undefined };
  await sweepBlobs({ database, clock, log: pino({ level: "silent" }), blobs, exhibits });
  expect(kept.size).toBe(2);
  expect(used).toEqual([other]);
});

it("the sweep keeps what an attachment names, and takes what is removed", async () => {
  const { services, people, attach, kept, database, clock } = await open();
  const { attachmentId } = value(await attach(LETTER));
  value(await attach("%PDF Another", "b.pdf"));
  const sweep = () =>
    sweepBlobs({
      database,
      clock,
      log: pino({ level: "silent" }),
      blobs: blobsInMemory(kept),
      exhibits: { forget: async () => undefined },
    });
  expect(await sweep()).toBe(0);
  value(await services.attachments.remove(people.staff, attachmentId, {}));
  expect(await sweep()).toBe(1);
  expect(kept.size).toBe(1);
});
