import { messageOf } from "#server/message-of.ts";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { BackupProblem } from "#server/backup/problem.ts";
import { DatabaseProblem } from "#server/database/index.ts";
import { EnvironmentProblem, readEnvironment, type Environment } from "#server/env.ts";
import { keepNewFilesPrivate } from "#server/private-files.ts";
import { rootFolder } from "#server/root-folder.ts";
import { CommandProblem } from "./workspace.ts";

/**
 * Runs a command that must neither apply migrations nor create a missing database, as the server
 * would on opening it. Ends the process with 0, or with 1 and a sentence on standard error.
 */
export async function runBackupCommand(
  command: (environment: Environment) => Promise<void>,
): Promise<void> {
  try {
    keepNewFilesPrivate();
    await command(readEnvironment(process.env));
  } catch (error) {
    const expected =
      error instanceof BackupProblem ||
      error instanceof CommandProblem ||
      error instanceof DatabaseProblem ||
      error instanceof EnvironmentProblem;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}

/** The folder and the switches of a command line; null if help is requested. */
export function folderAndSwitches<const S extends string>(
  usage: string,
  switches: readonly S[],
): { folder: string; given: Record<S, boolean> } | null {
  const options = Object.fromEntries(
    [...switches, "help"].map((name) => [name, { type: "boolean" as const }]),
  );
  let parsed;
  try {
    parsed = parseArgs({ args: process.argv.slice(2), options, allowPositionals: true });
  } catch (error) {
    throw new CommandProblem(`${messageOf(error)}\n\n${usage}`);
  }
  if (parsed.values["help"]) return null;
  const [folder, ...more] = parsed.positionals;
  if (!folder) throw new CommandProblem(`Name a folder.\n\n${usage}`);
  if (more.length > 0) throw new CommandProblem(`Not understood: ${more.join(" ")}\n\n${usage}`);
  const given = Object.fromEntries(switches.map((name) => [name, parsed.values[name] === true]));
  return { folder, given: given as Record<S, boolean> };
}

/** The version in package.json. */
export function releaseOfProgram(): string {
  const file = path.join(rootFolder(), "package.json");
  return String((JSON.parse(readFileSync(file, "utf8")) as { version?: unknown }).version);
}
