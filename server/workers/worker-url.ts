import { existsSync } from "node:fs";
import modules from "./modules.json" with { type: "json" };

/** The workers by the names of their bundles; modules.json says where their sources are. */
export type WorkerName = keyof typeof modules;

/** Where a worker's task module is: its source under tsx, its bundle beside this one in production. */
export function workerUrl(name: WorkerName): URL {
  const bundled = new URL(`${name}.js`, import.meta.url);
  return existsSync(bundled) ? bundled : new URL(`../${modules[name]}`, import.meta.url);
}
