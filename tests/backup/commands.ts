import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { inject, onTestFinished, vi } from "vitest";
import { argumentsOf, runCommand, type Ended } from "#tests/support/command.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";

/** To be said by each file: each command is a process of its own, on a machine that may be busy. */
export const takeYourTime = () => vi.setConfig({ testTimeout: 240_000 });

/** Where a workspace is: what DATABASE_URL and DATA_DIR must be for a command. */
export interface Place {
  readonly url: string;
  readonly dataDir: string;
}

/** The database that the tests run on. */
export const provider = () => inject("databaseTemplate").provider;

/** A folder that goes when the test ends. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A place where no workspace is yet: a file that doesn't exist, or an empty PostgreSQL database. */
export async function emptyPlace(): Promise<Place> {
  const dataDir = await temporaryFolder("restored");
  if (provider() === "sqlite") return { url: `file:${path.join(dataDir, "desk.db")}`, dataDir };
  const serverUrl = inject("databaseTemplate").url;
  const name = `restored_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
  await administer(serverUrl, `CREATE DATABASE ${name}`);
  onTestFinished(() => administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, dataDir };
}

/** Runs a statement on the database of a URL. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Changes a database in a process of its own: in this one libSQL would keep the file open. */
export async function change({ url }: Place, statement: string): Promise<void> {
  if (provider() === "postgresql") return administer(url, statement);
  const script = `import { createClient } from "@libsql/client";
    await createClient({ url: process.argv[1] }).execute(process.argv[2]);`;
  await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    script,
    url,
    statement,
  ]);
}

function environmentOf({ url, dataDir }: Place) {
  return { DATABASE_URL: url, DATA_DIR: dataDir };
}

/** Runs a command on the workspace at that place. */
export function run(
  command: "backup" | "restore" | "audit-verify" | "storage-move",
  place: Place,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<Ended> {
  return runCommand(command, args, { ...environmentOf(place), ...environment });
}

/** Starts a command and kills it as soon as `isTime` says so. */
export async function runUntilKilled(
  command: "backup" | "restore" | "storage-move",
  place: Place,
  args: readonly string[],
  isTime: () => Promise<boolean>,
  environment: Record<string, string> = {},
): Promise<void> {
  const child = spawn(process.execPath, argumentsOf(command, args), {
    env: {
      NODE_ENV: "test",
      PATH: process.env["PATH"],
      ...environmentOf(place),
      ...environment,
    },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const deadline = Date.now() + 2 * PATIENCE_MS;
  while (!(await isTime()) && Date.now() < deadline && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill("SIGKILL");
  await ended;
}

/** Backs up, and answers the folder of the backup. */
export async function backUp(
  place: Place,
  into: string,
  environment: Record<string, string> = {},
): Promise<string> {
  const ended = await run("backup", place, [into], environment);
  const folder = /The backup is whole: (\S+)/.exec(ended.stdout)?.[1];
  if (ended.code !== 0 || !folder) throw new Error(`no backup: ${ended.stderr}${ended.stdout}`);
  return folder;
}

/** The names in a folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}
