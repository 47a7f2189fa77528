import { createServer, get, type IncomingMessage } from "node:http";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { listen } from "#server/start/listen.ts";

const server = createServer((_, response) => response.end("ok"));
afterEach(() => void server.close());

test("an idle connection stays open for longer than any proxy of the examples keeps one", async () => {
  await listen(server, { port: 0, host: "127.0.0.1" });
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  const answer = await new Promise<IncomingMessage>((resolve) => {
    get(
      {
        port: address.port,
        host: "127.0.0.1",
        agent: false,
        headers: { Connection: "keep-alive" },
      },
      resolve,
    );
  });
  answer.resume();
  const [, offered] = /timeout=(\d+)/u.exec(String(answer.headers["keep-alive"])) ?? [];
  // nginx and Caddy keep one for 60 seconds, HAProxy for what docs/self-hosting.md shows.
  const guide = readFileSync(
    path.resolve(import.meta.dirname, "../../docs/self-hosting.md"),
    "utf8",
  );
  const haproxy = Number(/timeout http-keep-alive (\d+)s/u.exec(guide)?.[1]);
  expect(Number(offered)).toBeGreaterThan(Math.max(60, haproxy));
});
