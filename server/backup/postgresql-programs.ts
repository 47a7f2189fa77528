import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import pg from "pg";
import { BackupProblem } from "./problem.ts";

type Program = "pg_dump" | "pg_restore" | "psql";

/**
 * The major version of one of PostgreSQL's programs. Refuses with a sentence where it isn't
 * installed.
 */
export async function versionOf(program: Program, needed: number): Promise<number> {
  let printed: string;
  try {
    printed = await run(program, ["--version"], process.env);
  } catch {
    throw new BackupProblem(
      `${program} isn't installed here, and PostgreSQL is backed up and restored with its own programs. Install them ("sudo apt-get install postgresql-client-${needed}" on Debian; they are in the container image) and run this again.`,
    );
  }
  const version = Number(/\(PostgreSQL\) (\d+)/.exec(printed)?.[1]);
  if (!Number.isInteger(version)) {
    throw new BackupProblem(`${program} doesn't say which version it is: ${printed.trim()}`);
  }
  if (version < needed) {
    throw new BackupProblem(
      `${program} here is version ${version}, but ${needed} is needed: PostgreSQL's programs read nothing that is newer than they are. Install postgresql-client-${needed} and run this again.`,
    );
  }
  return version;
}

/**
 * The environment through which PostgreSQL's programs find the database. Not the command line,
 * where other users of the machine could read the password.
 */
export function environmentFor(databaseUrl: string): NodeJS.ProcessEnv {
  const { host, port, user, password, database } = new pg.Client({ connectionString: databaseUrl });
  const parameters = new URL(databaseUrl).searchParams;
  const named: Record<string, string | undefined> = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password ?? undefined,
    PGDATABASE: database,
    PGSSLMODE: parameters.get("sslmode") ?? undefined,
    PGSSLROOTCERT: parameters.get("sslrootcert") ?? undefined,
    PGSSLCERT: parameters.get("sslcert") ?? undefined,
    PGSSLKEY: parameters.get("sslkey") ?? undefined,
    PGCONNECT_TIMEOUT: "10",
    PGOPTIONS: "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0",
    PGCLIENTENCODING: "UTF8",
    LC_MESSAGES: "C",
  };
  const set = Object.entries(named).filter(([, value]) => value !== undefined);
  return { ...process.env, ...Object.fromEntries(set) };
}

/**
 * Starts one of the programs; `ended` resolves on success, and throws its error output otherwise.
 */
export function start(
  program: Program,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  stdio: [input: "ignore" | "pipe", output: "ignore" | "pipe"],
): { child: ChildProcess; ended: Promise<void> } {
  const streams: StdioOptions = [...stdio, "pipe"];
  const child = spawn(program, [...args], { env: environment, stdio: streams });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new BackupProblem(`${program} failed: ${said.trim() || (signal ?? code)}`));
    });
  });
  return { child, ended };
}

/** Runs one of the programs to its end; returns its output. */
export async function run(
  program: Program,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const { child, ended } = start(program, args, environment, ["ignore", "pipe"]);
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await ended;
  return printed;
}
