import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { builtPages } from "#server/start/pages.ts";

let folder = "";

/** A build whose pages are this script. */
function built(script: string): string {
  folder = mkdtempSync(path.join(tmpdir(), "pages-"));
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(path.join(folder, "pages.js"), script);
  return folder;
}

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("pages are loaded when they are asked for, and once", async () => {
  const loads = globalThis as { pagesLoaded?: number };
  const pages = builtPages(
    built("globalThis.pagesLoaded = (globalThis.pagesLoaded ?? 0) + 1; export const routes = {};"),
  );
  expect(loads.pagesLoaded).toBeUndefined();
  const [first, second] = await Promise.all([pages.load(), pages.load()]);
  expect(first).toBe(second);
  expect(first.build).toHaveProperty("routes", {});
  expect(first.createRequestHandler).toBeTypeOf("function");
  expect(loads.pagesLoaded).toBe(1);
  expect(pages.problem()).toBeNull();
});

it("pages that can't be loaded are a problem of the process, which is not ready then", async () => {
  const pages = builtPages(built('throw new Error("half of a build");'));
  expect(pages.problem()).toBeNull();
  await expect(pages.load()).rejects.toThrow("half of a build");
  expect(pages.problem()).toBe("the pages can't be loaded");
});

it("a start without built pages says how they are built", () => {
  folder = mkdtempSync(path.join(tmpdir(), "pages-"));
  expect(() => builtPages(folder)).toThrow("npm run build");
});
