import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { PagesProblem } from "#server/http/pages.ts";
import { builtPages } from "#server/start/pages.ts";

let folder = "";
const said: string[] = [];
const log: Parameters<typeof builtPages>[0] = {
  error: (_facts: unknown, sentence?: string) => void said.push(sentence ?? ""),
};

/** A build whose pages are this script. */
function built(script: string): string {
  folder = mkdtempSync(path.join(tmpdir(), "pages-"));
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(path.join(folder, "pages-OWN.js"), script);
  writeFileSync(path.join(folder, "built-modules.json"), '{"modules":{"pages":"pages-OWN.js"}}');
  return folder;
}

afterEach(() => {
  said.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

it("pages are loaded when they are asked for, and once", async () => {
  const loads = globalThis as { pagesLoaded?: number };
  const pages = builtPages(
    log,
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
  const pages = builtPages(log, built('throw new Error("half of a build");'));
  expect(pages.problem()).toBeNull();
  await expect(pages.load()).rejects.toThrow(PagesProblem);
  await expect(pages.load()).rejects.toHaveProperty("cause.message", "half of a build");
  expect(pages.problem()).toContain("the pages can't be loaded");
  expect(said).toEqual([pages.problem()]);
});

it("pages that a later build took away are a problem before they are asked for", () => {
  const pages = builtPages(log, built("export const routes = {};"));
  expect(pages.problem()).toBeNull();
  rmSync(path.join(folder, "pages-OWN.js"));
  expect(pages.problem()).toContain("it was rebuilt while it ran: restart this server");
});

it("a start without built pages says how they are built", () => {
  folder = mkdtempSync(path.join(tmpdir(), "pages-"));
  expect(() => builtPages(log, folder)).toThrow("npm run build");
});
