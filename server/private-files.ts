import { chmodSync, statSync } from "node:fs";
import path from "node:path";
import { filePathOf } from "./database/file-path.ts";

/** What others on the machine may do with what this process and its children make: nothing. */
const NOBODY_ELSE = 0o077;
const STICKY = 0o1000;

/** To be called first by every program: new folders are 0700 and new files 0600 from then on. */
export function keepNewFilesPrivate(): void {
  process.umask(NOBODY_ELSE);
}

/**
 * Takes others' rights from the data folder and the database's files, which an earlier release or a
 * person may have made with more. Answers the places where that was not possible.
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
    // A folder such as /tmp belongs to everybody: taking it from them would break the machine.
    if ((mode & STICKY) !== 0 || place === path.parse(place).root) return false;
    chmodSync(place, mode & 0o700);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
