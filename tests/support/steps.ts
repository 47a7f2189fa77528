import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A check of the project: a command that exits with 0 where it passes. */
export interface Step {
  readonly name: string;
  readonly command: string;
  /**
   * The number of processors it keeps busy when running alone: its CPU time divided by its
   * duration.
   */
  readonly load: number;
  /** The names of the steps whose output it reads. */
  readonly after?: readonly string[];
}

/** The result of a step. */
interface Ended {
  readonly status: number;
  readonly seconds: number;
  /** Of all child processes that it waited for. */
  readonly cpuSeconds: number;
  readonly output: Buffer;
}

const running = new Set<ChildProcess>();

process.once("exit", () => {
  for (const { pid } of running) if (pid) endGroup(pid);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/**
 * Runs every step once, in parallel as far as their loads fit into `processors`: of the steps that
 * may start, the first in the list that fits. A step's output is shown in one piece when it ends.
 * The first failure ends the others and the process, with its status.
 */
export async function runSteps(steps: readonly Step[], processors: number): Promise<void> {
  const began = performance.now();
  const passed = new Set<string>();
  const active = new Map<Step, Promise<void>>();
  const times: string[] = [];
  let cpu = 0;
  for (const { name, after = [] } of steps) {
    const missing = after.find((earlier) => !steps.some((step) => step.name === earlier));
    if (missing !== undefined) throw new Error(`${name} comes after ${missing}, which is no step.`);
  }

  const summary = () =>
    [
      ...times,
      `${shown((performance.now() - began) / 1000)}${shown(cpu)}  in all, on ${processors} processors`,
    ].join("\n");

  const run = async (step: Step): Promise<void> => {
    console.log(`▶ ${step.name}: ${step.command}`);
    const { status, seconds, cpuSeconds, output } = await ended(step.command);
    active.delete(step);
    cpu += cpuSeconds;
    times.push(`${shown(seconds)}${shown(cpuSeconds)}  ${step.name}`);
    const head = `${status === 0 ? "✓" : "✗"} ${step.name}, ${seconds.toFixed(0)} s`;
    await written(`\n${head}\n${output.toString()}\n`);
    if (status === 0) {
      passed.add(step.name);
      return;
    }
    console.error(`✗ ${step.name} failed.\n${HEADINGS}\n${summary()}`);
    process.exit(status);
  };

  const waiting = [...steps];
  while (waiting.length > 0 || active.size > 0) {
    const used = [...active.keys()].reduce((sum, { load }) => sum + load, 0);
    const next = waiting.findIndex(
      ({ load, after = [] }) =>
        after.every((name) => passed.has(name)) && (active.size === 0 || used + load <= processors),
    );
    const [step] = next < 0 ? [] : waiting.splice(next, 1);
    if (step) active.set(step, run(step));
    else if (active.size > 0) await Promise.race(active.values());
    else
      throw new Error(`Steps wait for each other: ${waiting.map(({ name }) => name).join(", ")}`);
  }
  console.log(`\n✓ All checks passed.\n${HEADINGS}\n${summary()}`);
}

const HEADINGS = "    time     CPU";
const shown = (seconds: number) => `${seconds.toFixed(0).padStart(6)} s`;

async function ended(command: string): Promise<Ended> {
  const began = performance.now();
  // A process group, so that everything it started can be ended with it.
  const child = spawn(command, { shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => said.push(chunk));
  }
  let cpuSeconds = 0;
  child.once("exit", () => {
    const now = cpuOfChildren();
    cpuSeconds = now - accounted;
    accounted = now;
  });
  const status = await new Promise<number>((resolve) => {
    child.once("close", (code) => resolve(code ?? 1));
  });
  running.delete(child);
  const seconds = (performance.now() - began) / 1000;
  return { status, seconds, cpuSeconds, output: Buffer.concat(said) };
}

/** CPU time of the ended children, in seconds; 0 where the system doesn't report it. */
function cpuOfChildren(): number {
  if (!existsSync("/proc/self/stat")) return 0;
  // After the name, which may contain anything: fields 16 and 17 of proc(5), in hundredths of a
  // second.
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** The part of it that belongs to ended steps. */
let accounted = cpuOfChildren();

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // It has ended by itself.
  }
}

/** Waits until everything is written: what is left in a pipe is lost when the process exits. */
function written(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}
