import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The files that the bundle in this folder loads later, by name; none where there is no bundle. See
 * server/bundle.mjs.
 */
export function builtModules(folder: string): Readonly<Record<string, string>> {
  const list = path.join(folder, "built-modules.json");
  if (!existsSync(list)) return {};
  const { modules } = JSON.parse(readFileSync(list, "utf8")) as {
    readonly modules: Readonly<Record<string, string>>;
  };
  return modules;
}
