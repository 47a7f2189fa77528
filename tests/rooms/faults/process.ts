import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { openDatabase } from "../../../server/database";
import { migrationsFolder } from "../../support/migrations-folder";
import { createWorld } from "../support/world";

/** The state of a server's process, as it says itself. */
export interface ServerState {
  readonly rss: number;
  readonly connections: number;
  readonly waiting: number;
}

/** A server of rooms in a process of its own, on a database that outlives it. */
export class RoomsProcess {
  port = 0;
  readonly #folder: string;
  #child: ChildProcess | null = null;
  /** What it wrote to its log. */
  log = "";

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async prepare(): Promise<RoomsProcess> {
    const folder = await mkdtemp(path.join(tmpdir(), "faults-"));
    const prepared = new RoomsProcess(folder);
    const database = await openDatabase({ url: prepared.#url, migrationsFolder });
    await createWorld(database);
    await database.close();
    return prepared;
  }

  get #url(): string {
    return `file:${path.join(this.#folder, "faults.db")}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const script = path.join(import.meta.dirname, "server.ts");
    const child = spawn(process.execPath, ["--import", tsx, script], {
      env: { ...process.env, DATABASE_URL: this.#url, PORT: String(this.port), NODE_ENV: "test" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    child.stderr.on("data", (data: Buffer) => (this.log += data.toString()));
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.log}`)));
    });
    this.port = (JSON.parse(line) as { port: number }).port;
  }

  /** Sends a signal and waits for the end; answers the exit code, null where a signal ended it. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    return ended;
  }

  async state(): Promise<ServerState> {
    const response = await fetch(this.origin);
    return (await response.json()) as ServerState;
  }

  async remove(): Promise<void> {
    await this.end("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }
}
