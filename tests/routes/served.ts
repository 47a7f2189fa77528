import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { onTestFinished } from "vitest";
import { readEnvironment } from "#server/env.ts";
import { createHttp } from "#server/http/index.ts";
import { createRequestHandler } from "#server/http/request-handler.ts";
import { createLog } from "#server/log.ts";
import { listen } from "#server/start/listen.ts";
import type { Coalition } from "#tests/services/workspace.ts";
import { BUILD, ORIGIN } from "./site.ts";

/** The pages of that coalition behind everything that stands before them in a server, over HTTP. */
export async function serve({ auth, services, clock }: Coalition) {
  const lines: { level: number; msg: string }[] = [];
  const app = createHttp({
    environment: readEnvironment({
      NODE_ENV: "production",
      DATA_DIR: "/nowhere",
      APP_URL: ORIGIN,
    }),
    metrics: new Registry(),
    root: "/nowhere",
    log: createLog("error", {
      write: (line) => lines.push(JSON.parse(line) as { level: number; msg: string }),
    }),
    pages: {
      load: async () => ({ createRequestHandler, build: BUILD }),
      problem: () => null,
      development: null,
    },
    context: {
      auth,
      services,
      clock,
      draft: () => Promise.reject(new Error("no draft is opened here")),
    },
    checkReady: () => Promise.resolve(),
    readyWarning: () => null,
  });
  const server: Server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, lines };
}
