// Bundles the server process for production into build/process/, with the packages that it uses and
// the built pages, and packs the assets of those pages. Where a folder is named it gets the bundle,
// and nothing is packed; where entries are named as well, only they are bundled. See docs/decisions/0055-fast-start-with-little-memory.md.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { packAssets } from "./packed-assets.mjs";

const root = path.resolve(import.meta.dirname, "..");
const [named, ...chosen] = process.argv.slice(2);
const outdir = path.resolve(root, named ?? "build/process");
/** The task modules of workers, each a file of its own: see server/workers/worker-url.ts. */
const workers = JSON.parse(readFileSync(path.join(root, "server/workers/modules.json"), "utf8"));
/** Programs that `npm start` and the commands name: these files keep their names. */
const programs = {
  index: "server/index.ts",
  setup: "server/cli/setup.ts",
  admin: "server/cli/admin.ts",
  "audit-verify": "server/cli/audit-verify.ts",
  doctor: "server/cli/doctor.ts",
  backup: "server/cli/backup.ts",
  restore: "server/cli/restore.ts",
  "storage-move": "server/cli/storage-move.ts",
  seed: "prisma/seed/run.ts",
};
/**
 * Modules that a running server loads later: under names with a hash of all they bring, so that a server
 * whose folder is built anew goes on with its own.
 */
const loadedLater = {
  // The pages as the framework built them: in one bundle with the server, they share packages with it.
  ...(named ? {} : { pages: "build/server/index.js" }),
  ...Object.fromEntries(Object.entries(workers).map(([name, file]) => [name, `server/${file}`])),
};

/** Packages that stay in node_modules: native modules, and those that look for files beside them. */
const OUTSIDE = [
  "@expo-google-fonts/*",
  "@embedpdf/pdfium",
  "@myriaddreamin/typst-ts-node-compiler",
  "@node-rs/argon2",
  "libsql",
  "pg-native",
  "subset-font",
  "tinypool",
  "tsx",
  "vite",
];

/** @type {Set<string>} */
const beside = new Set();

/**
 * Writes a file beside the bundle, and returns its name, which has a hash of the content in it.
 * @param {string} name @param {string} extension @param {string | Buffer} content
 */
async function writeBeside(name, extension, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const file = `${name}-${hash}.${extension}`;
  beside.add(file);
  await mkdir(outdir, { recursive: true });
  await writeFile(path.join(outdir, file), content);
  return file;
}

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
      const [, of] = /^(.+)\.wasm-base64\.mjs$/u.exec(path.basename(script)) ?? [];
      const name = await writeBeside(of ?? "query-compiler", "wasm", Buffer.from(wasm, "base64"));
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
 * off keeps a table of those that it has. Of the 20,000 values, 2,500 differ: those that are alike become
 * one, since Prisma only reads them.
 * @type {import("esbuild").Plugin}
 */
const sparseEdges = {
  name: "sparse-edges",
  setup({ onLoad }) {
    onLoad({ filter: /@prisma\/client\/runtime\/client\.m?js$/ }, async ({ path: script }) => {
      const text = await readFile(script, "utf8");
      const edges = /(?<=this\.#\w\(\),\w=)\{\}(?=;for\(let )/gu;
      const edge = /(?<=\w\[\w\]=)\w(?=\}\w\.push\(\{edges:\w\}\)\})/gu;
      // At inputs and at outputs.
      if (text.match(edges)?.length !== 2 || text.match(edge)?.length !== 2)
        throw new Error("Prisma reads its graph in another way.");
      const made = text.replaceAll(edges, "sparse()").replaceAll(edge, "shared($&)");
      const helpers = `const sparse = () => { const o = {}; o[1e6] = 0; delete o[1e6]; return o; };
        const known = new Map();
        const shared = (edge) => {
          // The graph is read in one go; nothing compares with it afterwards.
          if (known.size === 0) setImmediate(() => known.clear());
          const key = JSON.stringify(edge);
          if (!known.has(key)) known.set(key, edge);
          return known.get(key);
        };`;
      return { contents: `${helpers}\n${made}` };
    });
  },
};

/**
 * Prisma's graph comes as base64 in a script, too, and is read once.
 * @type {import("esbuild").Plugin}
 */
const graphAsFile = {
  name: "graph-as-file",
  setup({ onLoad }) {
    onLoad({ filter: /generated\/\w+\/client\/internal\/class\.ts$/ }, async ({ path: script }) => {
      const text = await readFile(script, "utf8");
      const [literal, graph] = /(?<=\bgraph: )"([\w-]+)"/u.exec(text) ?? [];
      if (!literal || !graph) throw new Error("Prisma's client has its graph elsewhere.");
      const name = await writeBeside("graph", "base64", graph);
      return {
        contents: `import { readFileSync } from "node:fs";\n${text.replace(
          `graph: ${literal}`,
          `get graph() { return readFileSync(new URL("./${name}", import.meta.url), "latin1"); }`,
        )}`,
        loader: "ts",
      };
    });
  },
};

