import { existsSync } from "node:fs";
import modules from "./modules.json" with { type: "json" };

/** Names of the worker bundles; modules.json has their sources. */
export type WorkerName = keyof typeof modules;

/**
 * The URL of a worker's task module: its source under tsx, its bundle beside this one in
 * production.
 */
export function workerUrl(name: WorkerName): URL {
  const bundled = new URL(`${name}.js`, import.meta.url);
  return existsSync(bundled) ? bundled : new URL(`../${modules[name]}`, import.meta.url);
}
