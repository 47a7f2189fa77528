import { access } from "node:fs/promises";
import path from "node:path";
import { rootFolder } from "#server/root-folder.ts";

/** The script with which anybody checks an archive, as this release has it; null where it is missing. */
export async function verifierScript(): Promise<string | null> {
  for (const folder of ["public", "build/client"]) {
    const file = path.join(rootFolder(), folder, "verify-archive.mjs");
    if (await isThere(file)) return file;
  }
  return null;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
