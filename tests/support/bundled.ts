import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { builtModules } from "#server/built-modules.ts";
import type { WorkerName } from "#server/workers/worker-url.ts";
import { bundlesFolder } from "./bundles-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * The folder of these entries of server/bundle.mjs, built once in a run as by `npm run build`: sources
 * start slowly, and are translated at each start.
 */
export function bundled(name: string, entries: readonly string[]): string {
  const folder = path.join(bundlesFolder(process.ppid), name);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${process.pid}`;
  mkdirSync(path.dirname(folder), { recursive: true });
  execFileSync(process.execPath, ["server/bundle.mjs", own, ...entries], {
    cwd: root,
    stdio: "inherit",
  });
  try {
    renameSync(own, folder);
  } catch (error) {
    // Another process of the run was quicker.
    if (!existsSync(folder)) throw error;
    rmSync(own, { recursive: true });
  }
  return folder;
}

/** The task module of a worker, as it runs in production. */
export function bundledWorker(name: WorkerName): URL {
  const folder = bundled(name, [name]);
  return pathToFileURL(path.join(folder, builtModules(folder)[name] ?? `${name}.js`));
}
