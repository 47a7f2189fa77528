import { spawn, type ChildProcess } from "node:child_process";

export type Step = readonly [name: string, command: string];

const running = new Set<ChildProcess>();
const times: string[] = [];

process.once("exit", () => {
  for (const { pid } of running) if (pid) process.kill(-pid, "SIGTERM");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/**
 * Runs checks, each with its time: one turn after the other, the steps of one turn at once. The first
 * that fails ends the process with its status.
 */
export async function runTurns(turns: readonly (readonly Step[])[]): Promise<void> {
  const began = Date.now();
  for (const steps of turns) {
    if (steps.length > 1) {
      console.log(`\n▶ at once: ${steps.map(([name]) => name).join(", ")}`);
    }
    await Promise.all(steps.map((step) => run(step, steps.length === 1)));
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`\n✓ All checks passed in ${seconds} s.\n${times.join("\n")}`);
}

/** Runs a step; what it says is shown as it comes, or, where others run beside it, at its end. */
async function run([name, command]: Step, isAlone: boolean): Promise<void> {
  const began = Date.now();
  const title = `\n▶ ${name}: ${command}`;
  if (isAlone) console.log(title);
  // A group of its own, so that all that it started can be ended with it.
  const child = spawn(command, {
    shell: true,
    detached: !isAlone,
    stdio: isAlone ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  if (!isAlone) running.add(child);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => said.push(chunk));
  }
  const status = await new Promise<number>((resolve) =>
    child.once("close", (code) => resolve(code ?? 1)),
  );
  running.delete(child);
  if (!isAlone) {
    console.log(title);
    process.stdout.write(Buffer.concat(said));
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  times.push(`${seconds.padStart(5)} s  ${name}`);
  if (status === 0) return;
  console.error(`\n✗ ${name} failed after ${seconds} s. The steps so far:\n${times.join("\n")}`);
  process.exit(status);
}
