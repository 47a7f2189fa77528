import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { countRequests } from "#server/http/request-metrics.ts";
import { listen } from "#server/start/listen.ts";

it("[R32] answers are counted by the class of their status, and no label names what was asked for", async () => {
  const registry = new Registry();
  const app = express();
  app.use(countRequests(registry));
  app.get("/documents/:id", (request, response) => {
    response.sendStatus(Number(request.params.id));
  });
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  try {
    const { port } = server.address() as AddressInfo;
    for (const status of [200, 204, 404, 503]) {
      await (await fetch(`http://127.0.0.1:${port}/documents/${status}`)).text();
    }
  } finally {
    server.close();
  }
  const text = await registry.metrics();
  const counted = Object.fromEntries(
    [...text.matchAll(/^http_requests_total\{status="(\w+)"\} (\d+)$/gmu)].map(
      ([, status, count]) => [status, Number(count)],
    ),
  );
  expect(counted).toEqual({ "2xx": 2, "3xx": 0, "4xx": 1, "5xx": 1 });
  expect(text).toContain("http_request_seconds_count 4");
  expect(text).not.toContain("documents");
});
