import { describe, expect, it } from "vitest";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { value } from "#tests/services/workspace.ts";
import { alerts, openSite, ORIGIN } from "./site.ts";

const MEMO = pdfOf(["The memorandum"]);
const BOUNDARY = "----boundary";

/** A form as browsers send it: fields first, then the file. */
function multipart(
  fields: Readonly<Record<string, string>>,
  file: { readonly name: string; readonly bytes: Uint8Array } | null,
): Buffer {
  const parts = Object.entries(fields).map(
    ([name, text]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file?.name ?? ""}"\r\nContent-Type: application/pdf\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(parts.join("") + head),
    file?.bytes ?? Buffer.alloc(0),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

/** A body that arrives in small pieces, and perhaps never ends. */
function arriving(bytes: Uint8Array, broken = false): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.byteLength) controller.enqueue(bytes.subarray(at, (at += 700)));
      else if (broken) controller.error(new Error("the connection was lost"));
      else controller.close();
    },
  });
}

async function openExhibits() {
  const site = await openSite();
  const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
  const { documentId } = value(
    await site.services.documents.create(site.people.drafter, site.slug, form),
  );
  const page = `/documents/${documentId}/exhibits`;
  const drafter = await site.as("drafter");
  const post = async (
    body: Uint8Array | ReadableStream<Uint8Array>,
    { as = "drafter", headers = {} }: { as?: string; headers?: Record<string, string> } = {},
  ) => {
    const cookie = await site.cookieOf(`${as}@example.org`);
    const request = new Request(`${ORIGIN}${page}`, {
      method: "POST",
      body: body as BodyInit,
      duplex: "half",
      headers: {
        Cookie: cookie,
        "Content-Type": `multipart/form-data; boundary=${BOUNDARY}`,
        ...headers,
      },
    } as RequestInit);
    return (await site.as(as)).send(request);
  };
  const exhibits = async () => {
    const row = await site.database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    return readDetails(row.facts).exhibits;
  };
  return { ...site, documentId, page, drafter, post, exhibits };
}

describe("the page of exhibits, without scripts", () => {
  it("adds a PDF, says so, shows it and hands it out under strict headers", async () => {
    const { page, drafter, post, exhibits, documentId } = await openExhibits();
    const before = await drafter.get(page);
    expect(before.words).toContain("No exhibits yet");
    const form = before.document.querySelector("form[enctype='multipart/form-data']");
    expect(form?.getAttribute("method")).toBe("post");
    expect(form?.querySelector("input[type=file]")?.getAttribute("name")).toBe("file");

    const body = multipart({ intent: "add", title: "The Memo" }, { name: "m.pdf", bytes: MEMO });
    const added = await post(arriving(body));
    expect(added.status).toBe(200);
    expect(added.words).toContain("The exhibit was added.");
    expect(added.words).toContain("Not named in the text yet");
    const [exhibit] = await exhibits();
    expect(exhibit?.title).toBe("The Memo");

    const address = `/documents/${documentId}/exhibits/${exhibit?.id}.pdf`;
    expect(added.document.querySelector(`a[href="${address}"]`)).not.toBeNull();
    const pdf = await drafter.get(address);
    expect(pdf.status).toBe(200);
    expect(pdf.body).toBe(MEMO.toString("utf8"));
    expect(Object.fromEntries(pdf.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="the-memo.pdf"',
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store, no-transform",
    });
  });

  it("replaces, renames and removes", async () => {
    const { page, drafter, post, exhibits } = await openExhibits();
    await post(multipart({ intent: "add", title: "One" }, { name: "m.pdf", bytes: MEMO }));
    const [exhibit] = await exhibits();
    const exhibitId = exhibit?.id ?? "";
    const other = pdfOf(["Another"]);
    const replaced = await post(
      multipart({ intent: "replace", exhibitId }, { name: "o.pdf", bytes: other }),
    );
    expect(replaced.words).toContain("The PDF was replaced.");
    expect((await exhibits())[0]).toMatchObject({ id: exhibitId, title: "One" });
    expect((await exhibits())[0]?.file).not.toEqual(exhibit?.file);

    const unnamed = await drafter.post(page, { intent: "rename", exhibitId, title: "" });
    expect(unnamed.status).toBe(400);
    expect(alerts(unnamed)).toContain("Enter the exhibit’s title.");
    const renamed = await drafter.post(page, { intent: "rename", exhibitId, title: "Two" });
    expect(renamed.words).toContain("The exhibit was renamed.");
    const removed = await drafter.post(page, { intent: "remove", exhibitId });
    expect(removed.words).toContain("The exhibit was removed from this draft.");
    expect(await exhibits()).toEqual([]);
  });

  it("says what is wrong with a file at the file, and keeps the title that was typed", async () => {
    const { post, exhibits } = await openExhibits();
    const none = await post(multipart({ intent: "add", title: "The Memo" }, null));
    expect(none.status).toBe(400);
    expect(alerts(none)).toContain("Choose a PDF.");
    expect(none.document.querySelector("input[name=title]")?.getAttribute("value")).toBe(
      "The Memo",
    );
    const words = { name: "notes.txt", bytes: Buffer.from("words") };
    const text = await post(multipart({ intent: "add", title: "" }, words));
    expect(text.status).toBe(400);
    expect(alerts(text)).toContain("“notes.txt” is not a PDF.");
    const long = await post(
      multipart({ intent: "add", title: "x".repeat(301) }, { name: "m.pdf", bytes: MEMO }),
    );
    expect(long.status).toBe(400);
    expect(alerts(long)).toContain("Use at most 300 characters.");
    expect(await exhibits()).toEqual([]);
  });

  it("shows who may only read what there is, and no forms", async () => {
    const { page, as, post } = await openExhibits();
    await post(multipart({ intent: "add", title: "One" }, { name: "m.pdf", bytes: MEMO }));
    const shown = await (await as("observer")).get(page);
    expect(shown.words).toContain("One");
    expect(shown.document.querySelectorAll("main form")).toHaveLength(0);
    expect((await (await as("stranger")).get(page)).status).toBe(404);
  });
});

