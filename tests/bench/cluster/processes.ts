import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startFlags } from "#server/cli/start-flags.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const METRICS_TOKEN = "a-token-of-this-bench";
const START_MS = 180_000;

/** A process of the production build. */
export class BenchProcess {
  port = 0;
  #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<BenchProcess> {
    const words = [...startFlags(root), "build/process/index.js"];
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: "0",
        METRICS_TOKEN,
        // "Listening" is said in any case; of the rest only what is amiss.
        LOG_LEVEL: "error",
        ROOM_JOINS: "100000",
        ROOM_JOINS_PER_ADDRESS: "100000",
        ...environment,
      },
    });
    const started = new BenchProcess(child);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("a process did not start")), START_MS);
      child.once("exit", (code) => reject(new Error(`a process ended with ${code}`)));
      child.stdout.on("data", (chunk: Buffer) => {
        const port = /Listening on http:\/\/[^:]+:(\d+)/u.exec(chunk.toString())?.[1];
        if (!port) return;
        started.port = Number(port);
        clearTimeout(timer);
        resolve();
      });
    });
    return started;
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill(signal);
    await gone;
  }

  /** Values of its /metrics, by name. */
  async metrics(names: readonly string[]): Promise<number[]> {
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`, { headers })).text();
    return names.map((name) => Number(new RegExp(`^${name} (\\S+)$`, "mu").exec(text)?.[1] ?? 0));
  }
}

/** As many processes as are asked for, on one database. */
export class Processes {
  readonly all: BenchProcess[] = [];
  readonly #folder = mkdtempSync(path.join(tmpdir(), "bench-cluster-"));
  readonly #environment: Readonly<Record<string, string>>;

  constructor(databaseUrl: string, appUrl: string) {
    for (const place of ["data", "files"]) mkdirSync(path.join(this.#folder, place));
    this.#environment = {
      DATABASE_URL: databaseUrl,
      APP_URL: appUrl,
      TRUST_PROXY: "1",
      DATA_DIR: path.join(this.#folder, "data"),
      STORAGE_URL: `file:${path.join(this.#folder, "files")}`,
    };
  }

  async scale(count: number): Promise<void> {
    while (this.all.length > count) await this.all.pop()?.end("SIGTERM");
    while (this.all.length < count) this.all.push(await BenchProcess.start(this.#environment));
  }

  /** Kills the last one. */
  async kill(): Promise<void> {
    await this.all.pop()?.end("SIGKILL");
  }

  /** The sum over all processes of values of /metrics. */
  async sums(names: readonly string[]): Promise<number[]> {
    const each = await Promise.all(this.all.map((one) => one.metrics(names)));
    return names.map((_, at) => each.reduce((sum, values) => sum + (values[at] ?? 0), 0));
  }

  async remove(): Promise<void> {
    for (const each of this.all) await each.end("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Adds people, whose cookies it answers, or drafts, whose ids.
 * @param release the folder of the release that adds them.
 */
export function add(
  databaseUrl: string,
  what: "people" | "drafts",
  count: number,
  release = root,
): { readonly schema: number; readonly made: readonly string[] } {
  const words = ["--import", "tsx", "tests/bench/people.ts", what, String(count)];
  const environment = { ...process.env, DATABASE_URL: databaseUrl };
  const output = execFileSync(process.execPath, words, { cwd: release, env: environment });
  return JSON.parse(output.toString()) as { schema: number; made: string[] };
}
