import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGzip } from "node:zlib";
import compression from "compression";
import express from "express";
import type { AppLoadContext, ServerBuild } from "react-router";
import { expect, it, onTestFinished, vi } from "vitest";
import { createRequestHandler } from "#server/http/request-handler.ts";
import { createLog } from "#server/log.ts";
import { listen } from "#server/start/listen.ts";

type RouteModule = NonNullable<ServerBuild["routes"][string]>["module"];

/** The pages, of which there is one answer. */
const buildOf = (module: Partial<RouteModule>): ServerBuild => ({
  entry: { module: { default: () => new Response() } },
  routes: { file: { id: "file", path: "file", module: module as RouteModule } },
  assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
  publicPath: "/",
  assetsBuildDirectory: "",
  future: {} as ServerBuild["future"],
  ssr: true,
  isSpaMode: false,
  prerender: [],
  routeDiscovery: { mode: "lazy", manifestPath: "/__manifest" },
});

/** Serves that answer, compressed where it may be. */
async function open(loader: () => Response, log = createLog("silent")): Promise<string> {
  const app = express().use(compression());
  app.use(
    createRequestHandler({
      build: buildOf({ loader }),
      mode: "production",
      getLoadContext: async () => ({ log }) as AppLoadContext,
    }),
  );
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

it.each(["text/plain", "application/zip"])(
  "a long answer of %s has the same few listeners to its end",
  async (type) => {
    const pieces = Array.from({ length: 60 }, () => new Uint8Array(randomBytes(64 * 1024)));
    const warned = vi.fn();
    process.on("warning", warned);
    onTestFinished(() => void process.off("warning", warned));
    let drains = 0;
    const counts = new Set<number>();
    const { emit } = EventEmitter.prototype;
    const onEmit = vi
      .spyOn(Object.getPrototypeOf(createGzip()) as EventEmitter, "emit")
      .mockImplementation(function (this: EventEmitter, ...told) {
        if (told[0] === "drain") {
          drains += 1;
          counts.add(this.listenerCount("drain"));
        }
        return emit.apply(this, told);
      });
    onTestFinished(() => onEmit.mockRestore());
    const from = [...pieces];
    const url = await open(
      () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull(stream) {
              const piece = from.shift();
              if (piece) stream.enqueue(piece);
              else stream.close();
            },
          }),
          { headers: { "Content-Type": type } },
        ),
    );
    const answer = await fetch(url, { headers: { "Accept-Encoding": "gzip" } });
    expect(answer.headers.get("Content-Encoding")).toBe(type === "text/plain" ? "gzip" : null);
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.concat(pieces))).toBe(true);
    if (type === "text/plain") {
      expect(drains).toBeGreaterThanOrEqual(50);
      expect(counts.size).toBe(1);
    }
    expect(warned).not.toHaveBeenCalled();
  },
);

/** An answer whose second piece comes once `next` says how. */
function halfAnswer(next: () => Promise<Uint8Array>): Response {
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        stream.enqueue(isBegun ? await next() : new TextEncoder().encode("words of somebody"));
        isBegun = true;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { "Content-Type": "application/zip" } });
}

it("an answer that an error breaks off looks broken off, and the log says where and why", async () => {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => lines.push(line) });
  const url = await open(() => halfAnswer(() => Promise.reject(new Error("no bucket"))), log);
  const reading = fetch(`${url}?of=somebody`).then((answer) => answer.text());
  await expect(reading).rejects.toThrow(/terminated|fetch failed/u);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines.join(""))).toMatchObject({
    level: 50,
    path: "/file",
    msg: "an answer was broken off",
    err: { message: "no bucket" },
  });
  expect(lines.join("")).not.toContain("somebody");
});

it("a reader who leaves is no line", async () => {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => lines.push(line) });
  let fail = () => undefined as void;
  const asked = new Promise<void>((resolve) => (fail = resolve));
  const failing = async () => {
    await asked;
    throw new Error("no bucket");
  };
  const url = await open(() => halfAnswer(failing), log);
  const leaving = new AbortController();
  const answer = await fetch(url, { signal: leaving.signal });
  leaving.abort();
  await expect(answer.text()).rejects.toThrow("aborted");
  await new Promise((resolve) => setTimeout(resolve, 100));
  fail();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(lines).toEqual([]);
});
