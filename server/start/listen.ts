import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";
import { EnvironmentProblem, type Environment } from "#server/env.ts";
import { createMetricsHttp } from "#server/http/index.ts";
import type { SetUp } from "#server/services/set-up/port.ts";

/**
 * Milliseconds for which an idle connection stays open: longer than the proxies of docs/deploy keep
 * one (60 and 75 seconds), so that a request never goes out on one that is being closed here. Node's
 * own 5 seconds lost a request to a proxy now and then, which only some of them send again.
 */
const IDLE_MS = 90_000;

/** Rejects with advice where the port can't be used; `name` is the setting that defines it. */
export function listen(
  server: Server,
  { port, host }: Pick<Environment, "port" | "host">,
  name = "PORT",
): Promise<void> {
  server.keepAliveTimeout = IDLE_MS;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use by another program. Stop it, or choose another with ${name}.`,
        EACCES: `Port ${port} may not be opened by this user. Choose one above 1023 with ${name}.`,
        EADDRNOTAVAIL: `This machine has no interface ${host ?? ""} (HOST).`,
      };
      const sentence = error.code ? why[error.code] : undefined;
      reject(sentence ? new EnvironmentProblem(sentence) : error);
    });
    server.listen({ port, host }, resolve);
  });
}

/**
 * METRICS_PORT serves /metrics on a port of its own, which a firewall can restrict to the machine.
 */
export async function listenForMetrics(
  environment: Environment,
  metrics: Registry,
): Promise<Server | null> {
  const { port } = environment.metrics;
  if (port === null) return null;
  const server = createServer(createMetricsHttp({ environment, metrics }));
  await listen(server, { port, host: environment.host }, "METRICS_PORT");
  return server;
}

/**
 * Prints that pages are served, and the token with which a new workspace is set up in the browser.
 * Whatever the log's level, and not as lines of it: programs that gather those may show them to more
 * people than may read this.
 */
export async function announce(
  server: Server,
  environment: Environment,
  setUp: Pick<SetUp, "issueToken">,
): Promise<void> {
  // `npm run demo` and the tests wait for this line.
  process.stdout.write(`Listening on ${placeOf(server, environment)}\n`);
  const token = await setUp.issueToken();
  if (token === null) return;
  const place = environment.appOrigin ?? placeOf(server, environment);
  process.stdout.write(
    `This workspace is not set up yet. Open ${place}/set-up and give this token within a day: ${token}\n`,
  );
}

function placeOf(server: Server, environment: Environment): string {
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : environment.port;
  return `http://${environment.host ?? "localhost"}:${port}`;
}
