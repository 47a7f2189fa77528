import { once } from "node:events";
import { readdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROUGHT_ARCHIVE_BYTES, BROUGHT_ARCHIVE_FIELD } from "#app/domain/forms/bring-archive.ts";
import { linesOf, writtenArchive, RECORD } from "#tests/archive/written.ts";
import { zipped, type PackedFile } from "#tests/archive/zipped.ts";
import { eventually } from "#tests/rooms/support/stock.ts";
import { count } from "./figures.ts";
import { COUNCIL_ID, openAttacked, visitorOf, type Visitor } from "./people.ts";
import { rowsOfAll } from "./rows.ts";
import { scaled, type AttackedServer } from "./server.ts";

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
});
afterAll(() => server.remove());

const admin = () => visitorOf(visitors, "lead", "admin").cookie;

/** Sends an archive as its page does, and returns the address of its own page. */
async function send(bytes: Buffer, name = "matter.zip", cookie = admin()): Promise<string> {
  count("uploads");
  const body = new FormData();
  body.append("intent", "bring");
  body.append(BROUGHT_ARCHIVE_FIELD, new Blob([new Uint8Array(bytes)]), name);
  const { status, headers } = await server.send("/bring-archive?index", {
    method: "POST",
    cookie,
    body,
  });
  expect(status).toBe(302);
  return headers.get("Location") ?? "";
}

/** The page of one that was looked through. */
async function toldOf(address: string): Promise<string> {
  let page = "";
  const isOver = async () => {
    page = (await server.send(address, { cookie: admin() })).text;
    return !page.includes("Being unpacked, checked and read");
  };
  await eventually("an archive is looked through", isOver, 120_000);
  return page;
}

const discard = (address: string, cookie = admin()) =>
  server.send(address, {
    method: "POST",
    cookie,
    body: new URLSearchParams({ intent: "discard" }),
  });

const packed = (files: ReadonlyMap<string, Buffer>): PackedFile[] =>
  [...files].map(([name, bytes]) => ({ name, bytes }));

const unpackedNow = () => {
  try {
    return readdirSync(path.join(server.dataDir, ".unpacked-archives"));
  } catch {
    return [];
  }
};

/** Megabytes of nothing, piece by piece. */
function nothing(megabytes: number): Readable {
  const piece = Buffer.alloc(1_000_000);
  return Readable.from(Array.from({ length: megabytes }, () => piece));
}

describe("an archive of matters from outside [A3]", () => {
  it("that is a bomb, leads elsewhere, lies or is no archive is refused, and nothing of it stays", async () => {
    const whole = writtenArchive();
    const manifest = JSON.parse(whole.get("manifest.json")?.toString() ?? "") as object;
    const said = (more: object) =>
      packed(
        new Map(whole).set("manifest.json", Buffer.from(JSON.stringify({ ...manifest, ...more }))),
      );
    const longLine = new Map(whole).set(
      RECORD,
      Buffer.concat([linesOf([]), Buffer.from(`{"x":"${"x".repeat(16_500_000)}"}\n`)]),
    );
    const outside = path.join(server.dataDir, "..", "evil.txt");
    const words = Buffer.from("x");
    const all: readonly (readonly [string, readonly PackedFile[], string])[] = [
      [
        "a bomb",
        [{ name: "big", bytes: nothing(scaled(900, 600, 600)) }],
        "Unpacked it has more than",
      ],
      ["a way out", [{ name: "../../evil.txt", bytes: words }], "leads elsewhere"],
      ["lies", said({ chain: { sequence: 1, hash: "0".repeat(64) } }), "do not agree"],
      ["a long line", packed(longLine), "do not agree"],
      ["another form", said({ madeAt: "yesterday" }), "of a form that this program knows"],
      ["from the root", [{ name: outside, bytes: words }], "leads elsewhere"],
      ["of Windows", [{ name: "a\\..\\..\\evil.txt", bytes: words }], "leads elsewhere"],
      ["a link", [{ name: "a", bytes: Buffer.from("/etc/passwd"), mode: 0o120777 }], "a link"],
      [
        "twins",
        [...packed(whole), { name: "MANIFEST.json", bytes: Buffer.from("{}") }],
        "one name",
      ],
      ["one file more", [...packed(whole), { name: "x.js", bytes: words }], "do not agree"],
    ];
    // Each waits for its turn of the one process; all names are tried in tests/services/bringing-unpack.
    const cases = all.slice(0, scaled(all.length, all.length, 4));
    for (const [what, files, sentence] of cases) {
      const address = await send(await zipped(files), `${what}.zip`);
      const page = await toldOf(address);
      expect([what, page.includes(sentence)]).toEqual([what, true]);
      expect([what, unpackedNow()]).toEqual([what, []]);
      expect((await server.send("/healthz")).status).toBe(200);
      await discard(address);
    }
    expect(readdirSync(path.join(server.dataDir, ".."))).not.toContain("evil.txt");
  });

  it("is nobody’s but its bringer’s: an id that was guessed or told opens nothing and changes nothing", async () => {
    const address = await send(Buffer.from("words and no archive"), "Their eyes only.zip");
    await toldOf(address);
    const database = server.openDatabase();
    try {
      const before = await rowsOfAll(database);
      for (const { name, cookie, place, role } of visitors) {
        if (place === "lead" && role === "admin") continue;
        const asked = await server.send(address, { cookie });
        expect([name, asked.status]).toEqual([name, cookie === null ? 302 : 404]);
        expect(asked.text).not.toContain("Their eyes only");
        const body = new URLSearchParams({ intent: "choose", leadOrganizationId: COUNCIL_ID });
        const chosen = await server.send(address, { method: "POST", cookie, body });
        const discarded = await discard(address, cookie);
        for (const { status } of [chosen, discarded]) {
          expect([name, status >= 300]).toEqual([name, true]);
        }
      }
      expect(await rowsOfAll(database)).toEqual(before);
    } finally {
      database.close();
    }
    await discard(address);
  });

  it("that is larger than one may be is refused before it is read", async () => {
    const socket = net.connect(server.portNumber, "127.0.0.1");
    socket.write(
      [
        "POST /bring-archive?index HTTP/1.1",
        `Host: 127.0.0.1:${server.portNumber}`,
        `Cookie: ${admin()}`,
        "Content-Type: multipart/form-data; boundary=x",
        `Content-Length: ${BROUGHT_ARCHIVE_BYTES * 2}`,
        "",
        "--x",
      ].join("\r\n"),
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 413/u);
    socket.destroy();
  });
});
