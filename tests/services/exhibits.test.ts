import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { pino } from "pino";
import { flowRoot } from "#app/document/flow/index.ts";
import type { ExhibitDelivery } from "#app/domain/filing-copy.ts";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import { sweepBlobs } from "#server/services/blobs/sweep.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { bytesOf, keptPdf } from "./bytes-of.ts";
import { confirm, makeCopy } from "./file-in-steps.ts";
import { asSent, openedDetails, openReview, submit, type Review } from "./papers.ts";
import { blobsInMemory, exhibitsInMemory, SCANNED } from "./ports.ts";
import { FILING, signAndFile, signByBoth } from "./sign-and-file.ts";
import { refused, value, type Knobs } from "./workspace.ts";

const MEMO = pdfOf(["The memorandum"]);
const OTHER = pdfOf(["Another memorandum"]);

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const upload = (bytes: Uint8Array, fileName = "memo.pdf") => ({ fileName, bytes: whole(bytes) });

async function openExhibits(knobs: Knobs = {}) {
  const memory = exhibitsInMemory();
  const review = await openReview({
    exhibits: memory,
    blobs: blobsInMemory(memory.kept),
    ...knobs,
  });
  const { services, people, documentId, database } = review;
  const row = () => database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  return {
    ...review,
    row,
    kept: memory.kept,
    add: (bytes: Uint8Array = MEMO, title?: string, actor = people.drafter) =>
      services.exhibits.add(actor, documentId, { title }, upload(bytes)),
    exhibits: async () => readDetails((await row()).facts).exhibits,
    shown: async () => value(await services.exhibits.show(people.observer, documentId)),
    events: () =>
      database.client.auditEvent.findMany({
        where: { documentId, type: { in: ["document.facts-edited", "document.downloaded"] } },
        orderBy: { sequence: "asc" },
      }),
  };
}

/** Names exhibits at the end of the text, as the rooms commit it. */
async function nameInText(
  { database, clock }: Pick<Review, "database" | "clock">,
  documentId: string,
  ...ids: readonly string[]
): Promise<void> {
  const { client } = database;
  const row = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    include: { base: true, updates: { orderBy: { sequence: "asc" } } },
  });
  const document = new Y.Doc();
  for (const { bytes } of [row.base!, ...row.updates]) Y.applyUpdate(document, bytes);
  const before = Y.encodeStateVector(document);
  const root = flowRoot(document);
  for (const id of ids) {
    const line = new Y.XmlElement("exhibit");
    line.setAttribute("id", id);
    root.insertEmbed(root.length, line);
  }
  const bytes = new Uint8Array(Y.encodeStateAsUpdate(document, before));
  const sequence = row.sequence + 1;
  await client.$transaction([
    client.document.update({ where: { id: documentId }, data: { sequence } }),
    client.draftUpdate.create({ data: { documentId, sequence, bytes, committedAt: clock() } }),
  ]);
}

