import { describe, expect, it } from "vitest";
import { sha256 } from "#server/digest.ts";
import { form } from "#tests/services/filed-request.ts";
import { openPublished, publish } from "#tests/services/published-page.ts";
import { value } from "#tests/services/workspace.ts";
import { ORIGIN, siteOf } from "./site.ts";

const LETTER = "We have your request.\n";

/** A published page that offers the agency's letter. */
async function openWithLetter() {
  const published = await openPublished();
  const { services, people, slug, documentId, pageSlug } = published;
  const said = form({ kind: "acknowledged", dated: "2021-09-20" });
  const { eventId } = value(await services.agencyRecord.record(people.staff, documentId, said));
  const upload = { fileName: "answer.txt", bytes: inPieces(LETTER) };
  const { attachmentId } = value(
    await services.attachments.add(
      people.staff,
      "agency-event",
      eventId,
      { role: "letter" },
      upload,
    ),
  );
  const file = { isOffered: true, labelEn: "Its letter", labelEs: "Su carta" };
  const files = [{ id: `attachment:${attachmentId}`, ...file }];
  value(await services.publicPage.editOffer(people.staff, slug, { files }));
  value(await publish(published, { noteEn: "A letter came.", reason: "x" }));
  const page = `/p/${pageSlug}`;
  const address = `${page}/files/${sha256(LETTER)}`;
  const takeBack = async () =>
    value(await services.agencyRecord.retract(people.staff, eventId, { reason: "Not ours." }));
  return { ...siteOf(published), page, address, takeBack, attachmentId, eventId };
}

describe("a file of a public page", () => {
  it("[L16] [L40] is gone at its address and named as such on the page once its letter was taken back, also for caches", async () => {
    const { nobody, page, address, takeBack } = await openWithLetter();
    const [shown, file] = [await nobody.get(page), await nobody.get(address)];
    expect([file.status, file.body]).toEqual([200, LETTER]);
    expect(shown.document.querySelector(`a[href="${address}"]`)?.textContent).toBe("Its letter");
    await takeBack();

    const known = (at: string, tag: string | null, method = "GET") => {
      const headers = { "If-None-Match": tag ?? "" };
      return nobody.send(new Request(`${ORIGIN}${at}`, { headers, method }));
    };
    const gone = await known(address, file.headers.get("ETag"));
    expect([gone.status, gone.headers.get("Cache-Control")]).toEqual([410, "no-store"]);
    expect(gone.words).toContain("This file is no longer offered");
    expect(gone.body).not.toContain(LETTER.trim());
    expect((await known(address, null, "HEAD")).status).toBe(410);
    expect((await nobody.get(`${address}?lang=es`)).words).toContain("ya no se ofrece");

    const after = await known(page, shown.headers.get("ETag"));
    expect(after.status).toBe(200);
    expect(after.document.querySelector(`a[href="${address}"]`)).toBeNull();
    expect(after.words).toContain("Its letter. This file is no longer offered");
    expect(after.body).not.toContain(`files/${sha256(LETTER)}`);
  });

  it("[L16] stands beside the letter that was taken back, on the record's page, and keeps the page's documents to be saved anew", async () => {
    const site = await openWithLetter();
    const { documentId, slug, takeBack, attachmentId, eventId } = site;
    await takeBack();
    const staff = await site.as("staff");
    const record = await staff.get(`/documents/${documentId}/record`);
    const event = record.document.getElementById(`event-${eventId}`);
    expect(event?.querySelector(`a[href="/attachments/${attachmentId}"]`)).not.toBeNull();
    expect((await staff.get(`/attachments/${attachmentId}`)).words).toContain("taken back");
    const edit = `/matters/${slug}/public/documents`;
    const before = await staff.get(edit);
    expect(before.words).toContain("can’t be offered any more");
    expect(before.words).toContain("Its letter");
    const fields = [...before.document.querySelectorAll<HTMLInputElement>("form input[name]")];
    const sent = fields
      .filter(({ type, checked }) => type !== "checkbox" || checked)
      .map(({ name, value: typed }): [string, string] => [name, typed]);
    expect((await staff.post(edit, Object.fromEntries(sent))).status).toBe(302);
    expect((await staff.get(edit)).words).not.toContain("can’t be offered any more");
  });
});

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
