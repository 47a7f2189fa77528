import express from "express";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtAssets } from "#server/http/assets.ts";
import { packAssets } from "#server/packed-assets.mjs";

const SCRIPT = `export const words = ${JSON.stringify("the words of a script ".repeat(400))};\n`;
const STYLE = "body { color: black; }\n".repeat(300);

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "assets-"));
  await writeFile(path.join(folder, "desk-abc.js"), SCRIPT);
  await writeFile(path.join(folder, "desk-abc.css"), STYLE);
  await writeFile(path.join(folder, "font-abc.woff2"), "no text");
  await packAssets(folder);
  // Built by something that packed nothing.
  await writeFile(path.join(folder, "late-abc.js"), SCRIPT);
  server = express()
    .use("/assets", ...builtAssets(folder))
    .listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks as a browser does, and unpacks nothing. */
function ask(name: string, accepts = "gzip, deflate, br, zstd"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const headers = { "Accept-Encoding": accepts };
  return new Promise((done, failed) => {
    request({ port, host: "127.0.0.1", path: `/assets/${name}`, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts),
        }),
      );
    })
      .on("error", failed)
      .end();
  });
}

describe("a script or style sheet of the built pages", () => {
  it("goes out as it was packed when it was built, as tightly as the browser can unpack", async () => {
    const tight = await ask("desk-abc.js");
    expect(tight.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(tight.headers.vary).toContain("Accept-Encoding");
    expect(brotliDecompressSync(tight.body).toString()).toBe(SCRIPT);
    expect(tight.body.length).toBeLessThan(SCRIPT.length / 20);

    const looser = await ask("desk-abc.css", "gzip");
    expect(looser.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-type": "text/css; charset=utf-8",
    });
    expect(gunzipSync(looser.body).toString()).toBe(STYLE);
  });

  it("goes out as it is to who unpacks nothing, and where nothing was packed", async () => {
    for (const answer of [await ask("desk-abc.js", "identity"), await ask("late-abc.js")]) {
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(answer.body.toString()).toBe(SCRIPT);
      expect(answer.headers.vary).toContain("Accept-Encoding");
    }
  });
});

describe("the folder of the built pages", () => {
  it("holds nothing packed of what is no text", async () => {
    const font = await ask("font-abc.woff2");
    expect([font.status, font.body.toString()]).toEqual([200, "no text"]);
    expect((await ask("font-abc.woff2.br")).status).toBe(404);
  });

  it("answers 404 in plain text for what is not there, and leads nowhere else", async () => {
    for (const name of ["gone.js", "../package.json", "%2e%2e/%2e%2e/etc/passwd"]) {
      const answer = await ask(name);
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
      expect(answer.headers["content-type"], name).toMatch(/^text\/(?:plain|html)/u);
      expect(answer.body.toString(), name).not.toMatch(/root:|coalition-desk/u);
    }
    expect((await ask("gone.js")).body.toString()).toBe("No such file.\n");
  });
});
