import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf } from "#tests/e2e/support/socket.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import { COUNCIL } from "#prisma/seed/demo-matter.ts";
import { COUNCIL_ID, openAttacked } from "./people.ts";
import { sleep, type AttackedServer } from "./server.ts";

/**
 * Webhooks of a production server on whose machine other programs listen: only 127.0.0.1 is listed by its
 * operator, and stands for the internet; 127.0.0.2 is a neighbor.
 */
const closings: (() => void)[] = [];
let server: AttackedServer;
let database: Client;
let cookie: string;
let neighbor: Awaited<ReturnType<typeof listen>>;

async function listen(host: string, listener: RequestListener, at = 0) {
  let asked = 0;
  const listening = createServer((request, response) => {
    asked += 1;
    request.resume();
    listener(request, response);
  });
  await new Promise<void>((resolve) => listening.listen(at, host, resolve));
  closings.push(() => {
    listening.closeAllConnections();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  return { url: `http://${host}:${port}/`, port, asked: () => asked };
}

beforeAll(async () => {
  ({ server } = await openAttacked({
    ALLOWED_PRIVATE_ADDRESSES: "127.0.0.1",
    NODE_OPTIONS: `--import ${path.resolve(import.meta.dirname, "rebinding.mjs")}`,
  }));
  database = server.openDatabase();
  cookie = await cookieOf(server.url, demoPerson(COUNCIL, "admin").email);
  neighbor = await listen("127.0.0.2", (_request, response) => response.end("confidential"));
  // That of the folder, so that there is room for others.
  await database.execute(`DELETE FROM "Webhook"`);
});
afterAll(async () => {
  database.close();
  for (const close of closings) close();
  await server.remove();
});

const page = `/organizations/${COUNCIL_ID}/webhooks`;
const post = (address: string, fields: Readonly<Record<string, string>>) =>
  server.send(address, { method: "POST", cookie, body: new URLSearchParams(fields) });

/** Adds a webhook and sends a test there; answers what became of it, and removes the webhook. */
async function tested(url: string) {
  const added = await post(page, { name: "Attack", url, topics: "filing" });
  expect(added.status, url).toBe(200);
  const { rows } = await database.execute(`SELECT "id" FROM "Webhook" ORDER BY "createdAt" DESC`);
  const id = String(rows[0]?.["id"]);
  expect((await post(`${page}/${id}`, { intent: "test" })).status).toBe(200);
  const ended = async () => {
    const found = await database.execute({
      sql: `SELECT "state", "problem", "status" FROM "WebhookDelivery" WHERE "webhookId" = ?`,
      args: [id],
    });
    return found.rows[0];
  };
  for (let tries = 0; tries < 400; tries += 1) {
    const row = await ended();
    if (row && row["state"] !== "waiting") {
      const shown = await server.send(`${page}/${id}`, { cookie });
      await post(`${page}/${id}`, { intent: "remove" });
      return { state: row["state"], problem: String(row["problem"]), shown: shown.text };
    }
    await sleep(100);
  }
  throw new Error(`nothing became of the test at ${url}`);
}

describe("[I3] a webhook", () => {
  it("sends nothing to an address inside of the network, however it is written", async () => {
    for (const url of [
      neighbor.url,
      `https://127.0.0.2:${neighbor.port}/`,
      `https://[::ffff:127.0.0.2]:${neighbor.port}/`,
      `https://2130706434:${neighbor.port}/`,
      `https://0x7f000002:${neighbor.port}/`,
      `https://127.2:${neighbor.port}/`,
      "https://169.254.169.254/latest/meta-data/",
      "https://[::1]/",
    ]) {
      const { state, problem, shown } = await tested(url);
      expect([state, problem], url).toEqual(["failed", expect.stringContaining("private network")]);
      expect(shown).not.toContain("confidential");
    }
    expect(neighbor.asked()).toBe(0);
  });

  it("follows no redirect there, and repeats no word of an answer", async () => {
    const leading = await listen("127.0.0.1", (_request, response) =>
      response.writeHead(307, { Location: neighbor.url }).end("confidential"),
    );
    const { state, problem, shown } = await tested(leading.url);
    expect([state, problem]).toEqual(["failed", expect.stringContaining("leads elsewhere")]);
    expect(shown).not.toContain("confidential");
    expect([leading.asked(), neighbor.asked()]).toEqual([1, 0]);
  });

  it("of a name that leads inside the next time it is asked for reaches what was looked at, and no neighbor", async () => {
    const own = await listen("127.0.0.1", (_request, response) => response.end("taken"));
    const inside = await listen(
      "127.0.0.2",
      (_request, response) => response.end("confidential"),
      own.port,
    );
    const url = (name: string) => `http://${name}.attack.test:${own.port}/`;
    // Every other time the name is the neighbor's: what was looked at is what is asked.
    for (let tries = 0; tries < 2; tries += 1) {
      expect((await tested(url("rebinding"))).state).toBe("arrived");
      const { state, problem, shown } = await tested(url("rebinding"));
      expect([state, problem]).toEqual(["failed", expect.stringContaining("private network")]);
      expect(shown).not.toContain("confidential");
    }
    const both = await tested(url("both"));
    expect([both.state, both.problem]).toEqual([
      "failed",
      expect.stringContaining("private network"),
    ]);
    expect([own.asked(), inside.asked()]).toEqual([2, 0]);
  });

  it("of a silent, a dripping and an endless receiver ends at its limits, and nobody waits for them", async () => {
    const silent = await listen("127.0.0.1", () => undefined);
    const dripping = await listen("127.0.0.1", (_request, response) => {
      const timer = setInterval(() => response.write("x"), 200);
      response.on("close", () => clearInterval(timer));
    });
    const endless = await listen("127.0.0.1", (_request, response) => {
      const timer = setInterval(() => response.write("x".repeat(65_536)), 1);
      response.on("close", () => clearInterval(timer));
    });
    const began = performance.now();
    const ended = tested(silent.url);
    let isOver = false;
    const end = () => void (isOver = true);
    ended.then(end, end);
    await server.longestDelay();
    let pages = 0;
    while (!isOver && performance.now() - began < 30_000) {
      const asked = performance.now();
      expect((await server.send("/account", { cookie })).status).toBe(200);
      expect(performance.now() - asked).toBeLessThan(5_000);
      pages += 1;
      await sleep(200);
    }
    expect((await ended).problem).toContain("took too long");
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(pages).toBeGreaterThan(3);
    expect((await tested(dripping.url)).problem).toContain("took too long");
    expect((await tested(endless.url)).problem).toContain("answered with too much");
    expect(await server.longestDelay()).toBeLessThan(2_000);
  }, 120_000);

  it("has no address with a name and password, of another protocol, or on several lines", async () => {
    for (const url of [
      "https://name:password@hooks.example.org/",
      "file:///etc/passwd",
      "gopher://127.0.0.1/",
      "https://hooks.example.org/\r\nHost: other",
      `https://hooks.example.org/${"a".repeat(10_000)}`,
    ]) {
      expect((await post(page, { name: "Attack", url, topics: "filing" })).status, url).not.toBe(
        200,
      );
    }
    const { rows } = await database.execute(`SELECT count(*) AS count FROM "Webhook"`);
    expect(Number(rows[0]?.["count"])).toBe(0);
  });
});
