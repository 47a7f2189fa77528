// Bundles the server process for production into build/process/ (packages stay outside), and packs
// the assets of the built pages. Where a folder is named it gets the bundle, and nothing is packed.
import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packAssets } from "./packed-assets.mjs";

const root = path.resolve(import.meta.dirname, "..");
const [named] = process.argv.slice(2);
/** The task modules of workers, each a file of its own: see server/workers/worker-url.ts. */
const workers = JSON.parse(readFileSync(path.join(root, "server/workers/modules.json"), "utf8"));
const entries = {
  index: "server/index.ts",
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
