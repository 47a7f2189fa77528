import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtModules } from "#server/built-modules.ts";
import workers from "#server/workers/modules.json" with { type: "json" };

const root = path.resolve(import.meta.dirname, "../..");
const bundle = (folder: string) =>
  execFileSync(process.execPath, ["server/bundle.mjs", folder], { cwd: root });

describe("a bundle in a folder that has one", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
  const list = path.join(folder, "built-modules.json");
  const has = (name: string) => existsSync(path.join(folder, name));

  // Packages of CommonJS and ES modules, the server, the commands and eight workers.
  beforeAll(() => {
    bundle(folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has what a running server loads later under names of its own", () => {
    const modules = builtModules(folder);
    expect(Object.keys(modules).toSorted()).toEqual(Object.keys(workers).toSorted());
    for (const [name, file] of Object.entries(modules)) {
      expect(file).toMatch(new RegExp(`^${name}-[0-9A-Z]{8}\\.js$`, "u"));
      expect(has(file), file).toBe(true);
      // A module of another build would be loaded by this name.
      expect(has(`${name}.js`), name).toBe(false);
    }
    expect(readFileSync(path.join(folder, "index.js"), "utf8")).toMatch(
      /^import "\.\/index-[0-9A-Z]{8}\.js";\n$/u,
    );
  });

  it("keeps what the one before it left, and nothing older", () => {
    const { files, ...rest } = JSON.parse(readFileSync(list, "utf8")) as { files: string[] };
    for (const name of ["pages-BEFORE00.js", "pages-OLDER000.js"]) {
      writeFileSync(path.join(folder, name), "");
    }
    const before = [...files, "pages-BEFORE00.js"];
    writeFileSync(
      list,
      JSON.stringify({ ...rest, files: before, earlier: [...files, "pages-OLDER000.js"] }),
    );
    bundle(folder);
    expect(["pages-BEFORE00.js", "pages-OLDER000.js"].map(has)).toEqual([true, false]);
    // The same sources once more are the same build: they take nothing away.
    bundle(folder);
    expect(has("pages-BEFORE00.js")).toBe(true);
    expect(files.every(has)).toBe(true);
  }, 120_000);
});
