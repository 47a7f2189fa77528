import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, it, onTestFinished } from "vitest";
import { NotReady, readyPage } from "#server/http/ready.ts";
import { createLog } from "#server/log.ts";
import { listen } from "#server/start/listen.ts";

async function ready(check: () => Promise<void>, warning: string | null) {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => lines.push(line) });
  const app = express().get(
    "/readyz",
    readyPage(check, log, () => warning),
  );
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  return { status: answer.status, text: await answer.text(), lines };
}

it("/readyz says that it is ready, and that it doesn't save where a commit fails", async () => {
  const isReady = () => Promise.resolve();
  expect(await ready(isReady, null)).toMatchObject({ status: 200, text: "ready\n" });
  expect(await ready(isReady, "not saving")).toMatchObject({
    status: 200,
    text: "ready: not saving\n",
  });
});

it("/readyz names what keeps a process from serving, and the log says why", async () => {
  const found = await ready(async () => {
    throw new NotReady("saving", "nothing could be written into the database for a minute");
  }, "not saving");
  expect(found).toMatchObject({ status: 503, text: "not ready: saving\n" });
  expect(found.lines.join("")).toContain("could be written into the database for a minute");
});
