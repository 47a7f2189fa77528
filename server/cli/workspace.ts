import path from "node:path";
import pino from "pino";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Refusal } from "#app/domain/refusal.ts";
import { createAuth } from "#server/auth/index.ts";
import { FOR_COMMANDS } from "#server/blobs/limits.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { DatabaseProblem, openDatabase } from "#server/database/index.ts";
import { EnvironmentProblem, readEnvironment } from "#server/env.ts";
import { createMail } from "#server/mail/index.ts";
import { keepNewFilesPrivate } from "#server/private-files.ts";
import { rootFolder } from "#server/root-folder.ts";
import { createSystem, type System } from "#server/services/system/index.ts";

/** An expected failure of a command, as a sentence for its user. */
export class CommandProblem extends Error {
  override readonly name = "CommandProblem";
}

/** A refusal of the services as a CommandProblem, including the errors of each field. */
export function problemOf(refusal: Refusal): CommandProblem {
  const fields = Object.entries(refusal.fields ?? {}).map(([name, why]) => `  ${name}: ${why}`);
  return new CommandProblem([refusal.sentence, ...fields].join("\n"));
}

/** A command's work on the workspace, as it was asked. */
type WorkspaceCommand<Asked> = (
  system: System,
  asked: Asked,
  appUrl: string | null,
) => Promise<void>;

/**
 * Runs one command on the database named by the environment, and ends the process: with 0 on
 * success, otherwise with 1 and a sentence on standard error. May run beside the server.
 * @param read reads the arguments, before the database is opened and brought up to date: whoever asks
 * for help, or mistypes, changes nothing. Null where that was all. Throws CommandProblem.
 */
export async function runCommand<Asked>(
  read: () => Asked | null,
  command: WorkspaceCommand<Asked>,
): Promise<void> {
  process.exitCode = await outcomeOf(read, command);
}

async function outcomeOf<Asked>(
  read: () => Asked | null,
  command: WorkspaceCommand<Asked>,
): Promise<number> {
  try {
    const asked = read();
    if (asked === null) return 0;
    keepNewFilesPrivate();
    const environment = readEnvironment(process.env);
    const log = pino({ level: "silent" });
    const clock = () => new Date();
    const database = await openDatabase({
      url: environment.databaseUrl,
      migrationsFolder: path.join(rootFolder(), "prisma/migrations"),
      program: {
        schemaVersion: SCHEMA_VERSION,
        onWaiting: () =>
          console.error("Another start brings the database up to date; waiting for its end."),
      },
    });
    try {
      const system = createSystem({
        database,
        auth: createAuth({ database, clock, log, secureCookies: environment.secure }),
        clock,
        ids: () => crypto.randomUUID(),
        mail: createMail({ ...environment.mail, log }),
        appUrl: environment.appOrigin,
        openFiles: () =>
          openBlobs(environment.storage, { dataDir: environment.dataDir, limits: FOR_COMMANDS }),
        timestamping: environment.timestamps
          ? (await import("#server/timestamping/index.ts")).createTimestamping(
              environment.timestamps,
            )
          : undefined,
      });
      await command(system, asked, environment.appOrigin);
    } finally {
      await database.close();
    }
    return 0;
  } catch (error) {
    const expected =
      error instanceof CommandProblem ||
      error instanceof DatabaseProblem ||
      error instanceof StorageProblem ||
      error instanceof EnvironmentProblem;
    console.error(expected ? error.message : error);
    return 1;
  }
}
