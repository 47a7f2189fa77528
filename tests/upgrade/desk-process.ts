import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { startFlags } from "#server/cli/start-flags.ts";
import type { Release } from "./releases.ts";

const START_MS = 180_000;

/** A process of a desk that may be replaced by one of another release, on the same port. */
export class DeskProcess {
  port = 0;
  release: Release | null = null;
  /** What it wrote to its log, of all that ran here. */
  log = "";
  #child: ChildProcess | null = null;

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(release: Release): Promise<void> {
    const entry = path.join(release.folder, "build/process/index.js");
    const child = spawn(process.execPath, [...startFlags(release.folder), entry], {
      cwd: release.folder,
      env: {
        PATH: process.env["PATH"],
        TZ: process.env["TZ"],
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(this.port),
        ...this.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(timer);
        reject(new Error(`the ${release.name} release ${why}: ${said}`));
      };
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        fail(`did not start within ${START_MS} ms`);
      }, START_MS);
      const read = (chunk: Buffer) => {
        said += chunk.toString();
        this.log += chunk.toString();
        const listening = /Listening on http:\/\/[^:]+:(\d+)/u.exec(said);
        if (!listening) return;
        this.port = Number(listening[1]);
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => fail(`ended with ${code}`));
    });
    this.release = release;
  }

  /** Ends it and waits for that; answers the exit code, null where a signal ended it. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    return ended;
  }

  /** What it called an error, line by line. */
  get errors(): string[] {
    return this.#lines('"level":50');
  }

  /** What it said of commits that failed and were tried again. */
  get failedCommits(): string[] {
    return this.#lines("a commit failed");
  }

  #lines(containing: string): string[] {
    return this.log.split("\n").filter((line) => line.includes(containing));
  }
}
