// `npm test`: every check, each with its time and its CPU time. The first that fails ends it.
// tests/README.md says how they are arranged.
import { availableParallelism, tmpdir } from "node:os";
import { chromium } from "./support/chromium.ts";
import { temporaryFilesInMemory } from "./support/memory-folder.ts";
import { pdfReaders } from "./support/pdf-readers.ts";
import { runSteps, type Step } from "./support/steps.ts";

const CLIENTS = "database clients";
const BUILD = "production build";

/**
 * The longest first, so that short ones fill what is left of the processors. The browsers fill both by
 * themselves. PostgreSQL follows in `npm run test:slow`.
 */
const steps: readonly Step[] = [
  { name: CLIENTS, command: "npm run --silent generate", load: 1 },
  { name: BUILD, command: "npm run --silent build:generated", load: 1.2, after: [CLIENTS] },
  {
    name: "end to end, Chromium",
    command: "npm run --silent test:e2e",
    load: 2,
    after: [BUILD],
  },
  {
    name: "unit and integration, SQLite",
    command: "npm run --silent test:unit",
    load: 2,
    // Some of it weighs what was built.
    after: [BUILD],
  },
  { name: "types", command: "npm run --silent check:types", load: 1, after: [CLIENTS] },
  { name: "format", command: "npm run --silent check:format", load: 1 },
  { name: "lint", command: "npm run --silent lint", load: 1, after: [CLIENTS] },
];

// These are what `npm run test:slow` sets: here, each test is one of the ordinary.
delete process.env["SLOW"];
delete process.env["SLOW_TESTS"];
console.log(`Browser: ${chromium()}`);
console.log(`PDF readers: ${pdfReaders().join(", ")}`);
console.log(`Temporary files: ${temporaryFilesInMemory() ?? tmpdir()}`);
// A tenth of what waits for a disk or a timer is room for another.
await runSteps(steps, Math.max(2, availableParallelism()) + 0.2);
