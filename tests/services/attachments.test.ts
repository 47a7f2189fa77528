import { describe, expect, it } from "vitest";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { sha256 } from "#server/digest.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { bytesOf } from "./bytes-of.ts";
import { fileAs, openApproved } from "./filed-fixtures.ts";
import { blobsInMemory, SCANNED } from "./ports.ts";
import { refusal, refused, stage, value, type Coalition, type Knobs } from "./workspace.ts";
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
    // The same once more changes nothing.
    expect(value(await attach(LETTER)).attachmentId).toBe(attachmentId);
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

describe("the quota", () => {
  it("of a matter and of the workspace is not exceeded, also by two at once", async () => {
    const small = { bytesOfMatter: 50, bytesOfWorkspace: 1_000 };
    const { attach, files } = await open({ attachmentQuota: small });
    value(await attach(`%PDF ${"a".repeat(20)}`, "a.pdf"));
    const both = await Promise.all([
      attach(`%PDF ${"b".repeat(15)}`, "b.pdf"),
      attach(`%PDF ${"c".repeat(15)}`, "c.pdf"),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    refused(
      both.find(({ ok }) => !ok)!,
      "too-large",
    );
    expect(await files()).toHaveLength(2);
    const workspace = await open({
      attachmentQuota: { bytesOfMatter: 1_000, bytesOfWorkspace: 10 },
    });
    refused(await workspace.attach(LETTER), "too-large");
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
