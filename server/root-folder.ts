import { existsSync } from "node:fs";
import path from "node:path";

/** The project's folder, whether run from source (server/) or from the bundle (build/process/). */
export function rootFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${import.meta.dirname}`);
    folder = parent;
  }
  return folder;
}
