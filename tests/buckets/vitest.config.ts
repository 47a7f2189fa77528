import path from "node:path";
import { defineConfig } from "vitest/config";
import { PATIENCE_MS } from "#tests/support/patience.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** `npm run test:buckets`: files in a bucket of a real S3 server. Part of `npm run test:slow`. */
export default defineConfig({
  root,
  test: {
    include: ["tests/buckets/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    // As the unit tests: modules are loaded once, and the query compiler is not compiled twice.
    isolate: false,
    execArgv: ["--wasm-tiering-budget=180000000"],
    maxWorkers: 1,
    // As server/blobs/s3 does, for what the tests ask the store past the program.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});
