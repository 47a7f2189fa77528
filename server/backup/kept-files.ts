import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { blobsFolderIn, type Storage } from "#server/blobs/storage.ts";
import { KEY_FILE } from "#server/encryption/index.ts";
import { SEARCH_FILE } from "#server/search/search-file.ts";

/** Where a workspace keeps its files. */
export interface FilePlaces {
  readonly dataDir: string;
  /** Where exhibits and attachments are (STORAGE_URL). */
  readonly storage: Storage;
}

/** The backup's folder for blobs, wherever the server stores them. */
export const BLOBS = "blobs";

/** The folder of blobs; with a bucket that of other files that a backup has under that name. */
function blobsFolderOf({ dataDir, storage }: FilePlaces): string {
  return storage.kind === "folder" ? storage.folder : blobsFolderIn(dataDir);
}

/** The place to which a file of a backup is restored, where that is no bucket. */
export function placeOf(places: FilePlaces, name: string): string {
  const isBlob = name.startsWith(`${BLOBS}/`);
  return isBlob
    ? path.join(blobsFolderOf(places), name.slice(BLOBS.length + 1))
    : path.join(places.dataDir, name);
}

/**
 * The files of DATA_DIR that a backup copies, by their names in it, in order. Except the database's
 * own files (which are backed up through the database), what a restore has set aside, hidden files,
 * which are unfinished, the key that seals words in the database, so that a stolen backup opens none
 * of them, the index of what is found, which builds itself, and the blobs, which are backed up by their hashes: a folder DATA_DIR/blobs
 * beside the storage is one that was left when they moved.
 */
export async function keptFiles(
  places: FilePlaces,
  databaseFile: string | null,
): Promise<string[]> {
  const dataDir = path.resolve(places.dataDir);
  const blobsFolders = [blobsFolderOf(places), blobsFolderIn(dataDir)].map((each) =>
    path.resolve(each),
  );
  const own = databaseFile === null ? null : path.resolve(databaseFile);
  const isDatabase = (file: string) =>
    own !== null &&
    file.startsWith(own) &&
    /^(-wal|-shm|-journal|\.lock|\.lock-journal|\.restoring.*|\.before-restore-.*)?$/.test(
      file.slice(own.length),
    );
  const found: string[] = [];
  const look = async (folder: string) => {
    for (const entry of await readdir(folder).catch(ignoreMissing)) {
      if (entry.startsWith(".") || entry === "lost+found") continue;
      const place = path.join(folder, entry);
      if (place === path.join(dataDir, KEY_FILE)) continue;
      if (folder === dataDir && entry.startsWith(SEARCH_FILE)) continue;
      if (blobsFolders.includes(place)) continue;
      const what = await stat(place).catch(ignoreMissing);
      if (Array.isArray(what) || isDatabase(place)) continue;
      if (what.isDirectory()) await look(place);
      else if (what.isFile()) found.push(path.relative(dataDir, place).split(path.sep).join("/"));
    }
  };
  await look(dataDir);
  return found.sort();
}

/** Ignores a file that vanished after it was listed. */
function ignoreMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
