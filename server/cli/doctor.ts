// `npm run doctor`: looks whether everything that the server needs is there, and changes nothing.
import { messageOf } from "#server/message-of.ts";
import path from "node:path";
import { parseArgs } from "node:util";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { FOR_PEOPLE } from "#server/blobs/limits.ts";
import { DatabaseProblem, providerOf } from "#server/database/index.ts";
import { filePathOf } from "#server/database/file-path.ts";
import { addressChecks } from "#server/doctor/address.ts";
import { databaseChecks } from "#server/doctor/database.ts";
import { runChecks, type Check, type NamedFinding } from "#server/doctor/finding.ts";
import { checkBackups, checkDisk, checkStorage } from "#server/doctor/machine.ts";
import { checkMail, checkTimestamps } from "#server/doctor/others.ts";
import { checkReplies } from "#server/doctor/replies.ts";
import { checkSearch } from "#server/doctor/search.ts";
import { EnvironmentProblem, readEnvironment, type Environment } from "#server/env.ts";
import { keepNewFilesPrivate } from "#server/private-files.ts";
import { rootFolder } from "#server/root-folder.ts";

const USAGE = `Looks whether everything that the server needs is there, with the same environment as the server: its
database, disk and storage, the address and the proxy, mail, clocks, the last backup, the index of what
is found. Changes nothing.

  npm run doctor -- [options]

  --backups FOLDER         where backups lie (default: BACKUP_DIR)
  --send-mail-to ADDRESS   sends a letter there; without it, none is sent
  --json                   prints the findings as JSON

Ends with 1 where something failed.`;

interface DoctorOptions {
  readonly backups: string | undefined;
  readonly mailTo: string | null;
  readonly json: boolean;
}

function readArguments(): DoctorOptions | string {
  const text = { type: "string" } as const;
  const yes = { type: "boolean" } as const;
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2),
      options: { backups: text, "send-mail-to": text, json: yes, help: yes },
    });
    if (values.help) return USAGE;
    return {
      backups: values.backups,
      mailTo: values["send-mail-to"] ?? null,
      json: values.json === true,
    };
  } catch (error) {
    process.exitCode = 1;
    return `${messageOf(error)}\n\n${USAGE}`;
  }
}

async function examine(asked: DoctorOptions, tell: (finding: NamedFinding) => void) {
  keepNewFilesPrivate();
  const environment = readEnvironment(process.env);
  const { databaseUrl, appOrigin, backupDir, mail } = environment;
  const database = databaseChecks({
    url: databaseUrl,
    listenUrl: environment.listenDatabaseUrl,
    migrationsFolder: path.join(rootFolder(), "prisma/migrations"),
    schemaVersion: SCHEMA_VERSION,
    keys: { setting: environment.encryptionKeys, dataDir: environment.dataDir },
    appUrl: appOrigin,
  });
  const storage = await openBlobs(environment.storage, {
    dataDir: environment.dataDir,
    limits: { ...FOR_PEOPLE, attempts: 1 },
  });
  const backups = path.resolve(asked.backups ?? backupDir);
  const isNamed = asked.backups !== undefined;
  const checks: (readonly [string, Check])[] = [
    ...database.checks,
    ["disk", () => checkDisk(foldersOf(environment, backups))],
    ["storage", () => checkStorage(storage.blobs)],
    ...addressChecks(appOrigin, SCHEMA_VERSION),
    ["mail", () => checkMail({ ...mail, appUrl: appOrigin, to: asked.mailTo })],
    ["answers", () => checkReplies(environment.replies)],
    ["backups", () => checkBackups(backups, new Date(), isNamed)],
    ["search", () => checkSearch(environment.dataDir, providerOf(databaseUrl))],
    ["time stamps", () => checkTimestamps(environment.timestamps)],
  ];
  try {
    return await runChecks(checks, tell);
  } finally {
    await Promise.allSettled([database.close(), storage.close()]);
  }
}

function foldersOf(
  { dataDir, databaseUrl, storage }: Environment,
  backups: string,
): (readonly [string, string])[] {
  const isFile = providerOf(databaseUrl) === "sqlite";
  return [
    ["data", dataDir],
    ...(storage.kind === "folder" ? ([["files", storage.folder]] as const) : []),
    ...(isFile ? ([["database", path.dirname(filePathOf(databaseUrl))]] as const) : []),
    ["backups", backups],
  ];
}

const SIGNS = { ok: "ok", warning: "WARNING", failed: "FAILED", skipped: "–" } as const;

function print({ check, state, says, todo }: NamedFinding): void {
  const line = `${SIGNS[state].padEnd(8)} ${check.padEnd(15)} ${says}`;
  console.log(todo === null ? line : `${line} → ${todo}`);
}

async function main(): Promise<void> {
  const asked = readArguments();
  if (typeof asked === "string") return console.log(asked);
  let findings: NamedFinding[];
  try {
    findings = await examine(asked, asked.json ? () => undefined : print);
  } catch (error) {
    if (!(error instanceof EnvironmentProblem || error instanceof DatabaseProblem)) throw error;
    const todo = "Mend the setting.";
    findings = [{ check: "settings", state: "failed", says: error.message, todo }];
    if (!asked.json) findings.forEach(print);
  }
  const count = (state: NamedFinding["state"]) =>
    findings.filter((finding) => finding.state === state).length;
  if (asked.json) {
    console.log(JSON.stringify({ ok: count("failed") === 0, findings }, null, 2));
  } else {
    console.log(`\n${count("ok")} ok, ${count("warning")} warnings, ${count("failed")} failed.`);
  }
  if (count("failed") > 0) process.exitCode = 1;
}

await main();
// A check that did not answer in time may still be waited for.
process.stdout.write("", () => process.exit());
