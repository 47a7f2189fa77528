import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import path from "node:path";
import { defineConfig, type Plugin, type TerserOptions } from "vite";
import program from "./package.json" with { type: "json" };

const serverFolder = path.join(import.meta.dirname, "server") + path.sep;

/** Refuses any module of server/ in the browser's bundle: the framework guards only `*.server.ts`. */
export function serverStaysHome(): Plugin {
  return {
    name: "server-stays-home",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (options.ssr) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (resolved?.id.startsWith(serverFolder)) {
        this.error(
          `${importer ?? "A page"} brings ${source} into the browser: app/ takes only types from server/.`,
        );
      }
      return null;
    },
  };
}

/**
 * lib0 describes four kinds of elements that nobody asks for here, and brings its whole library of schemas for
 * that: 2.3 kB of the desk. Calls that are told to be pure go with what they make.
 */
function withoutUnusedSchemas(): Plugin {
  return {
    name: "without-unused-schemas",
    transform: (code, id) =>
      id.endsWith("/lib0/dom.js")
        ? { code: code.replaceAll("$.$custom(", "/* @__PURE__ */ $.$custom("), map: null }
        : null,
  };
}

/**
 * What nearly every page shows, the desk included. In a file for each of them it would take twenty
 * requests, and be packed worse.
 */
function isOfEveryPage(id: string): boolean {
  const { 1: file = "" } = /\/app\/(.+)\.tsx?$/u.exec(id) ?? [];
  return (
    /\/node_modules\/(?:clsx\/|lucide-react\/dist\/esm\/(?:[\w-]+\.mjs|shared\/))/u.test(id) ||
    DESKS_ICONS.has(iconOf(id)) ||
    /^domain\/(?:colors|dates|document|document-steps|page-sentence|sign-off)$/u.test(file) ||
    /^framework\/(?:nonce|ssr-html|form-answer)$/u.test(file) ||
    file.startsWith("ui/lazy/") ||
    OF_EVERY_PAGE.has(file)
  );
}

/** The icon of that module of lucide-react; an empty string for any other. */
function iconOf(id: string): string {
  return /\/lucide-react\/dist\/esm\/icons\/([\w-]+)\.mjs$/u.exec(id)?.[1] ?? "";
}

/** Those that a desk shows before anything is asked of it; one that is not here weighs on it all the same. */
const DESKS_ICONS = new Set(
  [
    "bell letter-b check chevron-down circle-exclamation-point clock ellipsis eye list-indent-decrease",
    "list-indent-increase info italic link list-tree message-square-plus messages-square pencil",
    "pencil-line plus redo-2 rotate-ccw-clock search table underline undo-2 user-round users-round",
  ].flatMap((names) => names.split(" ")),
);

/** Files that several pages share. */
function sharedFile(id: string): string | undefined {
  if (isOfEveryPage(id)) return "house";
  return iconOf(id) === "" ? undefined : "icons";
}

const OF_EVERY_PAGE = new Set([
  ...[
    "Banner",
    "Button",
    "ConfirmDialog",
    "Dialog",
    "ErrorPage",
    "IconButton",
    "Listbox",
    "Logo",
  ].map((name) => `ui/${name}`),
  ...["store", "Timestamp", "ToolbarGroup", "use-hydrated", "use-latest", "use-tooltip"].map(
    (name) => `ui/${name}`,
  ),
  "ui/is-apple",
  "ui/unreachable",
  "ui/zone-here",
  "domain/counted",
  "domain/thousands",
  ...["AccountMenu", "Header", "theme-labels", "use-person"].map(
    (name) => `features/account/${name}`,
  ),
  ...["MatterDocuments", "Outline", "SaveLine"].map((name) => `editor/desk/${name}`),
  "domain/changes/text-choice",
  "domain/links",
  "editor/presence/People",
  "editor/behavior/misfit",
  "editor/threads/beside-choice",
  "editor/threads/thread-keys",
  ...["PrintedLetterhead", "StatusChip", "StatusSteps", "status-labels", "next-action"].map(
    (name) => `features/document/${name}`,
  ),
  "features/follow/FollowMenu",
  "features/organization/OrganizationChip",
  "features/organization/person-label",
  "features/review/SignOffs",
  "features/review/returned-sentence",
]);

/**
 * Terser packs the desk 3.5 % smaller than esbuild does (289.6 kB for 299.7), and takes some ten seconds of
 * a processor more for a build. License banners stay. The server's scripts are not minified.
 */
const BROWSER_SCRIPTS: TerserOptions = {
  ecma: 2020,
  module: true,
  compress: { passes: 3 },
  format: { comments: "some" },
};

/**
 * React Router's own production build: its package leads to the other one, which warns of a developer's
 * mistakes (ENABLE_DEV_WARNINGS), whatever NODE_ENV is.
 */
const ROUTER_FOR_PRODUCTION = ["index", "dom-export"].map((name) => ({
  find: name === "index" ? /^react-router$/u : /^react-router\/dom$/u,
  replacement: path.join(
    import.meta.dirname,
    `node_modules/react-router/dist/production/${name}.mjs`,
  ),
}));

export default defineConfig(({ command, isSsrBuild = false }) => ({
  plugins: [
    withoutUnusedSchemas(),
    serverStaysHome(),
    tailwindcss(),
    process.env["VITEST"] ? null : reactRouter(),
  ],
  define: { RELEASE: JSON.stringify(program.version) },
  server: { middlewareMode: true },
  resolve: { alias: command === "build" && !isSsrBuild ? ROUTER_FOR_PRODUCTION : [] },
  // As one CommonJS file of 1.3 MB it took a third of a second of each start of the server.
  ssr: { noExternal: ["lucide-react"] },
  // All that the pages need is found at the start of development: what is found later makes Vite
  // bundle React anew while a page holds the earlier one.
  optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.{ts,tsx}"] },
  build: {
    target: "es2022",
    ...(isSsrBuild ? {} : { minify: "terser" as const, terserOptions: BROWSER_SCRIPTS }),
    assetsInlineLimit: 0,
    // Nearly all that loads later is loaded while the page is idle (app/ui/lazy), so that nobody waits for
    // what it needs: without the list of it at each place, the desk is 1 kB smaller. Style sheets stay.
    modulePreload: { resolveDependencies: () => [] },
    rollupOptions: {
      output: { manualChunks: sharedFile },
      // Tiptap makes its commands and extensions when it is loaded; the schema needs none of them.
      treeshake: { manualPureFunctions: ["Extension.create", "__exportAll"] },
    },
  },
}));
