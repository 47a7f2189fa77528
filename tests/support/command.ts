import { execFile, execFileSync } from "node:child_process";
import path from "node:path";
import { commandsFolder } from "./commands-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The exit code and output of a process. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let bundle: string | undefined;

/**
 * The folder of the bundled commands, built once as by `npm run build`: their sources start slowly.
 */
function bundled(): string {
  if (bundle) return bundle;
  const folder = path.join(commandsFolder(process.ppid), String(process.pid));
  execFileSync(process.execPath, ["server/bundle.mjs", folder], { cwd: root, stdio: "inherit" });
  return (bundle = folder);
}

/** Node's arguments that run a command of server/cli. */
export function argumentsOf(command: string, args: readonly string[]): string[] {
  return [path.join(bundled(), `${command}.js`), ...args];
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
