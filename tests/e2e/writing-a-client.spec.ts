import { expect } from "@playwright/test";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { flowRoot } from "#app/document/flow/root.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { readFileSync } from "node:fs";
import { copyDraft } from "./support/copied-draft.ts";
import { test } from "./support/shared-server.ts";
import { StockClient, cookieOf } from "./support/socket.ts";

const DOCS = path.join(import.meta.dirname, "../../docs");
const run = promisify(execFile);
const EMAIL = "council.drafter@example.org";

test("the client of the documentation writes a paragraph, is told that it is saved, and others have it", async ({
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, "demo-request-weekly-reports");
  const program = [path.join(DOCS, "client.mjs"), server.url, draft, "Written by a program."];
  const env = { ...process.env, EMAIL, PASSWORD: DEMO_PASSWORD };
  const { stdout } = await run(process.execPath, program, { env });
  expect(stdout).toContain("saved");
  expect(stdout).toContain('"access":"write"');
  const cookie = await cookieOf(server.url, "ilrc.drafter@example.org");
  const other = await new StockClient({ url: server.url, documentId: draft, cookie }).synced();
  expect(flowRoot(other.doc).toString()).toContain("Written by a program.");
  other.destroy();
  // A reader is told so, and nothing of it is kept.
  const reader = { ...env, EMAIL: "council.observer@example.org" };
  const refused = await run(process.execPath, program, { env: reader }).catch(
    (error: unknown) => error as { stderr: string },
  );
  expect(refused.stderr).toContain("not saved: read-only");
});

test("the page about clients names the schema of this release", () => {
  const page = readFileSync(path.join(DOCS, "writing-a-client.md"), "utf8");
  expect(page).toContain(`?schema=${SCHEMA_VERSION}\``);
});
