import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/**
 * The files of DATA_DIR that a backup copies, as paths relative to it, in order: everything but the
 * database's own files (which are backed up through the database), what a restore has set aside, and
 * hidden files, which are not finished yet.
 */
export async function keptFiles(dataDir: string, databaseFile: string | null): Promise<string[]> {
  const own = databaseFile === null ? null : path.resolve(databaseFile);
  const isDatabase = (file: string) =>
    own !== null &&
    file.startsWith(own) &&
    /^(-wal|-shm|-journal|\.restoring.*|\.before-restore-.*)?$/.test(file.slice(own.length));
  const found: string[] = [];
  const look = async (folder: string) => {
    for (const name of await readdir(folder).catch(goneMeanwhile)) {
      if (name.startsWith(".") || name === "lost+found") continue;
      const place = path.join(folder, name);
      const what = await stat(place).catch(goneMeanwhile);
      if (Array.isArray(what) || isDatabase(place)) continue;
      if (what.isDirectory()) await look(place);
      else if (what.isFile()) found.push(path.relative(dataDir, place).split(path.sep).join("/"));
    }
  };
  await look(path.resolve(dataDir));
  return found.sort();
}

/** What vanished between being named and being looked at is no longer kept. */
export function goneMeanwhile(error: NodeJS.ErrnoException): never[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
