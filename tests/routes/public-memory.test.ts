import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { request as ask } from "node:http";
import { buffer } from "node:stream/consumers";
import { describe, expect, it, vi } from "vitest";
import { openPublished, pageForm, publish } from "#tests/services/published-page.ts";
import { value } from "#tests/services/workspace.ts";
import { serve } from "./served.ts";

/** A published page behind its server, and how often what is stored of it was read. */
async function open() {
  const published = await openPublished();
  const read = vi.spyOn(published.services.publicPage, "read");
  const served = await serve(published);
  const get = (address: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>(
      (resolve, reject) => {
        const to = { host: "127.0.0.1", port: served.port, path: address, headers, method };
        ask(to, (answer) => {
          const { statusCode: status = 0, headers: given } = answer;
          buffer(answer).then((bytes) => resolve({ status, headers: given, bytes }), reject);
        })
          .on("error", reject)
          .end();
      },
    );
  return { ...published, ...served, page: `/p/${published.pageSlug}`, get, read };
}

describe("a public page that was drawn before", () => {
  it("is answered without reading what is stored of it, byte for byte the same, in each language and format", async () => {
    const { page, get, read } = await open();
    const addresses = [
      page,
      `${page}?lang=es`,
      `${page}/feed`,
      `${page}/feed?as=rss`,
      `${page}/feed?as=json`,
      "/p",
      "/sitemap.xml",
      "/robots.txt",
    ];
    const first = await Promise.all(addresses.map((address) => get(address)));
    const drawn = read.mock.calls.length;
    expect(drawn).toBe(5);
    const again = await Promise.all(addresses.map((address) => get(address)));
    expect(read).toHaveBeenCalledTimes(drawn);
    const told = ({ status, headers, bytes }: Awaited<ReturnType<typeof get>>) => [
      status,
      headers["content-type"],
      headers["cache-control"],
      headers["etag"],
      headers["content-security-policy"],
      bytes.toString(),
    ];
    expect(again.map(told)).toEqual(first.map(told));
    expect(new Set(again.map(({ bytes }) => bytes.toString())).size).toBe(addresses.length);
    expect(again.map(({ headers }) => headers["content-length"])).toEqual(
      again.map(({ bytes }) => String(bytes.byteLength)),
    );
  });

  it("is not sent to who has it, and with its head alone to who asks for that", async () => {
    const { page, get, read } = await open();
    const { headers, bytes } = await get(page);
    const tag = String(headers["etag"]);
    const known = await get(page, { "If-None-Match": `"another", ${tag}` });
    expect([known.status, known.bytes.byteLength, known.headers["etag"]]).toEqual([304, 0, tag]);
    expect(known.headers["cache-control"]).toBe("public, no-cache");
    const head = await get(page, {}, "HEAD");
    expect([head.status, head.bytes.byteLength]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(bytes.byteLength));
    expect((await get(page, { "If-None-Match": '"another"' })).status).toBe(200);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("is drawn for who has it already, so that the next one is answered from memory", async () => {
    const site = await open();
    const { page, get, read } = site;
    const tag = String((await get(page)).headers["etag"]);
    const { url } = await serve(site);
    const known = await fetch(url + page, { headers: { "If-None-Match": tag } });
    expect([known.status, read.mock.calls.length]).toEqual([304, 2]);
    expect((await fetch(url + page)).status).toBe(200);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("comes compressed as the reader takes it", async () => {
    const { page, get, read } = await open();
    const { bytes } = await get(page);
    const packed = async (accepted: string) => get(page, { "Accept-Encoding": accepted });
    const br = await packed("gzip, deflate, br");
    expect([br.headers["content-encoding"], br.headers["vary"]]).toEqual(["br", "Accept-Encoding"]);
    expect(brotliDecompressSync(br.bytes).equals(bytes)).toBe(true);
    const gzip = await packed("gzip");
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(gzip.bytes).equals(bytes)).toBe(true);
    const none = await packed("br;q=0, identity");
    expect(none.headers["content-encoding"]).toBeUndefined();
    expect(none.bytes.equals(bytes)).toBe(true);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("is the same whatever else its address says", async () => {
    const { page, get, read } = await open();
    const { bytes } = await get(page);
    for (const query of ["?utm_source=x", "?lang=zz", "?lang=en&x=1", "?as=rss", "?"]) {
      expect((await get(page + query)).bytes.equals(bytes), query).toBe(true);
    }
    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe("what changed on a public page", () => {
  it("[L40] is there with the next request: another publication, its withdrawal, and its list", async () => {
    const site = await open();
    const { page, get, services, people, slug } = site;
    const text = async (address: string) => (await get(address)).bytes.toString();
    const [before, feed] = [await text(page), await text(`${page}/feed`)];
    expect(before).not.toContain("Changed since.");
    value(
      await services.publicPage.editPage(
        people.staff,
        slug,
        await pageForm(site, { narrativeEn: "Changed since." }),
      ),
    );
    expect(await text(page)).toBe(before);
    value(await publish(site, { noteEn: "It was mended.", reason: "x" }));
    expect(await text(page)).toContain("Changed since.");
    expect(await text(`${page}/feed`)).not.toBe(feed);
    expect(await text("/p")).toContain(page);
    expect(await text("/sitemap.xml")).toContain(page);
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "It was wrong." }));
    const gone = await get(page);
    expect([gone.status, gone.bytes.toString()]).toEqual([
      410,
      expect.stringContaining("It was wrong."),
    ]);
    expect((await get(page)).status).toBe(410);
    expect((await get(`${page}/feed`)).status).toBe(404);
    expect(await text("/p")).not.toContain(`href="${page}"`);
    expect(await text("/sitemap.xml")).not.toContain(page);
  });

  it("is compared with the record before it is shown; what somebody wrote past the program never is", async () => {
    const { page, get, database, services, people, slug, logged } = await open();
    const before = (await get(page)).bytes.toString();
    const row = await database.client.publicPage.findFirstOrThrow();
    const published = row.published?.replace("What it is about.", "What somebody wrote.") ?? null;
    expect(published).not.toBe(row.published);
    await database.client.publicPage.update({
      where: { matterId: row.matterId },
      data: { published },
    });
    expect((await get(page)).bytes.toString()).toBe(before);
    // Anything at all on record.
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "x" }));
    await database.client.publicPage.update({
      where: { matterId: row.matterId },
      data: { status: "published" },
    });
    const shown = await get(page);
    expect(shown.status).toBe(500);
    expect(shown.bytes.toString()).not.toContain("What somebody wrote.");
    expect(logged()).toContain("a public page is not what the record says was published");
  });
});
