// Bundles the server process for production into build/process/, with the packages that it uses and
// the built pages, and packs the assets of those pages. Where a folder is named it gets the bundle,
// and nothing is packed; where entries are named as well, only they are bundled. See docs/decisions/0055-what-a-start-needs.md.
import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { packAssets } from "./packed-assets.mjs";

const root = path.resolve(import.meta.dirname, "..");
const [named, ...chosen] = process.argv.slice(2);
const outdir = path.resolve(root, named ?? "build/process");
/** The task modules of workers, each a file of its own: see server/workers/worker-url.ts. */
const workers = JSON.parse(readFileSync(path.join(root, "server/workers/modules.json"), "utf8"));
const entries = {
  index: "server/index.ts",
  // What Remix has built: in one bundle with the server, it shares packages with it.
  ...(named ? {} : { pages: "build/server/index.js" }),
  ...Object.fromEntries(Object.entries(workers).map(([name, file]) => [name, `server/${file}`])),
  setup: "server/cli/setup.ts",
  admin: "server/cli/admin.ts",
  "audit-verify": "server/cli/audit-verify.ts",
  doctor: "server/cli/doctor.ts",
  backup: "server/cli/backup.ts",
  restore: "server/cli/restore.ts",
  "storage-move": "server/cli/storage-move.ts",
  seed: "prisma/seed/run.ts",
};

/** Packages that stay in node_modules: native modules, and those that look for files beside them. */
const OUTSIDE = [
  "@expo-google-fonts/*",
  "@hyzyla/pdfium",
  "@myriaddreamin/typst-ts-node-compiler",
  "@node-rs/argon2",
  "libsql",
  "pg-native",
  "tinypool",
  "tsx",
  "vite",
];

/**
 * Prisma brings its query compiler as base64 in a script, of which V8 would keep two copies of
 * 4.4 MB: it becomes a file beside the bundle, which is read when it is needed.
 * @type {import("esbuild").Plugin}
 */
const queryCompilerAsFile = {
  name: "query-compiler-as-file",
  setup({ onLoad }) {
    onLoad({ filter: /\.wasm-base64\.mjs$/ }, async ({ path: script }) => {
      const { wasm } = await import(script);
      const name = path.basename(script).replace("-base64.mjs", "");
      await mkdir(outdir, { recursive: true });
      await writeFile(path.join(outdir, name), Buffer.from(wasm, "base64"));
      return {
        contents: `import { readFileSync } from "node:fs";
          const file = new URL("./${name}", import.meta.url);
          // Buffer.from() asks for it, once; nothing keeps it.
          export const wasm = { valueOf: () => readFileSync(file) };`,
      };
    });
  },
};

/**
 * Prisma keeps which argument may follow which as 3,300 objects whose keys are numbers up to some
 * hundreds. V8 gives such an object room for all numbers below, 11 MB in all; one that had a number far
 * off keeps a table of those that it has.
 * @type {import("esbuild").Plugin}
 */
const sparseEdges = {
  name: "sparse-edges",
  setup({ onLoad }) {
    onLoad({ filter: /@prisma\/client\/runtime\/client\.m?js$/ }, async ({ path: script }) => {
      const text = await readFile(script, "utf8");
      const edges = /(?<=this\.#\w\(\),\w=)\{\}(?=;for\(let )/gu;
      const made = text.replaceAll(edges, "sparse()");
      // At inputs and at outputs.
      if (text.match(edges)?.length !== 2)
        throw new Error("Prisma reads its graph in another way.");
      const sparse = "const sparse = () => { const o = {}; o[1e6] = 0; delete o[1e6]; return o; };";
      return { contents: `${sparse}\n${made}` };
    });
  },
};

await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(
    Object.entries(entries).filter(
      ([name, file]) =>
        existsSync(path.join(root, file)) && (chosen.length === 0 || chosen.includes(name)),
    ),
  ),
  outdir,
  platform: "node",
  format: "esm",
  target: "node20",
  bundle: true,
  splitting: true,
  external: OUTSIDE,
  define: { "process.env.NODE_ENV": '"production"' },
  // CommonJS packages require Node's own modules.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  plugins: [queryCompilerAsFile, sparseEdges],
  // V8 keeps the source of what it has loaded, two bytes a letter where a comment has a letter that is
  // not Latin. Names stay as they are for the log.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  // Licenses lie in node_modules, which stays beside the bundle.
  legalComments: "none",
  sourcemap: true,
  logLevel: "warning",
  // Rollup writes imports without names for what its parts share; packages without side effects.
  logOverride: { "ignored-bare-import": "silent" },
});

if (!named) await packAssets(path.join(root, "build/client/assets"));
