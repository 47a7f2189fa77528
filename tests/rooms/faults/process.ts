import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startFlags } from "#server/cli/start-flags.ts";
import type { Place } from "#tests/rooms/support/room-server.ts";

const root = path.resolve(import.meta.dirname, "../../..");
let bundled: Promise<string> | null = null;

/** Bundles the server as `npm run build` does; answers its path. */
async function bundle(): Promise<string> {
  const outdir = path.join(root, "build", `faults-${process.pid}`);
  process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
  // In a process of its own: esbuild does not run in the environment of a browser, as some tests do.
  execFileSync(process.execPath, [path.join(import.meta.dirname, "bundle.mjs"), outdir], {
    cwd: root,
    stdio: "inherit",
  });
  return path.join(outdir, "server.js");
}

/** The state of a server's process, as it says itself. */
export interface ServerState {
  readonly rss: number;
  readonly connections: number;
  readonly waiting: number;
  readonly cluster: { readonly isConnected: boolean; readonly processes: number };
}

/** Differences from a server on a SQLite file of its own. */
export interface RoomsProcessOptions {
  /** A PostgreSQL that several processes share. */
  readonly databaseUrl?: string;
  /** A module that is loaded before the server. */
  readonly preload?: string;
}

/** A server of rooms in a process of its own, on a database that outlives it. */
export class RoomsProcess implements Place {
  port = 0;
  readonly #folder: string;
  readonly #text: Uint8Array;
  #child: ChildProcess | null = null;
  /** Everything it wrote to its log. */
  log = "";

  readonly #options: RoomsProcessOptions;

  private constructor(folder: string, text: Uint8Array, options: RoomsProcessOptions) {
    this.#folder = folder;
    this.#text = text;
    this.#options = options;
  }

  /** `text` is what the draft "draft-with-text" begins with. */
  static async prepare(
    text: Uint8Array = Uint8Array.of(0, 0),
    options: RoomsProcessOptions = {},
  ): Promise<RoomsProcess> {
    return new RoomsProcess(await mkdtemp(path.join(tmpdir(), "faults-")), text, options);
  }

  readonly fixture = { documentId: "draft-1" };

  get #url(): string {
    return this.#options.databaseUrl ?? `file:${path.join(this.#folder, "faults.db")}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    bundled ??= bundle();
    const child = spawn(
      process.execPath,
      // As `npm start` does; with source maps, for what it says when it fails.
      [
        ...startFlags(root),
        "--enable-source-maps",
        ...(this.#options.preload ? ["--import", this.#options.preload] : []),
        await bundled,
      ],
      {
        env: {
          ...process.env,
          NODE_ENV: "test",
          DATABASE_URL: this.#url,
          PORT: String(this.port),
          TEXT: Buffer.from(this.#text).toString("base64"),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
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
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    return ended;
  }

  /** Sends a signal that does not end it. */
  signal(signal: "SIGSTOP" | "SIGCONT" | "SIGUSR2"): void {
    this.#child?.kill(signal);
  }

  async state(): Promise<ServerState> {
    const response = await fetch(this.origin, { headers: { Connection: "close" } });
    return (await response.json()) as ServerState;
  }

  async remove(): Promise<void> {
    await this.end("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }
}
