// Bundles the server process for production into build/process/ (packages stay outside), and packs
// the assets of the built pages. Where a folder is named it gets the bundle, and nothing is packed.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import path from "node:path";
import { packAssets } from "./packed-assets.mjs";

const root = path.resolve(import.meta.dirname, "..");
const [named] = process.argv.slice(2);
const entries = {
  index: "server/index.ts",
  "draft-worker": "server/rooms/drafts/draft-worker.ts",
  "typesetting-worker": "server/typesetting/worker.ts",
  "preview-worker": "server/workers/pictures/worker.ts",
  "exhibits-worker": "server/exhibits/worker.ts",
  "texts-worker": "server/workers/texts/worker.ts",
  "redline-worker": "server/workers/redline/worker.ts",
  "migration-worker": "server/migration/worker.ts",
  setup: "server/cli/setup.ts",
  admin: "server/cli/admin.ts",
  "audit-verify": "server/cli/audit-verify.ts",
  backup: "server/cli/backup.ts",
  restore: "server/cli/restore.ts",
  seed: "prisma/seed/run.ts",
};

await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(
    Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))),
  ),
  outdir: named ?? "build/process",
  platform: "node",
  format: "esm",
  target: "node20",
  bundle: true,
  splitting: true,
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});

if (!named) await packAssets(path.join(root, "build/client/assets"));
