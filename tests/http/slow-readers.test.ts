import express from "express";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { expect, it, onTestFinished, vi } from "vitest";
import { cutOffSilentReaders, READER_LIMITS } from "#server/http/slow-readers.ts";

const MEGABYTE = 1024 * 1024;
/** More than the system keeps for a connection. */
const LONG = 48 * MEGABYTE;

/** A server of one long file; `cut` tells of answers that ended before it was sent. */
async function open() {
  const app = express();
  const cut = vi.fn();
  app.use(cutOffSilentReaders({ silentMs: 1_000, bytesPerSecond: MEGABYTE, lookMs: 100 }));
  app.get("/", (_request, response) => {
    response.once("close", () => response.writableFinished || cut());
    const pieces = function* () {
      for (let at = 0; at < LONG; at += 64 * 1024) yield Buffer.alloc(64 * 1024);
    };
    Readable.from(pieces()).pipe(response);
  });
  app.get("/waits", (_request, response) => {
    response.write("first ");
    setTimeout(() => response.end("last"), 2_000);
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const ask = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  return { socket, ask, cut };
}

it("a reader may take nothing for a minute, or longer for what a kilobyte a second needs", () => {
  expect(READER_LIMITS).toMatchObject({ silentMs: 60_000, bytesPerSecond: 1_024 });
  // A look between has to come in time.
  expect(READER_LIMITS.lookMs).toBeLessThan(READER_LIMITS.silentMs / 10);
});

it("a reader who takes nothing is cut off, also one who goes on asking", async () => {
  const { socket, ask, cut } = await open();
  socket.pause();
  ask("/");
  const asking = setInterval(() => ask("/"), 200);
  onTestFinished(() => clearInterval(asking));
  await vi.waitFor(() => expect(cut).toHaveBeenCalled(), { timeout: 20_000 });
});

it("a reader who is slow and goes on has the whole, though it takes longer than silence may", async () => {
  const { socket, ask, cut } = await open();
  let taken = 0;
  const began = performance.now();
  socket.on("data", (piece: Buffer) => {
    taken += piece.byteLength;
    // About eight megabytes a second.
    socket.pause();
    setTimeout(() => socket.resume(), piece.byteLength / (8 * 1024));
  });
  ask("/");
  await vi.waitFor(() => expect(taken).toBeGreaterThanOrEqual(LONG), { timeout: 60_000 });
  expect(performance.now() - began).toBeGreaterThan(3_000);
  expect(cut).not.toHaveBeenCalled();
});

it("an answer that waits for the server is not cut off", async () => {
  const { socket, ask } = await open();
  let text = "";
  socket.on("data", (piece: Buffer) => (text += piece.toString()));
  ask("/waits");
  await vi.waitFor(() => expect(text).toContain("last"), { timeout: 10_000 });
});
