import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { DAY_MS } from "#app/domain/durations.ts";
import { readManifest, UNFINISHED } from "#server/backup/manifest.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { failed, lineOf, ok, spanText, warning, type DoctorFinding } from "./finding.ts";

const GB = 1e9;
/** A backup of a small workspace, an upload of 100 MB and a log still fit. */
const ENOUGH = 2 * GB;
const HARDLY_ANY = 0.3 * GB;

/** The room that is left where the server writes; of several folders on one disk, once. */
export async function checkDisk(
  folders: readonly (readonly [string, string])[],
): Promise<DoctorFinding> {
  const disks = new Map<number, { readonly names: string[]; readonly room: string }>();
  let least = Infinity;
  for (const [name, folder] of folders) {
    const place = nearest(folder);
    const { dev } = await stat(place);
    const known = disks.get(dev);
    if (known) {
      known.names.push(name);
      continue;
    }
    const { bavail, bsize, blocks } = await statfs(place);
    const free = bavail * bsize;
    least = Math.min(least, free);
    const room = `${(free / GB).toFixed(1)} of ${((blocks * bsize) / GB).toFixed(1)} GB`;
    disks.set(dev, { names: [name], room });
  }
  const found = [...disks.values()].map(({ names, room }) => `${room} (${names.join(", ")})`);
  const says = `Free: ${found.join(", ")}.`;
  const todo = "Make room, or move the folder to a larger disk.";
  if (least < HARDLY_ANY) return failed(says, todo);
  return least < ENOUGH ? warning(says, todo) : ok(says);
}

/** The folder itself, or where it will be made. */
function nearest(folder: string): string {
  const whole = path.resolve(folder);
  return existsSync(whole) || path.dirname(whole) === whole ? whole : nearest(path.dirname(whole));
}

/** Writes a file, reads it and deletes it, as attachments are. */
export async function checkStorage(blobs: Blobs): Promise<DoctorFinding> {
  const bytes = randomBytes(2_048);
  const chunks = async function* () {
    yield new Uint8Array(bytes);
  };
  const todo = "See STORAGE_URL, and whether this user may write, read and delete there.";
  try {
    const arrived = await blobs.receive(chunks(), bytes.length);
    if (arrived === null) return failed("A file could not be received.", todo);
    try {
      await blobs.put(arrived);
      const read = await blobs.get(arrived.sha256);
      if (read === null || !bytes.equals(read)) {
        return failed("A file that was written to the storage can't be read back.", todo);
      }
    } finally {
      await blobs.discard(arrived);
      await blobs.delete(arrived.sha256);
    }
    if ((await blobs.get(arrived.sha256)) !== null) {
      return failed("A file that was deleted from the storage is still there.", todo);
    }
    return ok("A file was written to the storage of attachments, read and deleted.");
  } catch (error) {
    return failed(`The storage of attachments can't be used: ${lineOf(error)}.`, todo);
  }
}

/** A nightly backup that took two hours longer than the one before. */
const RECENT_MS = 26 * 3_600_000;
const OLD_MS = 8 * DAY_MS;

/**
 * The age of the last whole backup in a folder.
 * @param isNamed whether the operator says that backups lie there; otherwise others may lie elsewhere.
 */
export async function checkBackups(
  folder: string,
  now: Date,
  isNamed: boolean,
): Promise<DoctorFinding> {
  const todo =
    "Back up every night (npm run backup -- FOLDER), and name that folder with --backups.";
  // Where there is no folder, there is no backup.
  const names = await readdir(folder).catch(() => []);
  const whole = names
    .filter((name) => name.startsWith("coalition-desk-") && !name.endsWith(UNFINISHED))
    .toSorted()
    .toReversed();
  for (const name of whole) {
    try {
      const { takenAt, release } = readManifest(path.join(folder, name));
      const age = now.getTime() - new Date(takenAt).getTime();
      const says = `The last backup in ${folder} is ${spanText(age)} old (${name}, release ${release}).`;
      if (age > OLD_MS && isNamed) return failed(says, todo);
      return age > RECENT_MS ? warning(says, todo) : ok(says);
    } catch {
      // Damaged or of a newer release; an earlier one may be whole.
    }
  }
  const unfinished = names.some((name) => name.endsWith(UNFINISHED));
  return warning(
    `There is no whole backup in ${folder}${unfinished ? ", but one that was interrupted" : ""}.`,
    todo,
  );
}
