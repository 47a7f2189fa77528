import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { installed } from "./debian-package.ts";
import { freePort } from "./free-port.ts";

/** A real PostgreSQL server with its own data folder, deleted when it stops. */
export interface PostgresServer {
  /** The URL of its maintenance database. */
  readonly url: string;
  stop(): void;
}

/** Milliseconds that its start may take. */
const START_MS = 60_000;
const DEBIAN = "/usr/lib/postgresql";
/** No durability is needed, and no replication. */
const FOR_A_DAY = [
  "fsync=off",
  "full_page_writes=off",
  "synchronous_commit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_connections=300",
  "autovacuum=off",
  "jit=off",
];
/** As an operator runs it, and with a count of statements. */
const AS_IN_PRODUCTION = [
  "max_connections=300",
  "shared_preload_libraries=pg_stat_statements",
  "track_io_timing=on",
];
const isRoot = process.getuid?.() === 0;

/** The folder with initdb and postgres, which it installs where possible; else throws how to. */
export function postgresPrograms(): string {
  const newest = () =>
    existsSync(DEBIAN)
      ? readdirSync(DEBIAN)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => path.join(DEBIAN, version, "bin"))
          .find((folder) => existsSync(path.join(folder, "initdb")))
      : undefined;
  // Without its compiler, which tests turn off.
  return installed(newest, "postgresql", ["--no-install-recommends"]);
}

/**
 * Starts PostgreSQL on a free port of 127.0.0.1; as root it runs as the user "postgres". Where it is
 * durable, each commit waits for the disk.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const bin = postgresPrograms();
  const folder = mkdtempSync(path.join(tmpdir(), "postgres-"));
  const identity = isRoot
    ? {
        uid: Number(execFileSync("id", ["-u", "postgres"])),
        gid: Number(execFileSync("id", ["-g", "postgres"])),
      }
    : {};
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
  chmodSync(folder, 0o700);
  const data = path.join(folder, "data");
  execFileSync(
    path.join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { stdio: ["ignore", "ignore", "inherit"], cwd: folder, ...identity },
  );
  const settings = (durable ? AS_IN_PRODUCTION : FOR_A_DAY).flatMap((each) => ["-c", each]);
  let server: ChildProcess | null = null;
  const stop = () => {
    // At once: nothing of it is needed any more.
    server?.kill("SIGQUIT");
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    } catch {
      // Files that it still writes in its last moment stay in the system's folder for such things.
    }
  };
  process.once("exit", stop);
  // A port that was free may be somebody else's a moment later.
  for (let ports = 0; ports < 3; ports += 1) {
    const port = await freePort();
    const started = spawn(
      path.join(bin, "postgres"),
      ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, ...settings],
      { stdio: "ignore", cwd: folder, ...identity },
    );
    server = started;
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    if (await answers(url, () => started.exitCode === null)) return { url, stop };
  }
  stop();
  throw new Error(`PostgreSQL did not answer within ${START_MS / 1000} seconds of its start.`);
}

/** Whether it answers in time, as long as it runs. */
async function answers(url: string, isRunning: () => boolean): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (isRunning() && performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return isRunning();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return false;
}
