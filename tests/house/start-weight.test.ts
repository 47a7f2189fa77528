import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const bundle = path.join(import.meta.dirname, "../../build/process");

/** Bytes of scripts that a start reads: each costs time at every start, and memory for good. */
const MOST = 3_000_000;

const LIST = path.join(bundle, "built-modules.json");
/** The files of this build, without those that the one before it left. */
const { files, modules } = (
  existsSync(LIST) ? JSON.parse(readFileSync(LIST, "utf8")) : { files: [], modules: {} }
) as { readonly files: readonly string[]; readonly modules: Readonly<Record<string, string>> };
const scripts = files.filter((name) => name.endsWith(".js"));
const pages = modules["pages"] ?? "";

/** A script's text; the bundler breaks long lines, within words too. */
const textOf = (name: string) =>
  readFileSync(path.join(bundle, name), "utf8").replaceAll("\\\n", "");

/** The scripts that this one loads by itself, with their text. */
function loadedWith(entry: string): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (name: string) => {
    if (texts.has(name)) return;
    const text = textOf(name);
    texts.set(name, text);
    // Static imports stand alone or before `from`; what comes later is a call.
    for (const [, imported = ""] of text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.$-]+\.js)"/gu)) {
      add(imported);
    }
  };
  add(entry);
  return texts;
}

const whole = (texts: ReadonlyMap<string, string>) => [...texts.values()].join("\n");
const count = (text: string, words: string) => text.split(words).length - 1;

// `npm test` builds before it comes here; a file that is run alone may find no build.
describe.skipIf(pages === "")("the built server", () => {
  it("starts without what a start does not need", () => {
    const start = loadedWith("index.js");
    const text = whole(start);
    const sizes = [...start].map(([name, { length }]) => [name, length]);
    expect(text.length, JSON.stringify(sizes)).toBeLessThanOrEqual(MOST);
    // Looked for by words that stand in them, and in no other script.
    const words = {
      sqlite: 'activeProvider:"sqlite"',
      postgresql: 'activeProvider:"postgresql"',
      pages: "renderToPipeableStream",
      mail: "SMTPConnection",
      timeStamps: "PKIStatusInfo",
      postgresqlDriver: "SASLInitialResponse",
      // And so a server whose files are in a folder starts without it.
      bucket: "ListBucketResult",
    };
    const all = scripts.map(textOf).join("\n");
    for (const [what, sign] of Object.entries(words)) {
      expect(text.includes(sign), what).toBe(false);
      expect(all.includes(sign), what).toBe(true);
    }
  });

  it("has nothing of packages that nobody calls, and tables in files", () => {
    const text = whole(new Map(scripts.map((name) => [name, textOf(name)])));
    const words = {
      // Zod's sentences in other languages: `import { z }` brings all, `import * as z` what is used.
      languages: "Input non valido",
      libsqlOverHttp: "hrana",
      mediaTypes: "application/1d-interleaved-parityfec",
      encodings: "\\u4E02",
    };
    for (const [what, sign] of Object.entries(words)) expect(text.includes(sign), what).toBe(false);
    expect(text).toMatch(/require\("\.\/db-[\da-f]{8}\.json"\)/u);
  });

  it("has Yjs once, though pages and rooms are bundled apart", () => {
    const both = new Map([...loadedWith("index.js"), ...loadedWith(pages)]);
    expect(count(whole(both), "__ $YJS$ __")).toBe(1);
  });

  it("keeps Prisma's query compiler out of its scripts", () => {
    const process = whole(loadedWith("index.js"));
    expect(process).not.toContain("AGFzbQEAAAA");
    expect(files.filter((name) => /^query_compiler.+\.wasm$/u.test(name))).toHaveLength(2);
    // And its graph, which comes as base64 as well.
    expect(process).not.toMatch(/graph: ?"/u);
    expect(files.some((name) => /^graph.+\.base64$/u.test(name))).toBe(true);
  });
});
