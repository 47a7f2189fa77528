import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { createDeflate } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { EXHIBIT_FILE_FIELD } from "#app/domain/forms/exhibit.ts";
import { eventually } from "#tests/rooms/support/stock.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { count } from "./figures.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { DRAFT } from "./reads.ts";
import { scaled, sleep, type AttackedServer } from "./server.ts";

const ADDRESS = `/documents/${DRAFT}/exhibits`;

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
});
afterAll(() => server.remove());

const drafter = () => visitorOf(visitors, "lead", "drafter").cookie;

/** Adds an exhibit as a browser does: the file under its name, of the type that it says. */
function upload(bytes: Uint8Array, name: string, type = "application/pdf") {
  count("uploads");
  const body = new FormData();
  body.append("intent", "add");
  body.append("title", "An exhibit");
  body.append(EXHIBIT_FILE_FIELD, new Blob([new Uint8Array(bytes)], { type }), name);
  return server.send(ADDRESS, { method: "POST", cookie: drafter(), body });
}

const blobs = () => {
  const folder = path.join(server.dataDir, "blobs");
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
};
/** Files that arrive, or that a worker reads, lie under hidden names meanwhile. */
const isUnderWay = (name: string) => name.startsWith(".");
const kept = () => blobs().filter((name) => !isUnderWay(name)).length;
const noneUnderWay = () => !blobs().some(isUnderWay);
/** Everything in the data folder that is no exhibit and no database. */
const others = () =>
  readdirSync(server.dataDir, { recursive: true, encoding: "utf8" })
    .filter(
      (file) =>
        !/^(?:(?:blobs|page-texts)(?:\/.*)?|(?:coalition-desk\.db|search\.sqlite)(?:-\w+)?)$/u.test(
          file,
        ),
    )
    .sort();

async function packed(chunks: Iterable<Buffer>): Promise<Buffer> {
  const deflate = createDeflate();
  const parts: Buffer[] = [];
  deflate.on("data", (part: Buffer) => parts.push(part));
  const ended = once(deflate, "end");
  for (const chunk of chunks) if (!deflate.write(chunk)) await once(deflate, "drain");
  deflate.end();
  await ended;
  return Buffer.concat(parts);
}

/** A page whose drawing is so many megabytes of spaces, packed twice. */
async function bombOf(megabytes: number): Promise<Buffer> {
  const chunk = Buffer.alloc(1_000_000, " ");
  const inner = await packed(Array.from({ length: megabytes }, () => chunk));
  const twice = (await packed([inner])).toString("latin1");
  const drawn = `<< /Length ${twice.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${twice}\nendstream`;
  const plain = pdfOf(["Harmless"]).toString("latin1");
  const whole = plain.replace(/<< \/Length \d+ >>\nstream[^]*?endstream/u, () => drawn);
  return Buffer.from(whole, "latin1");
}

const text = (words: string) => Buffer.from(words);

