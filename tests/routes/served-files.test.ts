import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { sha256 } from "#server/digest.ts";
import { tamperPdf } from "#tests/services/bytes-of.ts";
import { openPublished } from "#tests/services/published-page.ts";
import { value } from "#tests/services/workspace.ts";
import { serve } from "./served.ts";

vi.setConfig({ testTimeout: 120_000 });

const READERS = 30;
/** A paper with pictures, as exhibits make it: several times what the system keeps for one connection. */
const LARGE = new Uint8Array(randomBytes(12 * 1024 * 1024));

async function openLarge() {
  const published = await openPublished({
    typesetter: { typeset: async () => ({ ok: true, value: { pdf: LARGE, pages: 1 } }) },
  });
  const served = await serve(published);
  const filed = sha256(LARGE);
  return { ...published, ...served, filed, address: `/p/${published.pageSlug}/files/${filed}` };
}

/** Counts the bytes of filed PDFs that are read from the database. */
function countReading({ database }: Awaited<ReturnType<typeof openLarge>>): () => number {
  let read = 0;
  const { query } = database;
  // No spy, which would keep what it returned.
  Object.assign(database, {
    query: async (...asked: Parameters<typeof query>) => {
      const rows = await query(...asked);
      for (const { bytes } of rows) {
        if (bytes instanceof ArrayBuffer || bytes instanceof Uint8Array) read += bytes.byteLength;
      }
      return rows;
    },
  });
  return () => read;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The bytes that this process holds in buffers, once nothing is in them that nobody needs. */
async function bytesHeld(): Promise<number> {
  collectGarbage();
  await new Promise((resolve) => setTimeout(resolve, 200));
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** Asks for a file, and takes nothing of it. */
async function hold(port: number, address: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").pause();
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write(`GET ${address} HTTP/1.1\r\nHost: desk.example.org\r\n\r\n`);
  return socket;
}

describe("a filed PDF of a public page", () => {
  it("is read no further than its readers take it, however many take nothing", async () => {
    const desk = await openLarge();
    // Compared with its hash once.
    expect((await fetch(desk.url + desk.address)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const read = countReading(desk);
    const heldBefore = await bytesHeld();
    const readers = await Promise.all(
      Array.from({ length: READERS }, () => hold(desk.port, desk.address)),
    );
    let before = -1;
    await vi.waitFor(
      () => {
        const now = read();
        const isStill = now === before && now > READERS * 64 * 1024;
        before = now;
        if (!isStill) throw new Error(`${now} bytes were read, and more is`);
      },
      { timeout: 60_000, interval: 1_000 },
    );
    // A piece that waits to be taken, and one behind it; some of what is read beside them.
    expect((await bytesHeld()) - heldBefore).toBeLessThan(READERS * 4 * 64 * 1024);
    for (const socket of readers) socket.destroy();
  });

  it("is sent in parts, compared with its hash before the first of them and then no more", async () => {
    const desk = await openLarge();
    const read = countReading(desk);
    const part = async (range: string) => {
      const answer = await fetch(desk.url + desk.address, { headers: { Range: range } });
      return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
    };
    const first = await part("bytes=65530-65545");
    expect(first.answer.status).toBe(206);
    expect(first.answer.headers.get("Content-Range")).toBe(`bytes 65530-65545/${LARGE.byteLength}`);
    expect(first.answer.headers.get("ETag")).toBe(`"${desk.filed}"`);
    expect(first.bytes).toEqual(LARGE.slice(65_530, 65_546));
    expect(read()).toBeGreaterThan(LARGE.byteLength);
    const before = read();
    const last = await part("bytes=-10");
    expect(last.bytes).toEqual(LARGE.slice(-10));
    expect(read() - before).toBeLessThan(2 * 64 * 1024);
    const beyond = await part(`bytes=${LARGE.byteLength}-`);
    expect(beyond.answer.status).toBe(416);
    expect(beyond.answer.headers.get("Content-Range")).toBe(`bytes */${LARGE.byteLength}`);
    expect(desk.lines).toEqual([]);
  });

  it("that was changed is not sent, also in parts; and is broken off where it had been whole before", async () => {
    const desk = await openLarge();
    const { database, filed, logged } = desk;
    const whole = await fetch(desk.url + desk.address);
    expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(filed);
    const where = { sha256_start: { sha256: filed, start: 64 * 1024 } };
    const piece = await database.client.filedPdfPiece.findUniqueOrThrow({ where });
    const bytes = piece.bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte));
    await database.client.filedPdfPiece.update({ where, data: { bytes } });
    const again = await fetch(desk.url + desk.address);
    expect(again.status).toBe(200);
    await expect(again.arrayBuffer()).rejects.toThrow("terminated");
    expect(logged()).toContain("a download was broken off");
    expect(logged()).toMatch(/"level":50/u);
  });

  it("that was changed before this process sent it is refused with a sentence, whole and in parts", async () => {
    const desk = await openLarge();
    await tamperPdf(desk.database, desk.filed, "%PDF of somebody");
    for (const headers of [undefined, { Range: "bytes=0-9" }]) {
      const answer = await fetch(desk.url + desk.address, { headers });
      expect(answer.status).toBe(500);
      expect(await answer.text()).toContain("not what the record says was published");
    }
    expect(desk.logged()).toContain("a published PDF is not the one of its hash");
  });
});

describe("an attachment", () => {
  const LETTER = randomBytes(300_000);
  async function openAttached() {
    const folder = mkdtempSync(path.join(tmpdir(), "served-files-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const desk = await openPublished({ blobs: blobsInFolder(folder) });
    async function* pieces() {
      yield await Promise.resolve(new Uint8Array(LETTER));
    }
    const { attachmentId } = value(
      await desk.services.attachments.add(
        desk.people.staff,
        "filing",
        desk.documentId,
        { role: "stamped-copy" },
        { fileName: "letter.txt", bytes: pieces() },
      ),
    );
    const { url } = await serve(desk);
    const cookie = await desk.cookieOf("staff@example.org");
    const ask = (headers: Record<string, string> = {}) =>
      fetch(`${url}/attachments/${attachmentId}/file`, { headers: { ...headers, Cookie: cookie } });
    const stored = path.join(folder, sha256(new Uint8Array(LETTER)));
    return { ...desk, ask, stored };
  }

  it("goes on where its download was broken off", async () => {
    const { ask } = await openAttached();
    const tag = (await ask()).headers.get("ETag") ?? "";
    const rest = await ask({ Range: "bytes=200000-", "If-Range": tag });
    expect([rest.status, rest.headers.get("Content-Range")]).toEqual([
      206,
      "bytes 200000-299999/300000",
    ]);
    expect(Buffer.from(await rest.arrayBuffer()).equals(LETTER.subarray(200_000))).toBe(true);
  });

  it.each([
    ["another byte", (bytes: Buffer) => bytes.fill("x", 299_990)],
    ["more bytes", (bytes: Buffer) => Buffer.concat([bytes.fill("x", 200_000), LETTER])],
    ["fewer bytes", (bytes: Buffer) => bytes.subarray(0, 250_000)],
    ["no bytes", () => Buffer.alloc(0)],
  ])(
    "that has %s on the disk never looks complete, and no part of it is sent",
    async (_what, change) => {
      const { ask, stored, logged } = await openAttached();
      writeFileSync(stored, change(Buffer.from(LETTER)));
      await expect(ask().then((whole) => whole.arrayBuffer())).rejects.toThrow(
        /terminated|fetch failed/u,
      );
      const part = await ask({ Range: "bytes=0-9" });
      expect(part.status).toBe(503);
      expect(logged()).toContain("a download was broken off");
      expect(logged()).toContain("a stored file is missing, or not what was stored");
    },
  );
});

describe("what is downloaded", () => {
  it("has each header once, and those of a file whose content nobody trusts", async () => {
    const desk = await openLarge();
    const { services, people, url, documentId } = desk;
    async function* letter() {
      yield await Promise.resolve(new TextEncoder().encode("%PDF A letter.\n"));
    }
    const attached = value(
      await services.attachments.add(
        people.staff,
        "filing",
        documentId,
        { role: "stamped-copy" },
        { fileName: "letter.pdf", bytes: letter() },
      ),
    );
    const cookie = await desk.cookieOf("staff@example.org");
    for (const [address, policy] of [
      [`/attachments/${attached.attachmentId}/file`, "default-src 'none'; sandbox"],
      [`/documents/${documentId}.pdf`, expect.stringContaining("default-src 'self'")],
      [desk.address, expect.stringContaining("default-src 'none'; style-src")],
    ] as const) {
      const { status, headers } = await fetch(url + address, { headers: { Cookie: cookie } });
      expect([address, status]).toEqual([address, 200]);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Content-Security-Policy")).toEqual(policy);
      expect(headers.get("Cache-Control")).toMatch(
        /^(?:private, no-store|public, no-cache), no-transform$/u,
      );
      expect(headers.get("Accept-Ranges")).toBe("bytes");
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    }
  });
});
