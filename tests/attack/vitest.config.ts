import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * `npm run test:attack`: what an attacker tried, against the production server and a SQLite file.
 * ATTACK=ordinary makes it two minutes, ATTACK=short the part of them that belongs to CI; ATTACK_SEED
 * repeats a run.
 */
export default defineConfig({
  root,
  test: {
    include: ["tests/attack/**/*.test.ts"],
    globalSetup: ["tests/attack/global-setup.ts"],
    pool: "forks",
    // Each opens a server of its own; the modules of the house are loaded once.
    isolate: false,
    // They watch the event loop of one server; two at once would starve each other.
    fileParallelism: false,
    // Silences what stock clients say of our own messages.
    onConsoleLog: (line) => !line.includes("Unable to compute message"),
    testTimeout: 30 * 60_000,
    hookTimeout: 120_000,
  },
});
