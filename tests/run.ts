// `npm test`: every check, each with its time. The first that fails ends it.
import { spawn, type ChildProcess } from "node:child_process";
import { chromium } from "./support/chromium";
import { installed } from "./support/debian-package";

type Step = readonly [name: string, command: string];

/** One turn after the other; the steps of one turn at once, since none changes what another reads. */
const turns: readonly (readonly Step[])[] = [
  [["database clients", "npm run --silent generate"]],
  [
    ["types", "npm run --silent check:types"],
    ["production build", "npm run --silent build:generated"],
    ["format", "npm run --silent check:format"],
    ["lint", "npm run --silent lint"],
  ],
  [["unit and integration, SQLite", "npm run --silent test:unit"]],
  [["database, services and rooms, PostgreSQL", "npm run --silent test:postgres"]],
  [["faults, the short run", "FAULTS=short npm run --silent test:faults"]],
  [["attacks, the short run", "ATTACK=short npm run --silent test:attack"]],
  [["end to end, Chromium", "npm run --silent test:e2e"]],
];

const running = new Set<ChildProcess>();
const times: string[] = [];

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

process.once("exit", () => {
  for (const { pid } of running) if (pid) process.kill(-pid, "SIGTERM");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

console.log(`Browser: ${chromium()}`);
// Typeset pages are read back with programs that did not set them.
const readers: readonly (readonly [path: string, debianPackage: string])[] = [
  ["/usr/bin/pdftotext", "poppler-utils"],
  ["/usr/bin/qpdf", "qpdf"],
  // Apache's Preflight, which checks PDF/A, and what Java no longer brings with it.
  ["/usr/bin/java", "default-jre-headless"],
  ["/usr/share/java/preflight.jar", "libpdfbox2-java"],
  ["/usr/share/java/jaxb-api.jar", "libjaxb-api-java"],
];
console.log(`PDF readers: ${readers.map(([file, name]) => installed([file], name)).join(", ")}`);
const began = Date.now();
for (const steps of turns) {
  if (steps.length > 1) {
    console.log(`\n▶ at once: ${steps.map(([name]) => name).join(", ")}`);
  }
  await Promise.all(steps.map((step) => run(step, steps.length === 1)));
}
const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(`\n✓ All checks passed in ${seconds} s.\n${times.join("\n")}`);
