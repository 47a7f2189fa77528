import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";
import { EnvironmentProblem, type Environment } from "#server/env.ts";
import { createMetricsHttp } from "#server/http/index.ts";

/** Rejects with what to do about it where the port can't be had; `name` is the setting that says which. */
export function listen(
  server: Server,
  { port, host }: Pick<Environment, "port" | "host">,
  name = "PORT",
): Promise<void> {
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

/** METRICS_PORT puts /metrics on a port of its own, which a firewall can keep to the machine. */
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

/** The line that tells that pages are served. */
export function announce(server: Server, environment: Environment): void {
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : environment.port;
  // What `npm run demo` and the tests wait for; a line for people, not for the log.
  process.stdout.write(`Listening on http://${environment.host ?? "localhost"}:${port}\n`);
}