describe("adding an exhibit", () => {
  it("keeps the file's hash among the details, raises their revision and is a line in the record", async () => {
    const { add, exhibits, row, events } = await openExhibits();
    const { factsRevision } = await row();
    value(await add(MEMO, "The January Memorandum"));
    const [exhibit] = await exhibits();
    expect(exhibit).toMatchObject({
      title: "The January Memorandum",
      file: { pages: 1, bytes: MEMO.byteLength },
    });
    expect((await row()).factsRevision).toBe(factsRevision + 1);
    const [event] = await events();
    expect(JSON.parse(event?.details ?? "")).toEqual({
      before: { exhibits: [] },
      after: { exhibits: [exhibit] },
    });
  });

  it("gives it its file's name where nobody gave it a title", async () => {
    const { services, people, documentId, exhibits } = await openExhibits();
    const named = upload(MEMO, "C:\\papers\\ICE_memo, January.PDF");
    value(await services.exhibits.add(people.drafter, documentId, { title: undefined }, named));
    expect((await exhibits())[0]?.title).toBe("ICE memo, January");
  });

  it("is a version's hash: another file under the same title is another version", async () => {
    const review = await openExhibits();
    value(await review.add(MEMO, "Memorandum"));
    const first = value(
      await review.services.versions.name(review.people.drafter, review.documentId, {
        name: "First",
      }),
    );
    const [exhibit] = await review.exhibits();
    value(
      await review.services.exhibits.replace(
        review.people.drafter,
        review.documentId,
        exhibit?.id ?? "",
        upload(OTHER),
      ),
    );
    const second = value(
      await review.services.versions.name(review.people.drafter, review.documentId, {
        name: "Second",
      }),
    );
    const hashes = await review.database.client.version.findMany({
      where: { number: { in: [first.number, second.number] } },
      select: { hash: true, content: true },
    });
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(2);
    expect((await review.exhibits())[0]).toMatchObject({ id: exhibit?.id, title: "Memorandum" });
  });

  it("changes nothing where the file is refused", async () => {
    const { services, people, documentId, row } = await openExhibits();
    const before = await row();
    const text = upload(Buffer.from("words"), "notes.pdf");
    const outcome = await services.exhibits.add(people.drafter, documentId, { title: "A" }, text);
    expect(refused(outcome, "bad-input").sentence).toContain("notes.pdf");
    expect(await row()).toEqual(before);
  });

  it("takes the same content twice, stored once", async () => {
    const { add, exhibits } = await openExhibits();
    value(await add(MEMO, "One"));
    value(await add(MEMO, "Two"));
    const [one, two] = await exhibits();
    expect(one?.file).toEqual(two?.file);
    expect(one?.id).not.toBe(two?.id);
  });

  it("is refused to who may not edit the draft, before a byte is read", async () => {
    const { services, people, documentId } = await openExhibits();
    let read = false;
    const unread: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]() {
        read = true;
        return whole(MEMO);
      },
    };
    const send = (actor: typeof people.drafter) =>
      services.exhibits.add(
        actor,
        documentId,
        { title: "A" },
        { fileName: "a.pdf", bytes: unread },
      );
    refused(await send(people.observer), "forbidden");
    refused(await send(people.stranger), "not-found");
    expect(read).toBe(false);
  });

  it("is refused once all exhibits together would be too large, and when two come at once", async () => {
    const bytes = EXHIBIT_LIMITS.bytes;
    const review = await openExhibits({
      exhibits: {
        add: async (_by, fileName) => {
          const sha256 = fileName.padEnd(64, "0").slice(0, 64);
          return { ok: true, value: { sha256, pages: 1, bytes } };
        },
        scan: async () => ({ ok: true, value: { data: [], unread: [] } }),
        forget: async () => undefined,
      },
    });
    const send = (name: string) =>
      review.services.exhibits.add(
        review.people.drafter,
        review.documentId,
        { title: name },
        upload(MEMO, name),
      );
    for (const name of ["a", "b", "c"]) value(await send(name));
    const both = await Promise.all([send("d"), send("e")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const sentence = refused(
      both.find(({ ok }) => !ok)!,
      "too-large",
    ).sentence;
    expect(sentence).toContain("All exhibits of a document together may be 100 MB");
    expect(await review.exhibits()).toHaveLength(4);
    refused(await send("f"), "too-large");
  });

  it("is refused where the draft was submitted while the file arrived", async () => {
    const review = await openExhibits();
    const { services, people, documentId } = review;
    const slow = (async function* () {
      yield MEMO;
      await submit(review);
    })();
    refused(
      await services.exhibits.add(
        people.drafter,
        documentId,
        { title: "Late" },
        { fileName: "late.pdf", bytes: slow },
      ),
      "frozen",
    );
    expect(await review.exhibits()).toEqual([]);
  });
});

