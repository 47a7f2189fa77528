// Bundles the server of the fault tests, as `npm run build` does, into the folder that is named.
import { build } from "esbuild";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
await build({
  absWorkingDir: root,
  entryPoints: {
    server: path.join(import.meta.dirname, "server.ts"),
    "draft-worker": path.join(root, "server/rooms/drafts/draft-worker.ts"),
  },
  outdir: process.argv[2],
  platform: "node",
  format: "esm",
  target: "node20",
  bundle: true,
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