describe("an upload", () => {
  it("that is no PDF is refused whatever it says of itself, and nothing of it is kept", async () => {
    const before = kept();
    const others_ = others();
    const whole = pdfOf(["A page"]);
    const lies: readonly (readonly [string, Uint8Array, string?])[] = [
      ["page.pdf", text("<!doctype html><script>alert(1)</script>")],
      ["page.pdf", text("%PDF-1.7\n<script>alert(1)</script>")],
      ["program.pdf", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])],
      ["archive.pdf", text("PK\u0003\u0004 not a document")],
      ["picture.pdf", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), "application/pdf"],
      ["empty.pdf", new Uint8Array()],
      ["zeros.pdf", new Uint8Array(100_000)],
      ["half.pdf", whole.subarray(0, 200)],
    ];
    for (const [name, bytes, type] of lies) {
      const { status } = await upload(bytes, name, type);
      expect([name, status]).toEqual([name, 400]);
    }
    expect(kept()).toBe(before);
    await eventually("nothing of them is under way", noneUnderWay);
    expect(others()).toEqual(others_);
    // And one that says nothing of itself is one by its bytes.
    expect((await upload(whole, "memo", "text/html")).status).toBe(200);
    expect(kept()).toBe(before + 1);
  });

  it("that is a bomb is refused, and the next one is none the worse", async () => {
    const bombs: readonly (readonly [string, Uint8Array])[] = [
      ["drawing.pdf", await bombOf(scaled(600, 300, 300))],
      // A tree of pages that has itself as a branch, one of a million pages, and one as large as the moon.
      ["loop.pdf", text(looped())],
      ["many.pdf", text(pdfOf(["A"]).toString("latin1").replace("/Count 1", "/Count 999999999"))],
      ["moon.pdf", pdfOf([{ text: "A", width: 1e9, height: 1e9 }])],
    ];
    for (const [name, bytes] of bombs) {
      const { status } = await upload(bytes, name);
      expect([name, status < 500 || status === 503, status]).toEqual([name, true, status]);
      expect((await server.send("/healthz")).status).toBe(200);
      const after = await upload(pdfOf([`After ${name}`]), "after.pdf");
      expect([name, after.status]).toEqual([name, 200]);
    }
  });

  it("that is larger than a file may be is refused before it is read", async () => {
    count("uploads");
    const socket = net.connect(server.portNumber, "127.0.0.1");
    socket.write(head(EXHIBIT_LIMITS.bytes * 100));
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 413/u);
    socket.destroy();
  });

  it("keeps its odd name out of the file system and out of the headers", async () => {
    const before = others();
    const names = [
      "../../../../etc/passwd.pdf",
      "..\\..\\windows.pdf",
      "/etc/passwd",
      "con.pdf",
      `${"n".repeat(5_000)}.pdf`,
      "a\u202Efdp.exe",
      "null\u0000byte.pdf",
      'quote".pdf',
      "line\r\nSet-Cookie: session=x.pdf",
      "=cmd|' /C calc'!A0.pdf",
      "\uD800lone.pdf",
      "%2e%2e%2fescape.pdf",
      ".",
      "😀.pdf",
    ];
    for (const [at, name] of names.entries()) {
      const { status, headers } = await upload(pdfOf([`Name ${at}`]), name);
      expect([name.slice(0, 40), status < 500, headers.get("set-cookie")]).toEqual([
        name.slice(0, 40),
        true,
        null,
      ]);
    }
    expect(others()).toEqual(before);
    // Files that are handed out are named by the server, in plain letters, and run as nothing.
    const page = await server.send(ADDRESS, { cookie: drafter() });
    const links = [...page.text.matchAll(/\/documents\/[\w-]+\/exhibits\/[\w-]+\.pdf/gu)];
    expect(links.length).toBeGreaterThan(5);
    for (const [link] of links) {
      const { status, headers } = await server.send(link, { cookie: drafter() });
      if (status !== 200) continue;
      expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[\w .-]+"$/u);
      expect(headers.get("content-security-policy")).toContain("sandbox");
      expect(headers.get("x-content-type-options")).toMatch(/^nosniff/u);
    }
  });

  it("that breaks off in the middle leaves nothing behind, and stops nobody", async () => {
    const before = kept();
    const whole = pdfOf(Array.from({ length: 50 }, (_, at) => `Page ${at}`));
    for (const share of [0.1, 0.5, 0.99]) {
      count("uploads");
      const socket = net.connect(server.portNumber, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(head(whole.byteLength + 500));
      socket.write(whole.subarray(0, Math.floor(whole.byteLength * share)));
      await sleep(100);
      socket.destroy();
    }
    expect((await upload(whole, "whole.pdf")).status).toBe(200);
    await eventually("what broke off is gone", noneUnderWay);
    expect(kept()).toBe(before + 1);
  });
});

/** The beginning of a request that carries a file. */
function head(length: number): string {
  const part = `--x\r\nContent-Disposition: form-data; name="intent"\r\n\r\nadd\r\n--x\r\nContent-Disposition: form-data; name="${EXHIBIT_FILE_FIELD}"; filename="a.pdf"\r\n\r\n`;
  return [
    `POST ${ADDRESS} HTTP/1.1`,
    `Host: 127.0.0.1:${server.portNumber}`,
    `Cookie: ${drafter()}`,
    "Content-Type: multipart/form-data; boundary=x",
    `Content-Length: ${length}`,
    "",
    part,
  ].join("\r\n");
}

/** A PDF whose pages contain themselves. */
function looped(): string {
  return pdfOf(["A"]).toString("latin1").replace("/Kids [4 0 R]", "/Kids [2 0 R]");
}
