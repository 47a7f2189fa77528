import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import path from "node:path";
import { defineConfig, type Plugin } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}

const serverFolder = path.join(import.meta.dirname, "server") + path.sep;

/** Refuses any module of server/ in the browser's bundle: Remix guards only `*.server.ts`. */
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
 * lib0 makes its validators when a module is loaded, which keeps all of them in the bundle although
 * the editor uses none: told that making one does nothing else, Rollup leaves them out.
 */
export function withoutUnusedValidators(): Plugin {
  return {
    name: "without-unused-validators",
    transform(code, id) {
      if (!/\/lib0\/(?:dom|schema)\.js$/u.test(id)) return null;
      const made = /^((?:export )?const \$\w+ = (?:\/\*\*.*?\*\/ ?)?\(?)(?=(?:s\.)?\$|new )/gmu;
      return { code: code.replaceAll(made, "$1/* @__PURE__ */ "), map: null };
    },
  };
}

/**
 * Tiptap gives every editor all of its commands. Those of nested lists do nothing in our schema, whose
 * lists are flat (decision 6), and the others here are called by nobody: our text has commands of its
 * own (app/editor/commands). Left out, they take 5 kB and ProseMirror's list module with them, and so do
 * the extensions that our editor turns off (app/editor/session/live-editor.ts).
 */
export function withoutUnusedCommands(): Plugin {
  const unused =
    "liftListItem sinkListItem splitListItem toggleList wrapInList " +
    "clearContent clearNodes cut insertContent insertContentAt setContent " +
    "insertDefaultBlock joinItemBackward joinItemForward keyboardShortcut " +
    "resetAttributes setNode splitBlock toggleNode toggleWrap updateAttributes wrapIn " +
    "createParagraphNear deleteCurrentNode deleteNode deleteSelection enter exitCode " +
    "joinBackward joinDown joinForward joinTextblockBackward joinTextblockForward joinUp lift " +
    "liftEmptyBlock newlineInCode selectAll selectNodeBackward selectNodeForward selectParentNode " +
    "selectTextblockEnd selectTextblockStart setNodeSelection setTextDirection undoInputRule " +
    "unsetAllMarks unsetTextDirection";
  const names = unused.split(" ").join("|");
  const listed = new RegExp(`^\\s*(?:${names}): \\(\\) => [\\w$]+,?$`, "gmu");
  return {
    name: "without-unused-commands",
    transform(code, id) {
      if (!id.endsWith("/@tiptap/core/dist/index.js")) return null;
      const left = code
        .replaceAll(listed, "")
        .replaceAll(/^\t+(?:Keymap|Drop|Paste|Delete),$/gmu, "")
        .replaceAll(/^(?:const|let|var) (?:Keymap|Drop|Paste|Delete) = /gmu, "$&/* @__PURE__ */ ");
      return { code: left, map: null };
    },
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
    /^domain\/(?:colours|dates|document|document-steps|refusal|sign-off)$/u.test(file) ||
    /^framework\/(?:nonce|ssr-html|form-answer)$/u.test(file) ||
    file.startsWith("ui/lazy/") ||
    OF_EVERY_PAGE.has(file)
  );
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
  ...["Timestamp", "ToolbarGroup", "use-hydrated", "use-tooltip"].map((name) => `ui/${name}`),
  ...["AccountButton", "AccountMenu", "Header", "theme-words", "use-person"].map(
    (name) => `features/account/${name}`,
  ),
  ...["MatterDocuments", "Outline", "SaveLine"].map((name) => `editor/desk/${name}`),
  "editor/presence/People",
  ...["PrintedLetterhead", "StatusChip", "StatusSteps", "document-words", "next-action"].map(
    (name) => `features/document/${name}`,
  ),
  "features/organization/OrganizationChip",
  "features/review/SignOffs",
]);

export default defineConfig({
  plugins: [
    serverStaysHome(),
    withoutUnusedValidators(),
    withoutUnusedCommands(),
    tailwindcss(),
    process.env["VITEST"] ? null : remix(remixConfig),
  ],
  server: { middlewareMode: true },
  // As one CommonJS file of 1.3 MB it took a third of a second of each start of the server.
  ssr: { noExternal: ["lucide-react"] },
  // All that the pages need is found at the start of development: what is found later makes Vite
  // bundle React anew while a page holds the earlier one.
  optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.{ts,tsx}"] },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    rollupOptions: { output: { manualChunks: (id) => (isOfEveryPage(id) ? "house" : undefined) } },
  },
});
