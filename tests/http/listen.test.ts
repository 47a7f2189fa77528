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
  const examples = ["caddy/Caddyfile", "haproxy/haproxy.cfg"].map((file) =>
    readFileSync(path.resolve(import.meta.dirname, "../../docs/deploy", file), "utf8"),
  );
  // nginx keeps one for 60 seconds by itself.
  const kept = [
    60,
    ...examples.flatMap((text) =>
      [...text.matchAll(/keep-?alive (\d+)s/gu)].map(([, s]) => Number(s)),
    ),
  ];
  expect(kept).toHaveLength(3);
  expect(Number(offered)).toBeGreaterThan(Math.max(...kept));
});
