import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TestServer } from "#tests/e2e/support/server.ts";
import { startPostgres } from "#tests/support/postgres-server.ts";

const root = path.resolve(import.meta.dirname, "../../..");
export const HOST_NAME = "desk.example.org";
export const ORIGIN = `https://${HOST_NAME}`;
const METRICS_TOKEN = "a-token-of-these-tests";
/** Failed sign-ins from one address that one process lets through. */
export const TRIES = 3;
const PROCESSES = 2;
/** No process is here (the port "discard"): the third of the examples is down from the beginning. */
const NOBODY = "127.0.0.1:9";

/** One of the processes, which tells what came to it. */
export class DeskProcess extends TestServer {
  /** Two start at once, beside other steps. */
  protected override readonly startMs: number = 60_000;

  get portNumber(): number {
    return Number(new URL(this.url).port);
  }

  /** Whether it answered a request for this path since it started. */
  answered(address: string): boolean {
    return this.timesAnswered(address) > 0;
  }

  timesAnswered(address: string): number {
    return this.output.split(`"path":"${address}"`).length - 1;
  }

  /** A gauge of its /metrics, such as rooms_connections. */
  async gauge(name: string): Promise<number> {
    const value = new RegExp(`^${name} (\\S+)$`, "mu").exec(await this.metrics())?.[1];
    if (value === undefined) throw new Error(`/metrics has no ${name}.`);
    return Number(value);
  }

  /** The names of all series that its /metrics can have, those without a value yet included. */
  async metricNames(): Promise<string[]> {
    const types = (await this.metrics()).matchAll(/^# TYPE (\w+) (\w+)$/gmu);
    return [...types].flatMap(([, name = "", type]) =>
      type === "histogram" || type === "summary"
        ? [`${name}_bucket`, `${name}_sum`, `${name}_count`]
        : [name],
    );
  }

  private async metrics(): Promise<string> {
    const answer = await fetch(`${this.url}/metrics`, { headers: metricsHeaders });
    if (answer.status !== 200) throw new Error(`/metrics: ${answer.status}`);
    return answer.text();
  }

  async ready(): Promise<boolean> {
    return (await fetch(`${this.url}/readyz`).catch(() => null))?.status === 200;
  }
}

/** Headers that the processes' /metrics asks for. */
export const metricsHeaders = { Authorization: `Bearer ${METRICS_TOKEN}` };

/** Several processes on one PostgreSQL, with one folder of files. */
export interface DeskCluster {
  readonly processes: readonly DeskProcess[];
  /** Addresses that a proxy has in front of it: the processes, and one where none is. */
  readonly addresses: readonly string[];
  /** Ends and starts again whichever runs no more. */
  revive(): Promise<void>;
  remove(): Promise<void>;
}

export async function startCluster(): Promise<DeskCluster> {
  if (!existsSync(path.join(root, "build/process/index.js"))) {
    throw new Error("There is no production build to stand behind a proxy: npm run build");
  }
  const postgres = await startPostgres();
  const folder = mkdtempSync(path.join(tmpdir(), "cluster-"));
  const files = path.join(folder, "files");
  const dataDir = path.join(folder, "data");
  for (const place of [files, dataDir]) mkdirSync(place);
  const shared = { DATABASE_URL: postgres.url, STORAGE_URL: `file:${files}` };
  execFileSync(process.execPath, [path.join(root, "build/process/seed.js")], {
    env: { ...process.env, NODE_ENV: "production", DATA_DIR: dataDir, ...shared },
    stdio: ["ignore", "ignore", "inherit"],
  });
  // Seeded data lies in PostgreSQL; each process has a folder of its own for what it keeps ready.
  process.env["SEEDED_FOLDER"] = dataDir;
  const processes = Array.from(
    { length: PROCESSES },
    () =>
      new DeskProcess({
        ...shared,
        APP_URL: ORIGIN,
        TRUST_PROXY: "1",
        METRICS_TOKEN,
        LOG_LEVEL: "debug",
        SIGN_IN_TRIES_PER_ADDRESS: String(TRIES),
      }),
  );
  await Promise.all(processes.map((each) => each.start()));
  return {
    processes,
    addresses: [...processes.map(({ portNumber }) => `127.0.0.1:${portNumber}`), NOBODY],
    async revive() {
      for (const each of processes) {
        if (await each.ready()) continue;
        await each.stop("SIGKILL");
        await each.start();
      }
    },
    async remove() {
      await Promise.all(processes.map((each) => each.remove()));
      postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
