import path from "node:path";
import { defineConfig } from "vitest/config";

/**
 * `npm run test:deploy`: the examples of docs/deploy in the programs that they are for: nginx before
 * real processes of the production build, promtool, and the types of Kubernetes' API.
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, "../../.."),
  test: {
    include: ["tests/deploy/programs/**/*.test.ts"],
    globalSetup: ["tests/deploy/programs/programs.ts"],
    pool: "forks",
    // Two of them wait more than they work.
    maxWorkers: 2,
    // Silences what stock clients say of our own messages.
    onConsoleLog: (line) => !line.includes("Unable to compute message"),
    testTimeout: 150_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
