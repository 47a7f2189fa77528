import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "../../server/env";

const folder = mkdtempSync(path.join(tmpdir(), "environment-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (variables: Record<string, string>) =>
  readEnvironment({ NODE_ENV: "test", DATA_DIR: folder, ...variables });

test.each(["https://desk.example.org", "https://desk.example.org/", "https://desk.example.org/x"])(
  "APP_URL %s names the origin alone, and makes cookies secure",
  (url) => {
    expect(read({ APP_URL: url })).toMatchObject({
      appOrigin: "https://desk.example.org",
      secure: true,
    });
  },
);

test("without APP_URL the Host header decides, and an empty variable is one that isn't set", () => {
  expect(read({ APP_URL: "", DATABASE_URL: "", PORT: "" })).toMatchObject({
    appOrigin: null,
    secure: false,
    port: 3000,
    databaseUrl: `file:${path.join(folder, "coalition-desk.db")}`,
  });
});