describe("an upload", () => {
  const whole = multipart({ intent: "add", title: "One" }, { name: "m.pdf", bytes: MEMO });

  it.each([
    ["observer", 403],
    ["stranger", 404],
  ])("by a %s is refused, and nothing is kept", async (as, status) => {
    const { post, exhibits } = await openExhibits();
    expect((await post(arriving(whole), { as })).status).toBe(status);
    expect(await exhibits()).toEqual([]);
  });

  it("that says it is too large is refused without reading it", async () => {
    const { post, exhibits } = await openExhibits();
    let read = false;
    const unread = new ReadableStream<Uint8Array>(
      {
        pull() {
          read = true;
        },
      },
      { highWaterMark: 0 },
    );
    const length = String(EXHIBIT_LIMITS.bytes + 1_000_000);
    const refused = await post(unread, { headers: { "Content-Length": length } });
    expect([refused.status, read]).toEqual([413, false]);
    expect(await exhibits()).toEqual([]);
  });

  it("that is larger than it said is refused when that is seen", async () => {
    const { post, exhibits } = await openExhibits();
    const large = Buffer.alloc(EXHIBIT_LIMITS.bytes + 200_000, "%PDF");
    const body = multipart({ intent: "add", title: "One" }, { name: "m.pdf", bytes: large });
    expect((await post(body)).status).toBe(413);
    expect(await exhibits()).toEqual([]);
  });

  it.each([
    ["is cut off", whole.subarray(0, whole.byteLength - 200), false],
    ["breaks off", whole.subarray(0, whole.byteLength - 200), true],
    ["is cut off among its fields", whole.subarray(0, 60), false],
    ["is cut off in the head of its file", whole.subarray(0, 230), false],
    ["is nothing at all", Buffer.alloc(0), false],
    ["is not what it says", Buffer.from("title=One&intent=add"), false],
  ])("that %s is refused, and nothing is kept", async (_what, body, broken) => {
    const { post, exhibits, failures } = await openExhibits();
    const answer = await post(arriving(body, broken));
    expect(answer.status).toBe(400);
    expect(await exhibits()).toEqual([]);
    expect(failures).toEqual([]);
  });

  it.each(["multipart/form-data; boundary=", "multipart/form-data; x", "text/plain"])(
    "of the type %j is refused",
    async (type) => {
      const { post, exhibits } = await openExhibits();
      expect((await post(whole, { headers: { "Content-Type": type } })).status).toBe(400);
      expect(await exhibits()).toEqual([]);
    },
  );

  it("of a form that the page does not have is refused", async () => {
    const { post, exhibits } = await openExhibits();
    for (const intent of ["constructor", "steal", ""]) {
      const body = multipart({ intent, title: "One" }, { name: "m.pdf", bytes: MEMO });
      expect((await post(body)).status).toBe(400);
    }
    expect(await exhibits()).toEqual([]);
  });

  it("is named by its file without folders, whatever the browser calls it", async () => {
    const { post, exhibits } = await openExhibits();
    const name = "../../etc/Résumé of the memo.pdf";
    await post(multipart({ intent: "add", title: "" }, { name, bytes: MEMO }));
    expect((await exhibits()).map(({ title }) => title)).toEqual(["Résumé of the memo"]);
  });
});
