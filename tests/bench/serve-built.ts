import { type ChildProcess, spawn } from "node:child_process";

/**
 * Starts a built server on a free port, with none of this process's settings.
 * @param command what Node is given: its flags, and the script.
 * @returns its process, and the address that it listens at.
 */
export async function serveBuilt(
  command: readonly string[],
  cwd: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, command, {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: "0",
      DATABASE_URL: "",
      LOG_LEVEL: "error",
      ...settings,
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Listening on (\S+)/u.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`it ended with ${code}: ${output}`)));
  });
  return { child, url };
}
