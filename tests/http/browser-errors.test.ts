import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { readEnvironment } from "#server/env.ts";
import { createHttp, type HttpOptions } from "#server/http/index.ts";
import { createLog } from "#server/log.ts";
import { listen } from "#server/start/listen.ts";

const PAGES: HttpOptions["pages"] = {
  load: () =>
    Promise.resolve({
      build: {
        routes: { one: { path: "documents/:documentId/versions" }, two: { path: "login" } },
      } as never,
      createRequestHandler: () => async (_request, response) => void response.status(404).end(),
    }),
  problem: () => null,
  development: null,
};

/** A server's HTTP side, what its log says of browsers, and how often it counted which kind. */
async function open() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog("error", {
    write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const metrics = new Registry();
  const app = createHttp({
    environment: readEnvironment({ NODE_ENV: "production", DATA_DIR: "/nonexistent" }),
    metrics,
    root: "/nonexistent",
    log,
    pages: PAGES,
    context: {
      auth: {
        actorFromCookies: () => Promise.resolve(null),
        enrolleeFromCookies: () => Promise.resolve(null),
      },
    } as never,
    checkReady: () => Promise.resolve(),
    readyWarning: () => null,
  });
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    lines,
    async send(report: unknown, headers: Record<string, string> = { Origin: origin }) {
      const body = typeof report === "string" ? report : JSON.stringify(report);
      return (await fetch(`${origin}/errors`, { method: "POST", headers, body })).status;
    },
    async counted() {
      const text = await metrics.metrics();
      const counts = text.matchAll(/^browser_errors_total\{kind="(\w+)"\} ([1-9]\d*)$/gmu);
      return Object.fromEntries([...counts].map(([, kind, count]) => [kind, Number(count)]));
    },
  };
}

const REPORT = {
  kind: "TypeError",
  place: "/documents/7b1/versions",
  stack: "    at typed (https://desk.example.org/assets/desk-BmN_o.js:3:141)",
  release: "0.1.0",
};

describe("an error that a browser reports", () => {
  it("is one line of the log, with its kind, page, places and release, and is counted", async () => {
    const { send, lines, counted } = await open();
    expect(await send(REPORT)).toBe(204);
    expect(lines).toMatchObject([
      {
        level: 50,
        kind: "TypeError",
        place: "/documents/:id/versions",
        stack: "typed /assets/desk-BmN_o.js:3:141",
        release: "0.1.0",
      },
    ]);
    await send({ ...REPORT, kind: "ProseError" });
    expect(await counted()).toEqual({ TypeError: 1, other: 1 });
  });

  it("is told by its places in each browser's form, and never in words of a draft", async () => {
    const { send, lines } = await open();
    const places = [
      "TypeError: Cannot read 'the secret words",
      "of a draft' at (https://desk.example.org/documents/7b1:1:2)",
      "    at https://desk.example.org/assets/a.js:1:2",
      "    at async Thing.run (https://desk.example.org/assets/a.js:3:4)",
      "named@https://desk.example.org/assets/b.js:5:6",
      "@https://desk.example.org/assets/b.js:7:8",
      "    at secret words (https://elsewhere.example/c.js:9:10)",
      ...Array.from({ length: 40 }, () => "    at f (https://desk.example.org/assets/d.js:1:1)"),
    ];
    await send({
      kind: "the secret words",
      place: "/documents/the-secret-words/versions?of=a draft",
      stack: places.join("\n"),
      release: "the secret words",
    });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toMatch(/secret|words|a draft|7b1|elsewhere/u);
    const [{ kind, place, stack, release } = {}] = lines;
    expect({ kind, place, release }).toEqual({
      kind: "Error",
      place: "/documents/:id/:id",
      release: "unknown",
    });
    const frames = String(stack).split("\n");
    expect(frames).toHaveLength(30);
    expect(frames.slice(0, 4)).toEqual([
      "(unnamed) /assets/a.js:1:2",
      "Thing.run /assets/a.js:3:4",
      "named /assets/b.js:5:6",
      "(unnamed) /assets/b.js:7:8",
    ]);
  });

  it("of another site, or that is no report, is neither logged nor counted", async () => {
    const { send, lines, counted } = await open();
    expect(await send(REPORT, { Origin: "https://elsewhere.example" })).toBe(403);
    expect(await send("{")).toBe(400);
    expect(await send({ kind: "Error" })).toBe(400);
    expect(await send({ ...REPORT, stack: "x".repeat(9_000) })).toBe(413);
    expect(lines).toEqual([]);
    expect(await counted()).toEqual({});
  });

  it("is only counted where too many come in a minute", async () => {
    const { send, lines, counted } = await open();
    for (let sent = 0; sent < 20; sent += 1) expect(await send(REPORT)).toBe(204);
    expect(await send(REPORT)).toBe(429);
    expect(lines).toHaveLength(20);
    expect(await counted()).toEqual({ TypeError: 20, throttled: 1 });
  });
});