describe("the exhibits of a document", () => {
  it("are shown by letter, with those that the text does not name at the end", async () => {
    const review = await openExhibits();
    for (const [bytes, title] of [
      [MEMO, "One"],
      [OTHER, "Two"],
      [pdfOf(["Three"]), "Three"],
    ] as const) {
      value(await review.add(bytes, title));
    }
    const ids = new Map((await review.exhibits()).map(({ id, title }) => [title, id]));
    await nameInText(review, review.documentId, ids.get("Three") ?? "", ids.get("One") ?? "");
    const { exhibits, mayEdit } = await review.shown();
    expect(exhibits.map(({ letter, title }) => [letter, title])).toEqual([
      ["A", "Three"],
      ["B", "One"],
      [null, "Two"],
    ]);
    expect(mayEdit).toBe(false);
    refused(
      await review.services.exhibits.show(review.people.stranger, review.documentId),
      "not-found",
    );
  });

  it("are the version’s while one is pinned, whatever the rows of the draft say [L1]", async () => {
    const review = await openExhibits();
    value(await review.add(MEMO, "One"));
    value(await review.add(OTHER, "Two"));
    const [one, two] = await review.exhibits();
    await nameInText(review, review.documentId, one?.id ?? "");
    await submit(review);
    const before = (await review.shown()).exhibits;
    expect(before.map(({ letter, title }) => [letter, title])).toEqual([
      ["A", "One"],
      [null, "Two"],
    ]);
    await nameInText(review, review.documentId, two?.id ?? "");
    const facts = (await review.row()).facts.replaceAll(one?.file?.sha256 ?? "", "0".repeat(64));
    await review.database.client.document.update({
      where: { id: review.documentId },
      data: { facts: facts.replace("Two", "Zwei") },
    });
    expect((await review.shown()).exhibits).toEqual(before);
    const { services, people, documentId } = review;
    const pdf = value(await services.exhibits.pdf(people.observer, documentId, one?.id ?? ""));
    expect((await bytesOf(pdf)).equals(MEMO)).toBe(true);
  });

  it("get other titles and go, by who may edit the draft and nobody else", async () => {
    const { services, people, documentId, add, exhibits } = await openExhibits();
    value(await add(MEMO, "One"));
    value(await add(OTHER, "Two"));
    const [one, two] = await exhibits();
    const exhibitId = one?.id ?? "";
    const rename = { exhibitId, title: "The First" };
    refused(await services.exhibits.rename(people.observer, documentId, rename), "forbidden");
    refused(
      await services.exhibits.remove(people.observer, documentId, { exhibitId }),
      "forbidden",
    );
    refused(
      await services.exhibits.rename(people.drafter, documentId, { exhibitId, title: " " }),
      "bad-input",
    );
    value(await services.exhibits.rename(people.ilrcDrafter, documentId, rename));
    expect((await exhibits())[0]).toEqual({ ...one, title: "The First" });
    value(await services.exhibits.remove(people.drafter, documentId, { exhibitId }));
    expect(await exhibits()).toEqual([two]);
    refused(await services.exhibits.remove(people.drafter, documentId, { exhibitId }), "not-found");
    refused(await services.exhibits.rename(people.drafter, documentId, rename), "not-found");
  });

  it("stay when somebody saves the letterhead whose form was open before they were added", async () => {
    const { services, people, documentId, add, exhibits, row } = await openExhibits();
    const opened = await openedDetails({ services, people }, documentId);
    value(await add(MEMO, "One"));
    const sent = { ...opened, trackingNumbers: "2021-ICFO-1", caption: undefined };
    value(
      await services.documents.editDetails(people.drafter, documentId, asSent<DetailsForm>(sent)),
    );
    expect(await exhibits()).toHaveLength(1);
    expect(readDetails((await row()).facts).trackingNumbers).toEqual(["2021-ICFO-1"]);
  });

  it("are handed out as they were added, with a line in the record, to those in the matter", async () => {
    const { services, people, documentId, add, exhibits, events } = await openExhibits();
    value(await add(MEMO, "ICE's Memorandum, January"));
    const [exhibit] = await exhibits();
    const id = exhibit?.id ?? "";
    const pdf = value(await services.exhibits.pdf(people.observer, documentId, id));
    expect((await bytesOf(pdf)).equals(MEMO)).toBe(true);
    expect(pdf.name).toBe("ices-memorandum-january.pdf");
    expect((await events()).at(-1)?.details).toContain(exhibit?.file?.sha256);
    refused(await services.exhibits.pdf(people.stranger, documentId, id), "not-found");
    refused(await services.exhibits.pdf(people.observer, documentId, "another"), "not-found");
  });

  it("are said to be missing where their bytes are", async () => {
    const review = await openExhibits();
    value(await review.add(MEMO, "Memorandum"));
    const [exhibit] = await review.exhibits();
    review.kept.clear();
    const outcome = await review.services.exhibits.pdf(
      review.people.drafter,
      review.documentId,
      exhibit?.id ?? "",
    );
    const read = await value(outcome).read();
    expect(refused(read, "unavailable").sentence).toContain("“Memorandum” is missing");
  });
});

