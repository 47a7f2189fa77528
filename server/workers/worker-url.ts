import { builtModules } from "#server/built-modules.ts";
import modules from "./modules.json" with { type: "json" };

/** Names of the worker bundles; modules.json has their sources. */
export type WorkerName = keyof typeof modules;

/**
 * The URL of a worker's task module: its source under tsx, its bundle beside this one in
 * production. Ask for it at the start: a later build names another release's.
 */
export function workerUrl(name: WorkerName): URL {
  const bundled = builtModules(import.meta.dirname)[name];
  return new URL(bundled ?? `../${modules[name]}`, import.meta.url);
}
