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

const KEYS = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "a-secret" };

test("[R29] STORAGE_URL names a folder or a bucket, and without it files are in DATA_DIR/blobs", () => {
  expect(read({}).storage).toEqual({ kind: "folder", folder: path.join(folder, "blobs") });
  const other = path.join(folder, "other files");
  expect(read({ STORAGE_URL: `file://${folder}/other%20files` }).storage).toEqual({
    kind: "folder",
    folder: other,
  });
  const own = "s3://desk/a/b?endpoint=http://[::1]:9000&region=garage";
  expect(read({ ...KEYS, STORAGE_URL: own }).storage).toMatchObject({
    bucket: "desk",
    prefix: "a/b/",
    endpoint: new URL("http://[::1]:9000"),
    region: "garage",
    addressing: "path",
  });
  const amazon = {
    ...KEYS,
    AWS_SESSION_TOKEN: "token\n",
    STORAGE_URL: "s3://desk?region=eu-west-1",
  };
  expect(read(amazon).storage).toMatchObject({
    prefix: "",
    endpoint: new URL("https://s3.eu-west-1.amazonaws.com"),
    addressing: "virtual",
    credentials: { accessKeyId: "AKIA", secretAccessKey: "a-secret", sessionToken: "token" },
  });
  const dotted = { ...KEYS, STORAGE_URL: "s3://desk.example.org?region=eu-west-1" };
  expect(read(dotted).storage).toMatchObject({ addressing: "path" });
});

test.each([
  ["/srv/files", "must be a folder's address such as file:/"],
  ["https://user:password@example.org/?key=secret", "must be a folder's address"],
  ["s3://AKIA:password@desk", "has neither keys nor a port"],
  ["s3://desk:9000/", "has neither keys nor a port"],
  ["s3://De_sk?region=eu-west-1", "is no name of a bucket"],
  ["s3://desk/a b?region=eu-west-1", "the prefix"],
  ["s3://desk", "name the bucket's region"],
  ["s3://desk?regoin=eu-west-1", '"regoin" is not known'],
  ["s3://desk?endpoint=minio:9000", "the endpoint must be a whole address"],
  ["s3://desk?endpoint=http://minio:9000/path", "the endpoint must be a whole address"],
  ["s3://desk?endpoint=http://minio:9000&addressing=odd", 'addressing is "path" or "virtual"'],
])("[R29] STORAGE_URL=%s is answered with a sentence, without a password", (url, sentence) => {
  const error = (() => {
    try {
      return read({ ...KEYS, STORAGE_URL: url });
    } catch (thrown) {
      return String(thrown);
    }
  })();
  expect(error).toContain(sentence);
  expect(error).not.toMatch(/password|secret/u);
});

test("[R29] a bucket without its keys is answered with which one is missing", () => {
  const STORAGE_URL = "s3://desk?region=eu-west-1";
  expect(() => read({ STORAGE_URL })).toThrow("AWS_ACCESS_KEY_ID is not set");
  expect(() => read({ STORAGE_URL, AWS_ACCESS_KEY_ID: "AKIA" })).toThrow(
    "AWS_SECRET_ACCESS_KEY is not set",
  );
});

test("SECURITY_CONTACT is an address that a reader can follow, and nothing else", () => {
  const contact = "mailto:security@desk.example.org";
  expect(read({ SECURITY_CONTACT: contact }).securityContact).toBe(contact);
  expect(read({}).securityContact).toBeNull();
  expect(() => read({ SECURITY_CONTACT: "javascript:alert(1)" })).toThrow(
    /SECURITY_CONTACT must begin with mailto: or https:/u,
  );
});
