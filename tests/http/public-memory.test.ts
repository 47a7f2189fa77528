import express from "express";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import type { KeepPublic } from "#server/context.ts";
import { answerFromMemory } from "#server/http/public-memory.ts";
import { listen } from "#server/start/listen.ts";

const MEGABYTE = 1024 * 1024;

/** Public pages of that size, before a record at a revision; counts what is drawn. */
async function open(size: number) {
  const record = { revision: 1, words: "a" };
  const drawn: string[] = [];
  const app = express();
  app.use(
    answerFromMemory({
      revision: async () => String(record.revision),
      originOf: ({ headers }) => headers.host ?? "",
    }),
  );
  app.use(async (request, response) => {
    const keep = response.locals["keepPublic"] as KeepPublic | undefined;
    const draw = async () => {
      drawn.push(request.path);
      return new Uint8Array(randomBytes(size));
    };
    const { words } = record;
    const tag = `W/"${words}"`;
    const headers = { "Content-Type": "text/html", ETag: tag };
    const body = keep ? await keep(tag, { status: 200, headers }, draw) : await draw();
    response.set(headers).end(body);
  });
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return Buffer.from(await answer.arrayBuffer());
  };
  return { record, drawn, get };
}

it("what anything on record was added to is looked at again, and drawn again only where it differs", async () => {
  const { record, drawn, get } = await open(100);
  const first = await get("/p/a");
  record.revision += 1;
  expect((await get("/p/a")).equals(first)).toBe(true);
  expect(drawn).toEqual(["/p/a"]);
  Object.assign(record, { revision: record.revision + 1, words: "b" });
  expect((await get("/p/a")).equals(first)).toBe(false);
  expect(drawn).toEqual(["/p/a", "/p/a"]);
});

it("what changed while a page was drawn is drawn with the next request", async () => {
  const { record, drawn, get } = await open(100);
  const asked = get("/p/a");
  await asked;
  record.revision += 1;
  record.words = "b";
  await Promise.all([get("/p/a"), get("/p/a")]);
  const drawnThen = drawn.length;
  await get("/p/a");
  expect(drawn).toHaveLength(drawnThen);
});

it("no more is kept than 32 megabytes with all compressed forms, and what was used last stays", async () => {
  const { drawn, get } = await open(3 * MEGABYTE);
  const pages = Array.from({ length: 8 }, (_, at) => `/p/${at}`);
  for (const page of pages) await get(page, { "Accept-Encoding": "identity" });
  await get("/p/0", { "Accept-Encoding": "identity" });
  expect(drawn).toHaveLength(8);
  // Random bytes don't get smaller: two more forms of each.
  for (const page of ["/p/1", "/p/2"]) {
    await get(page, { "Accept-Encoding": "br" });
    await get(page, { "Accept-Encoding": "gzip" });
  }
  await get("/p/0", { "Accept-Encoding": "identity" });
  expect(drawn).toHaveLength(8);
  await get("/p/3", { "Accept-Encoding": "identity" });
  expect(drawn).toHaveLength(9);
});

it("a page of many megabytes is not kept, nor files, data and pages of people", async () => {
  const large = await open(5 * MEGABYTE);
  await large.get("/p/a");
  await large.get("/p/a");
  expect(large.drawn).toHaveLength(2);
  const { drawn, get } = await open(100);
  const addresses = ["/p/a/files/0", "/p/a.data", "/matters/a", "/"];
  for (const address of [...addresses, ...addresses]) await get(address);
  expect(drawn).toHaveLength(8);
});
