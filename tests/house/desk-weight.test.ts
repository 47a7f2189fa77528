import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const client = path.join(import.meta.dirname, "../../build/client");
const assets = path.join(client, "assets");
const DESK = "documents.$documentId";

/**
 * Bytes, packed by gzip at its best: the scripts and style sheets that a desk needs to be written in. A desk
 * that is slower than a bare editor is left for a word processor.
 */
const MOST = 300_000;

interface Module {
  readonly module: string;
  readonly imports?: readonly string[];
  /** Style sheets of the parts that are on it from the beginning. */
  readonly css?: readonly string[];
}

interface BuildManifest {
  readonly entry: Module;
  readonly routes: Readonly<Record<string, Module & { readonly id: string }>>;
}

function readManifest(): BuildManifest {
  const name = readdirSync(assets).find((file) => /^manifest-.+\.js$/u.test(file)) ?? "";
  const [, json = ""] =
    /^window\.__reactRouterManifest=(.+?);?$/su.exec(
      readFileSync(path.join(assets, name), "utf8"),
    ) ?? [];
  return JSON.parse(json) as BuildManifest;
}

/** Files that the page loads by itself: entry, root and desk, all they import, their style sheets. */
function filesOfTheDesk(): string[] {
  const { entry, routes } = readManifest();
  const desk = Object.values(routes).find(({ id }) => id.endsWith(DESK));
  if (!routes["root"] || !desk) throw new Error("no desk in the build");
  const files = new Set<string>();
  const add = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(path.join(client, file), "utf8");
    // Static imports stand alone or before `from`; what comes later is a call.
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.$~-]+\.js)"/gu)) {
      add(`/assets/${name}`);
    }
    for (const [sheet] of text.matchAll(/\/assets\/(?:app|desk)-[\w-]+\.css/gu)) add(sheet);
  };
  for (const { module, imports = [], css = [] } of [entry, routes["root"], desk]) {
    [module, ...imports, ...css.map((sheet) => sheet.replace(/#$/u, ""))].forEach(add);
  }
  return [...files];
}

// `npm test` builds before it comes here; a file that is run alone may find no build.
describe.skipIf(!existsSync(assets))("the built desk", () => {
  it("loads at most 300 kB of scripts and style sheets, packed", () => {
    const sizes = filesOfTheDesk().map((file) => {
      const packed = gzipSync(readFileSync(path.join(client, file)), { level: 9 });
      return [file, packed.length] as const;
    });
    const sheets = sizes.filter(([file]) => file.endsWith(".css"));
    expect(sheets).toHaveLength(2);
    const whole = sizes.reduce((sum, [, size]) => sum + size, 0);
    expect(whole, JSON.stringify(Object.fromEntries(sizes), null, 1)).toBeLessThanOrEqual(MOST);
    // Something is measured: React, Yjs and the editor are in it.
    expect(whole).toBeGreaterThan(200_000);
  });

  it("holds nothing of what writes PDFs, which stands in the files of the nodes too", () => {
    const scripts = filesOfTheDesk().filter((file) => file.endsWith(".js"));
    const words = scripts.map((file) => readFileSync(path.join(client, file), "utf8")).join("");
    // Of a node's HTML, and so the nodes are looked at; and of its data for Typst.
    expect(words).toContain("reference to a paragraph that is gone");
    expect(words).not.toContain("point it to another place and try again");
    expect(words).not.toContain("which can’t be printed");
  });
});
