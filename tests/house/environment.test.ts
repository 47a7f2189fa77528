import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "#server/env.ts";

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

test.each(["yes", "true", "10.0.0.0/99"])(
  "TRUST_PROXY=%s is answered with a sentence that says what to set",
  (value) => {
    expect(() => read({ TRUST_PROXY: value })).toThrow(
      /TRUST_PROXY: ".*" says no proxy\. Set how many proxies stand in front \(1\), or their addresses/u,
    );
  },
);

test.each([
  ["0", false],
  ["false", false],
  ["2", 2],
  ["loopback", "loopback"],
  ["10.0.0.0/8, 192.0.2.7", "10.0.0.0/8, 192.0.2.7"],
])("TRUST_PROXY=%s is understood", (value, understood) => {
  expect(read({ TRUST_PROXY: value }).trustProxy).toBe(understood);
});

test("METRICS_TOKEN is long enough not to be guessed, and METRICS_PORT a port", () => {
  expect(read({})).toMatchObject({ metrics: { token: null, port: null } });
  const token = "0123456789abcdef";
  expect(read({ METRICS_TOKEN: token, METRICS_PORT: "9100" }).metrics).toEqual({
    token,
    port: 9100,
  });
  expect(() => read({ METRICS_TOKEN: "short" })).toThrow("at least 16 characters");
  expect(() => read({ METRICS_PORT: "many" })).toThrow("METRICS_PORT must be a number.");
});