describe("[L25] exhibits that are filed as files of their own", () => {
  it("are listed where the copy is taken away, stay out of its bytes, and come as they were added", async () => {
    const review = await openExhibits();
    const { services, people, documentId, database } = review;
    value(await review.add(MEMO, "Memorandum"));
    const [exhibit] = await review.exhibits();
    const id = exhibit?.id ?? "";
    await nameInText(review, documentId, id);
    const { versionId, hash } = await submit(review);
    await signByBoth(review, { versionId, hash });
    const asked = (exhibits: ExhibitDelivery) => ({
      versionId,
      hash,
      ...FILING,
      exhibits,
    });
    const pagesOf = async (copyId: string) => {
      const row = await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } });
      return (await keptPdf(database, row)).toString();
    };
    const { sha256 = "" } = exhibit?.file ?? {};
    const inside = value(await makeCopy(services, people.staff, documentId, asked("inside")));
    expect(await pagesOf(inside.copyId)).toContain(sha256);
    const discarded = { copyId: inside.copyId, reason: "The court wants them apart." };
    value(await services.filings.discardCopy(people.staff, documentId, discarded));

    const { copyId } = value(await makeCopy(services, people.staff, documentId, asked("separate")));
    expect(await pagesOf(copyId)).not.toContain(sha256);
    expect(await pagesOf(copyId)).toContain("Memorandum");
    const choices = value(await services.filings.choices(people.staff, documentId));
    expect(choices.copy?.exhibits).toBe("separate");
    expect(choices.exhibits).toEqual([{ id, letter: "A", title: "Memorandum", sha256 }]);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.filing-copy-made" },
      orderBy: { sequence: "desc" },
    });
    expect(JSON.parse(line.details)).toMatchObject({ copyId, exhibits: "separate" });
    value(await services.filings.takeCopy(people.staff, documentId, copyId));
    value(await confirm(services, people.staff, documentId, { ...asked("separate"), copyId }));
    const apart = value(await services.exhibits.pdf(people.observer, documentId, id));
    expect((await bytesOf(apart)).equals(MEMO)).toBe(true);

    // The filing and its certificate name each with its hash.
    const filed = value(await services.filings.show(people.observer, documentId));
    expect(filed.exhibitsApart).toEqual([{ id, letter: "A", title: "Memorandum", sha256 }]);
    const certificate = value(await services.filings.certificate(people.observer, documentId));
    const said = (await bytesOf(certificate)).toString();
    expect(said).toContain("Exhibits filed as files of their own");
    expect(said.replace(/\s/gu, "")).toContain(sha256);
  });

  it("are not listed apart where they are in the PDF", async () => {
    const review = await openExhibits();
    const { services, people, documentId } = review;
    value(await review.add(MEMO, "Memorandum"));
    await nameInText(review, documentId, (await review.exhibits())[0]?.id ?? "");
    const { versionId, hash } = await submit(review);
    await signAndFile(review, { versionId, hash });
    expect(value(await services.filings.show(people.observer, documentId)).exhibitsApart).toEqual(
      [],
    );
  });
});

