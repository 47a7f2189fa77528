import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient, type Client } from "@libsql/client";
import { startFlags } from "#server/cli/start-flags.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const ENTRY = path.join(root, "build/process/index.js");

/**
 * The seeded data folder that is copied for each server: the one that SEEDED_FOLDER names, where steps
 * share it, or one that is made now, and removed by `remove`.
 */
export function openSeededFolder(): { readonly folder: string; readonly remove: () => void } {
  const given = process.env["SEEDED_FOLDER"];
  if (given) return { folder: given, remove: () => undefined };
  const folder = makeSeededFolder();
  process.env["SEEDED_FOLDER"] = folder;
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A seeded data folder, made once by global setup and copied for each server. */
export function makeSeededFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "seeded-"));
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, "build/process/seed.js")],
    {
      env: { ...process.env, NODE_ENV: "production", DATA_DIR: folder, DATABASE_URL: "" },
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`The demo could not be seeded: ${stderr}`);
  return folder;
}

/** The production server as a process of its own, on a data folder of its own. */
export class TestServer {
  readonly dataDir = mkdtempSync(path.join(tmpdir(), "desk-"));
  protected process: ChildProcess | null = null;
  private port = 0;
  /** How long it may take to listen, in milliseconds. */
  protected readonly startMs: number = 60_000;
  /** Its output, for a failing test to show. */
  output = "";
  /** Its output while it last started. */
  startOutput = "";

  constructor(private readonly environment: Record<string, string> = {}) {
    const seeded = process.env["SEEDED_FOLDER"];
    if (!seeded) throw new Error("SEEDED_FOLDER is not set: run through playwright.config.ts");
    cpSync(seeded, this.dataDir, { recursive: true });
  }

  /** Its database, from beside it: a statement waits for what the server is writing. */
  openDatabase(): Client {
    return createClient({
      url: `file:${path.join(this.dataDir, "coalition-desk.db")}`,
      timeout: 10_000,
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The program and its arguments. */
  protected command(): [program: string, ...parts: string[]] {
    return [process.execPath, ...startFlags(root), ENTRY];
  }

  /** Starts it, on the port it had before; resolves when it listens. */
  async start(): Promise<void> {
    const [program, ...parts] = this.command();
    const child = spawn(program, parts, {
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        DATABASE_URL: "",
        ...this.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no start within ${this.startMs} ms:\n${this.output}`)),
        this.startMs,
      );
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        const listening = /Listening on http:\/\/[^:]+:(\d+)/.exec(this.output);
        if (!listening) return;
        this.port = Number(listening[1]);
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`the server ended with ${code}:\n${this.output}`));
      });
    });
    this.startOutput = this.output;
    this.output = "";
  }

  /** Ends it, by SIGKILL if asked so, and waits until it is gone. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const child = this.process;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    this.process = null;
    return new Promise((resolve) => {
      child.once("exit", (code) => {
        if (signal === "SIGKILL") return resolve(code);
        // Its last output is read after its end; a process of its own may hold the pipe for longer.
        const timer = setTimeout(resolve, 5_000, code);
        child.once("close", () => {
          clearTimeout(timer);
          resolve(code);
        });
      });
      child.kill(signal);
    });
  }

  async remove(): Promise<void> {
    await this.stop("SIGKILL");
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
