import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readStorageUrl } from "#server/blobs/storage.ts";
import { keptFiles } from "#server/backup/kept-files.ts";
import { checkEncryptionKey } from "#server/doctor/encryption-key.ts";
import { createEncryption, KEY_FILE } from "#server/encryption/index.ts";
import { keyIdOf, keysIn } from "#server/encryption/keys.ts";
import { readEnvironment } from "#server/env.ts";
import { refused, value } from "#tests/services/workspace.ts";

const folder = mkdtempSync(path.join(tmpdir(), "encryption-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newKey = () => randomBytes(32).toString("base64");
const WORDS = "María Gómez\nJuan Pérez";

describe("what is encrypted in the database [L68]", () => {
  it("opens with its key and at its place alone, and never twice alike", () => {
    const [key, other] = [newKey(), newKey()];
    const own = createEncryption({ keys: key, dataDir: folder, mayMakeKey: false });
    const sealed = value(own.seal(WORDS, "matter 1"));
    expect(sealed).not.toBe(value(own.seal(WORDS, "matter 1")));
    expect(sealed).not.toMatch(/G.mez/u);
    expect(own.open(sealed, "matter 1")).toBe(WORDS);
    expect(own.open(sealed, "matter 2")).toBeNull();
    expect(own.open(`${sealed.slice(0, -4)}AAAA`, "matter 1")).toBeNull();
    expect(own.open(sealed.slice(0, 30), "matter 1")).toBeNull();
    const foreign = createEncryption({ keys: other, dataDir: folder, mayMakeKey: false });
    expect(foreign.open(sealed, "matter 1")).toBeNull();
    // A new key before the old one: what is sealed next has the new one.
    const both = createEncryption({ keys: `${other}, ${key}`, dataDir: folder, mayMakeKey: false });
    expect(both.open(sealed, "matter 1")).toBe(WORDS);
    expect(keyIdOf(value(both.seal(WORDS, "x")))).toBe(keysIn(other)?.[0]?.id);
  });

  it("has a key in a file that is made once, for its owner alone, and that no backup holds", async () => {
    const made = createEncryption({ keys: null, dataDir: folder, mayMakeKey: true });
    const file = path.join(folder, KEY_FILE);
    expect(made.open("v1.0123456789ab.AAAA", "x")).toBeNull();
    expect(existsSync(file)).toBe(false);
    const sealed = value(made.seal(WORDS, "x"));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, "utf8");
    const again = createEncryption({ keys: null, dataDir: folder, mayMakeKey: true });
    expect(again.open(sealed, "x")).toBe(WORDS);
    value(again.seal(WORDS, "y"));
    expect(readFileSync(file, "utf8")).toBe(key);
    writeFileSync(path.join(folder, "kept.txt"), "kept");
    const storage = readStorageUrl(undefined, folder, {});
    expect(await keptFiles({ dataDir: folder, storage }, null)).toEqual(["kept.txt"]);
    // A file that is no key is never written over.
    writeFileSync(file, "something else\n");
    refused(again.seal(WORDS, "x"), "unavailable");
    expect(readFileSync(file, "utf8")).toBe("something else\n");
  });

  it("is still opened by the file once there is a setting, which seals what comes next", async () => {
    const dataDir = mkdtempSync(path.join(folder, "moved-"));
    const made = createEncryption({ keys: null, dataDir, mayMakeKey: true });
    const sealed = value(made.seal(WORDS, "x"));
    const keys = newKey();
    const moved = createEncryption({ keys, dataDir, mayMakeKey: true });
    expect(moved.open(sealed, "x")).toBe(WORDS);
    expect(keyIdOf(value(moved.seal(WORDS, "x")))).toBe(keysIn(keys)?.[0]?.id);
    // Doctor asks the same keys.
    const run = async (sql: string) => {
      if (sql.includes("WatchList")) return [{ sealed }];
      // Nobody has a code app, and no organization a sign-in of its own.
      return sql.includes("AS sealed") ? [] : [{ name: "AuditEvent", n: 1 }];
    };
    const finding = await checkEncryptionKey(run, {
      provider: "sqlite",
      keys: { setting: keys, dataDir },
    });
    expect(finding.state).toBe("ok");
  });

  it("is refused where servers that share a database would each make their own key, and by a setting that is no key", () => {
    const dataDir = path.join(folder, "other");
    const shared = createEncryption({ keys: null, dataDir, mayMakeKey: false });
    expect(refused(shared.seal(WORDS, "x"), "unavailable").sentence).toContain("ENCRYPTION_KEY");
    const set = { NODE_ENV: "test", DATA_DIR: folder, ENCRYPTION_KEY: "short" };
    expect(() => readEnvironment(set)).toThrow(/32 random bytes/u);
  });
});
