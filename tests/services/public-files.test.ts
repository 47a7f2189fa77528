import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { productionForm } from "#app/domain/agency-record/form.ts";
import type { AttachmentTargetKind } from "#app/domain/attachment.ts";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { sha256 } from "#server/digest.ts";
import { form } from "./filed-request.ts";
import { openPublished, publish, shown } from "./published-page.ts";
import { refused, value } from "./workspace.ts";

const LETTER = "We have your request.\n";
const NOTE = { noteEn: "Files came.", reason: "A demonstration." };

/** A published page beside whose request a letter, a release and a docket entry have each a file. */
async function openWithFiles() {
  const published = await openPublished();
  const { services, people, slug, documentId, pageSlug } = published;
  const { staff } = people;
  const attach = async (kind: AttachmentTargetKind, id: string, text: string) => {
    const upload = { fileName: `${kind}.txt`, bytes: inPieces(text) };
    return value(await services.attachments.add(staff, kind, id, { role: undefined }, upload))
      .attachmentId;
  };
  const said = form({ kind: "acknowledged", dated: "2021-09-20" });
  const { eventId } = value(await services.agencyRecord.record(staff, documentId, said));
  const release = productionForm.parse({ dated: "2021-09-21" });
  const { productionId } = value(
    await services.agencyRecord.recordProduction(staff, eventId, release),
  );
  const complaint = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  value(await services.documents.create(people.drafter, slug, complaint));
  const docketId = (await shown(published)).dockets[0]?.docketId ?? "";
  const entry = docketEventForm.parse({ kind: "other", text: "A call.", dated: "2021-09-22" });
  const line = value(await services.dockets.recordEvent(staff, slug, docketId, entry)).eventId;
  const attachments = [
    await attach("agency-event", eventId, LETTER),
    await attach("production", productionId, "Released.\n"),
    await attach("docket-event", line, "A stamped page.\n"),
  ] as const;
  const offer = async (ids: readonly string[]) => {
    const files = ids.map((id) => ({
      id: `attachment:${id}`,
      isOffered: true,
      labelEn: `File ${id}`,
      labelEs: undefined,
    }));
    value(await services.publicPage.editOffer(staff, slug, { files }));
  };
  /** The answer of the public page's address of a file with that text. */
  const asked = async (text: string) => {
    const found = value(await services.publicPage.file(pageSlug, sha256(text)));
    if (found.state !== "offered") return found.state;
    const read = await found.file.read();
    return read.ok
      ? Buffer.concat(await Readable.from(read.value).toArray()).toString()
      : "refused";
  };
  const correct = async (lineId: string) =>
    value(
      await services.dockets.correctEvent(staff, slug, docketId, lineId, {
        ...entry,
        text: "A call of ours.",
      } as typeof entry),
    ).eventId;
  const why = { reason: "It was of another request." };
  const takeBack = {
    letter: async (id = eventId) => void value(await services.agencyRecord.retract(staff, id, why)),
    release: async () =>
      value(await services.agencyRecord.retractProduction(staff, eventId, { productionId })),
    line: async (id = line) =>
      value(await services.dockets.retractEvent(staff, slug, docketId, id, why)),
  };
  const ids = { eventId, productionId, docketId, line };
  return { ...published, ...ids, attachments, attach, offer, asked, correct, takeBack };
}

