import { execFile } from "node:child_process";
import path from "node:path";
import { bundled } from "./bundled.ts";

/** The exit code and output of a process. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The commands of server/cli, which share most of what they bring. */
const COMMANDS = [
  "setup",
  "admin",
  "audit-verify",
  "doctor",
  "backup",
  "restore",
  "storage-move",
] as const;

/**
 * Node's arguments that run a command. As in `npm start`, the query compiler is not compiled for a
 * second time, which would take longer than the command.
 */
export function argumentsOf(command: string, args: readonly string[]): string[] {
  const file = path.join(bundled("commands", COMMANDS), `${command}.js`);
  return ["--wasm-tiering-budget=180000000", file, ...args];
}

/** Runs a command as an operator does, without a terminal. */
export function runCommand(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const env = { NODE_ENV: "test", PATH: process.env["PATH"], ...environment } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, argumentsOf(command, args), { env }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
      resolve({ code, stdout, stderr });
    }).stdin?.end();
  });
}
