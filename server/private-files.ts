import { chmodSync, statSync } from "node:fs";
import path from "node:path";
import { filePathOf } from "./database/file-path.ts";

/** The umask of this process and its children: no access for others. */
const NOBODY_ELSE = 0o077;
const STICKY = 0o1000;

/** Call first in every program: new folders become 0700 and new files 0600. */
export function keepNewFilesPrivate(): void {
  process.umask(NOBODY_ELSE);
}

/**
 * Removes others' rights from the data folder and the database's files, which a person may
 * have created with more. Returns the paths where that failed.
 */
export function makePrivate(dataDir: string, databaseUrl: string): string[] {
  const places = [dataDir];
  if (databaseUrl.startsWith("file:")) {
    const file = path.resolve(filePathOf(databaseUrl));
    places.push(...["", "-wal", "-shm", "-journal"].map((ending) => file + ending));
  }
  return places.filter((place) => !tighten(place));
}

function tighten(place: string): boolean {
  try {
    const { mode } = statSync(place);
    if ((mode & NOBODY_ELSE) === 0) return true;
    // A folder such as /tmp is shared: changing it would break the machine.
    if ((mode & STICKY) !== 0 || place === path.parse(place).root) return false;
    chmodSync(place, mode & 0o700);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