describe("the sweep of exhibits", () => {
  const sweep = ({ database, clock, kept }: Awaited<ReturnType<typeof openExhibits>>) =>
    sweepBlobs({
      database,
      clock,
      blobs: blobsInMemory(kept),
      exhibits: { forget: async () => undefined },
      log: pino({ level: "silent" }),
    });

  it("takes a file that no draft refers to any more, and leaves every other", async () => {
    const review = await openExhibits();
    const { services, people, documentId } = review;
    value(await review.add(MEMO, "Taken out"));
    value(await review.add(OTHER, "Kept"));
    const [out, stays] = await review.exhibits();
    expect(await sweep(review)).toBe(0);
    value(await services.exhibits.remove(people.drafter, documentId, { exhibitId: out!.id }));
    expect(await sweep(review)).toBe(1);
    expect([...review.kept.keys()]).toEqual([stays?.file?.sha256]);
  });

  it("never takes a file that a version refers to, whatever became of the draft, nor of what was filed", async () => {
    const review = await openExhibits();
    const { services, people, documentId } = review;
    value(await review.add(MEMO, "In the version"));
    const [exhibit] = await review.exhibits();
    await nameInText(review, documentId, exhibit!.id);
    const first = await submit(review);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Another one." }));
    value(await services.exhibits.replace(people.drafter, documentId, exhibit!.id, upload(OTHER)));
    const second = await submit(review);
    await signAndFile(review, second);
    // As if the draft had lost it: what was filed is a version.
    await review.database.client.document.update({
      where: { id: documentId },
      data: { facts: writeDetails({ ...readDetails((await review.row()).facts), exhibits: [] }) },
    });
    expect(first.versionId).not.toBe(second.versionId);
    expect(await sweep(review)).toBe(0);
    expect(review.kept.size).toBe(2);
  });
});

describe("private numbers in an exhibit [FRCP 5.2(a)]", () => {
  const SECRET = pdfOf(["Her number is 123-45-6789."]);

  it("keep the paper from being handed out once the text names it, and say exhibit and page", async () => {
    const review = await openExhibits();
    const { services, people, documentId } = review;
    value(await review.add(SECRET, "Her file"));
    value(await services.filings.pdf(people.drafter, documentId));
    const [exhibit] = await review.exhibits();
    await nameInText(review, documentId, exhibit?.id ?? "");
    refused(await services.filings.pdf(people.drafter, documentId), "private-data");
    const { data } = value(await services.filings.privateData(people.drafter, documentId));
    expect(data).toMatchObject([
      {
        kind: "social-security-number",
        shown: "ending in 6789",
        place: `exhibit:1:${exhibit?.id}`,
        exhibit: { id: exhibit?.id, letter: "A", title: "Her file", page: 1 },
      },
    ]);
    expect(JSON.stringify(data)).not.toContain("45-6789");
  });

  it("are looked for by a person on pages that are scans, before the paper is handed out or filed", async () => {
    const review = await openExhibits();
    const { services, people, documentId } = review;
    value(await review.add(pdfOf([SCANNED.slice(1, -1)]), "Her file"));
    // Nothing follows the text before it names it.
    value(await services.filings.pdf(people.drafter, documentId));
    const [exhibit] = await review.exhibits();
    await nameInText(review, documentId, exhibit?.id ?? "");
    refused(await services.filings.pdf(people.drafter, documentId), "private-data");
    const view = value(await services.filings.privateData(people.drafter, documentId));
    expect(view.data).toEqual([]);
    expect(view.unread).toEqual([{ id: exhibit?.id, letter: "A", title: "Her file", pages: [1] }]);
    const form = { key: view.key, purpose: "export", reason: "I read every page." } as const;
    value(await services.filings.letPrivateDataStand(people.drafter, documentId, form));
    value(await services.filings.pdf(people.drafter, documentId));
    const line = await review.database.client.auditEvent.findFirstOrThrow({
      where: { documentId, type: "document.scan-overridden" },
    });
    expect(line.details).toContain(`"unread":[{"exhibit":"A","pages":[1]}]`);
    // Another scan in its place is another question.
    value(
      await services.exhibits.replace(
        people.drafter,
        documentId,
        exhibit?.id ?? "",
        upload(pdfOf([SCANNED.slice(1, -1), "Another"])),
      ),
    );
    refused(await services.filings.pdf(people.drafter, documentId), "private-data");
  });

  it("are asked about again where nobody can tell whether there are some", async () => {
    const review = await openExhibits();
    value(await review.add(SECRET, "Her file"));
    const [exhibit] = await review.exhibits();
    await nameInText(review, review.documentId, exhibit?.id ?? "");
    review.kept.clear();
    const outcome = await review.services.filings.pdf(review.people.drafter, review.documentId);
    expect(refused(outcome, "unavailable").sentence).toContain(
      "Exhibit A (“Her file”) could not be looked through",
    );
  });
});
