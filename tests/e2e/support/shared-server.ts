import { test as base } from "@playwright/test";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { TestServer } from "./server.ts";

/**
 * One server for all files of a worker that ask for it: starting one costs 4 seconds of a processor.
 * It is for tests that write in copies of drafts alone (copied-draft.ts), and read nothing that a
 * test before them may have changed.
 */
export const test = base.extend<object, { readonly sharedServer: TestServer }>({
  sharedServer: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what is asked for
    async ({}, use) => {
      const server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 6 * PATIENCE_MS },
  ],
});