/**
 * Tables of 10 kB and more, such as those of media types and of Asian encodings, become files beside
 * the bundle, read when they are asked for: V8 keeps the source of a script for good.
 * @type {import("esbuild").Plugin}
 */
const tablesAsFiles = {
  name: "tables-as-files",
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, async ({ path: file }) => {
      const text = JSON.stringify(JSON.parse(await readFile(file, "utf8")));
      if (Buffer.byteLength(text) < 10_000) return;
      const name = await writeBeside(path.basename(file, ".json"), "json", text);
      // The banner's require, which no bundler looks through.
      return { contents: `module.exports = (0, require)("./${name}");`, loader: "js" };
    });
  },
};

/**
 * Tiptap makes its extensions when it is loaded, and with them all of its commands, 60 kB; a
 * schema needs none of them. Calls that are told to be pure go with what they make.
 * @type {import("esbuild").Plugin}
 */
const schemaOfTiptap = {
  name: "schema-of-tiptap",
  setup({ onLoad }) {
    onLoad({ filter: /@tiptap\/core\/dist\/index\.js$/ }, async ({ path: script }) => {
      const text = await readFile(script, "utf8");
      return {
        contents: text.replaceAll("= Extension.create(", "= /* @__PURE__ */ Extension.create("),
      };
    });
  },
};

/**
 * Takes only what one package needs of another, where its entry brings more.
 * @type {import("esbuild").Plugin}
 */
const lessOfPackages = {
  name: "less-of-packages",
  setup({ onResolve, resolve }) {
    /** @param {string} wanted @param {string} instead */
    const take = (wanted, instead) =>
      onResolve({ filter: new RegExp(`^${wanted}$`) }, ({ kind, pluginData }) =>
        pluginData === take
          ? undefined
          : resolve(instead, { kind, resolveDir: root, pluginData: take }),
      );
    // libSQL's clients over HTTP and WebSocket, and with them Node's fetch.
    take("@libsql/client", "@libsql/client/sqlite3");
    // Its own production build: the package leads to the other one, which warns of a developer's mistakes.
    take("react-router", path.join(root, "node_modules/react-router/dist/production/index.mjs"));
    // One table of media types, not one of each minor release.
    take("mime-db", "mime-db");
  },
};

/**
 * The view of ProseMirror, 142 kB, which Tiptap takes for its editor alone: a server makes schemas with
 * Tiptap, and never an editor. What the pages take of the view by themselves stays, and loads with them.
 * @type {import("esbuild").Plugin}
 */
const tiptapWithoutView = {
  name: "tiptap-without-view",
  setup({ onLoad, onResolve }) {
    const NAMES = ["Decoration", "DecorationSet", "EditorView"];
    onResolve({ filter: /^@tiptap\/pm\/view$/ }, ({ importer, path: module }) =>
      importer.endsWith("/@tiptap/core/dist/index.js")
        ? { path: module, namespace: "without-view", sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: "without-view" }, () => ({
      contents: NAMES.map((name) => `export const ${name} = undefined;`).join("\n"),
    }));
  },
};

const entries = Object.entries({ ...programs, ...loadedLater }).filter(
  ([name, file]) =>
    existsSync(path.join(root, file)) && (chosen.length === 0 || chosen.includes(name)),
);
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(entries),
  entryNames: "[name]-[hash]",
  metafile: true,
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
  plugins: [
    queryCompilerAsFile,
    sparseEdges,
    graphAsFile,
    tablesAsFiles,
    schemaOfTiptap,
    tiptapWithoutView,
    lessOfPackages,
  ],
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

const hashed = new Map(
  Object.entries(metafile.outputs).map(([file, { entryPoint }]) => [
    entryPoint,
    path.basename(file),
  ]),
);
/** @type {Record<string, string>} */
const modules = {};
for (const [name, file] of entries) {
  const built = hashed.get(file);
  if (built === undefined) throw new Error(`${file} was not built.`);
  if (Object.hasOwn(loadedLater, name)) modules[name] = built;
  else
    await writeFile(path.join(outdir, `${name}.js`), `import ${JSON.stringify(`./${built}`)};\n`);
}

// Files of the build before this one stay, for a server that still runs on it; older ones go.
const list = path.join(outdir, "built-modules.json");
/** @type {{ files: string[], earlier: string[] }} */
const before = existsSync(list)
  ? JSON.parse(await readFile(list, "utf8"))
  : { files: await readdir(outdir), earlier: [] };
const files = [
  ...Object.keys(metafile.outputs).map((file) => path.basename(file)),
  ...beside,
].sort();
const earlier = before.files.join() === files.join() ? before.earlier : before.files;
const kept = new Set([...files, ...earlier, path.basename(list)]);
for (const name of Object.keys(programs)) kept.add(`${name}.js`);
await writeFile(list, JSON.stringify({ modules, files, earlier }));
for (const name of await readdir(outdir)) if (!kept.has(name)) await rm(path.join(outdir, name));

if (!named) await packAssets(path.join(root, "build/client/assets"));