describe("[L16] [L40] a file of what was taken back", () => {
  it.each([
    ["a letter", "letter", 0, LETTER],
    ["a release", "release", 1, "Released.\n"],
    ["a letter whose release has the file", "letter", 1, "Released.\n"],
    ["a docket entry", "line", 2, "A stamped page.\n"],
  ] as const)(
    "%s is no longer handed out at once, and keeps the page back until it is left out (embarrassment 11)",
    async (_what, which, index, text) => {
      const site = await openWithFiles();
      const { offer, asked, attachments, takeBack, read } = site;
      const attachmentId = attachments[index];
      await offer([attachmentId]);
      value(await publish(site, NOTE));
      expect(await asked(text)).toBe(text);
      expect((await read()).withdrawnFiles).toEqual([]);

      await takeBack[which]();
      expect(await asked(text)).toBe("withdrawn");
      // The snapshot stays as it was published and recorded; it says that the file is gone.
      expect((await read()).page.documents).toMatchObject([{ id: attachmentId }]);
      expect((await read()).withdrawnFiles).toEqual([attachmentId]);

      const view = await shown(site);
      expect(view.candidates.map(({ id }) => id)).not.toContain(attachmentId);
      expect(view.candidate.page.documents).toEqual([]);
      expect(view.changed).toContain("documents");
      const refusal = refused(await publish(site, NOTE), "bad-input");
      expect(refusal.sentence).toContain("was taken back");
      await offer([]);
      value(await publish(site, NOTE));
      expect((await read()).page.documents).toEqual([]);
    },
  );

  it("is not offered in the first place, also to who sends its id", async () => {
    const site = await openWithFiles();
    const { offer, attachments, takeBack } = site;
    await takeBack.letter();
    await offer(attachments);
    expect((await shown(site)).content.documents.map(({ id }) => id)).toEqual([attachments[2]]);
  });

  it("is handed out as before where the letter or entry was only corrected", async () => {
    const site = await openWithFiles();
    const { offer, asked, attachments, services, people, eventId, correct, line, takeBack } = site;
    await offer(attachments);
    value(await publish(site, NOTE));
    const later = form({ kind: "acknowledged", dated: "2021-09-19" });
    const corrected = value(await services.agencyRecord.correct(people.staff, eventId, later));
    const entry = await correct(line);
    expect([
      await asked(LETTER),
      await asked("Released.\n"),
      await asked("A stamped page.\n"),
    ]).toEqual([LETTER, "Released.\n", "A stamped page.\n"]);
    // And no more once the correction itself is taken back.
    await takeBack.letter(corrected.eventId);
    await takeBack.line(entry);
    expect([
      await asked(LETTER),
      await asked("Released.\n"),
      await asked("A stamped page.\n"),
    ]).toEqual(["withdrawn", "withdrawn", "withdrawn"]);
  });

  it("that was removed is no longer handed out either", async () => {
    const site = await openWithFiles();
    const { offer, asked, attachments, services, people, read } = site;
    await offer(attachments);
    value(await publish(site, NOTE));
    value(await services.attachments.remove(people.staff, attachments[0], {}));
    expect(await asked(LETTER)).toBe("withdrawn");
    expect((await read()).withdrawnFiles).toEqual([attachments[0]]);
  });

  it("is handed out as long as another file of the page with the same bytes stands", async () => {
    const site = await openWithFiles();
    const { offer, asked, attachments, attach, docketId, services, people, slug, takeBack } = site;
    const entry = docketEventForm.parse({ kind: "other", text: "Filed.", dated: "2021-09-23" });
    const { eventId } = value(
      await services.dockets.recordEvent(people.staff, slug, docketId, entry),
    );
    const again = await attach("docket-event", eventId, LETTER);
    await offer([attachments[0], again]);
    value(await publish(site, NOTE));
    await takeBack.letter();
    expect(await asked(LETTER)).toBe(LETTER);
  });

  it("[L20] that was looked through by fewer rules is offered once a person has read it", async () => {
    const site = await openWithFiles();
    const { services, people, attachments, offer, database } = site;
    const [id] = attachments;
    await offer([id]);
    const before = { data: [], unread: [] };
    const data = { mediaType: "application/pdf", scan: JSON.stringify(before) };
    await database.client.attachment.update({ where: { id }, data });
    expect(refused(await publish(site, NOTE), "bad-input").sentence).toContain(
      "Nobody has said that they read",
    );
    const { file } = value(await services.attachments.show(people.staff, id));
    expect(file.unread).toEqual([{ file: null, pages: null, why: "earlier" }]);
    value(await services.attachments.markRead(people.staff, id, { read: "on" }));
    value(await publish(site, NOTE));
  });

  it("stands beside what was taken back, on the record and on the docket sheet", async () => {
    const site = await openWithFiles();
    const { services, people, documentId, slug, docketId, attachments, takeBack } = site;
    await takeBack.letter();
    await takeBack.line();
    const record = value(await services.agencyRecord.show(people.observer, documentId));
    expect(record.retracted.map(({ attachments: files }) => files.map(({ id }) => id))).toEqual([
      [attachments[0]],
    ]);
    expect(record.retractedProductions).toMatchObject([{ attachments: [{ id: attachments[1] }] }]);
    const sheet = value(await services.dockets.sheet(people.observer, slug, docketId));
    expect(sheet.retracted).toMatchObject([{ attachments: [{ id: attachments[2] }] }]);
    const places = await Promise.all(
      attachments.map(async (id) => value(await services.attachments.show(people.staff, id)).at),
    );
    expect(places.map(({ isTakenBack }) => isTakenBack)).toEqual([true, true, true]);
  });
});

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
