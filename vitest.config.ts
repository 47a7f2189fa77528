import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { PATIENCE_MS } from "./tests/support/patience.ts";

const root = import.meta.dirname;

const files = readdirSync(path.join(root, "tests"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.test\.tsx?$/u.test(file))
  .map((file) => path.join("tests", file));
const saying = (words: RegExp) =>
  files.filter((file) => words.test(readFileSync(path.join(root, file), "utf8")));

/** Tests of what a browser does say so in their first line. */
const inBrowser = saying(/^\/\/ @vitest-environment jsdom/u);
/** Tests that put something else in a module's place do so for themselves alone. */
const apart = saying(/^vi\.mock\(/mu);
const ofItsOwn = [...inBrowser, ...apart].filter((file) => file.includes(".slow.test."));
if (ofItsOwn.length > 0)
  throw new Error(`No run takes a slow test with jsdom or vi.mock: ${ofItsOwn.join(", ")}`);
/** "only" takes the slow tests alone, "also" takes them beside the others. */
const slow = process.env["SLOW_TESTS"];
const elsewhere = [
  "tests/e2e/**",
  "tests/rooms/faults/**",
  "tests/attack/**",
  // Hostile sizes, and thousands of tries: `npm run test:slow` runs them (SLOW_TESTS=only), and PostgreSQL (SLOW_TESTS=also).
  ...(slow === undefined ? ["**/*.slow.test.ts"] : []),
  "tests/buckets/**",
  "tests/deploy/programs/**",
];

/**
 * A group of test files. Those of one group share their processes, where the modules of the house are
 * loaded once and not again for each file: a file cleans up after itself.
 */
const group = (
  name: string,
  include: string[],
  exclude: string[],
  { isolate = false, setupFiles = [] }: { isolate?: boolean; setupFiles?: string[] } = {},
) => ({
  test: {
    name,
    include,
    exclude: [...elsewhere, ...exclude],
    isolate,
    setupFiles,
    pool: "forks" as const,
    // As in `npm start`: the query compiler is not compiled for a second time, one to two seconds of CPU
    // for each process.
    execArgv: ["--wasm-tiering-budget=180000000"],
    // Vitest leaves one core idle by itself; two workers fit the two cores of a small machine.
    maxWorkers: 2,
    // Above what a test waits for one thing (PATIENCE_MS), so that the thing is named.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for may take longer on a busy machine than the second that is given by itself.
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});

export default defineConfig({
  test: {
    globalSetup: ["tests/support/global-setup.ts"],
    projects: [
      group("apart", apart, [], { isolate: true }),
      group("browser", inBrowser, apart, { setupFiles: ["tests/support/empty-page.ts"] }),
      group(
        "node",
        [slow === "only" ? "tests/**/*.slow.test.ts" : "tests/**/*.test.{ts,tsx}"],
        [...inBrowser, ...apart],
      ),
    ],
  },
});
