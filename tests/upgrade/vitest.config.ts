import path from "node:path";
import { defineConfig } from "vitest/config";

/**
 * `npm run test:upgrade`: from the release of previous.txt to the present build, and back, under load.
 * UPGRADE=short is for two minutes, UPGRADE_SEED repeats what people write, UPGRADE_FROM names a
 * folder where the earlier release is built already.
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, "../.."),
  test: {
    include: ["tests/upgrade/**/*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    // What stock clients say of our own messages.
    onConsoleLog: (line) => !line.includes("Unable to compute message"),
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
