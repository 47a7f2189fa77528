import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../../..");

/**
 * `npm run test:faults`: what can go wrong, at full length (some 25 minutes). FAULTS=ordinary
 * makes it two minutes, FAULTS=short less, for CI; FAULT_SEED repeats a run.
 */
export default defineConfig({
  root,
  test: {
    include: ["tests/rooms/faults/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    // As the unit tests: modules are loaded once, and the query compiler is not compiled twice.
    isolate: false,
    execArgv: ["--wasm-tiering-budget=180000000"],
    // They measure what one server does; two at once would starve each other.
    fileParallelism: false,
    testTimeout: 60 * 60_000,
    hookTimeout: 60_000,
  },
});
