import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import path from "node:path";

const IN_MEMORY = "/dev/shm";
/** Many times the bytes that all tests at one time write. */
const LEAST_BYTES = 6 * 2 ** 30;

/**
 * Makes a folder in memory the one for temporary files, of this process and of those that it starts,
 * until it ends: a sync to a disk, of which the suites wait for some thousands, costs nothing there.
 * Nothing that they look at depends on it: a killed process leaves in a file what it wrote, wherever
 * the file is. Where there is no room, or TMPDIR is set, it stays as it is. Returns the folder.
 */
export function temporaryFilesInMemory(): string | null {
  if (process.env["TMPDIR"] || roomInMemory() < LEAST_BYTES) return null;
  removeLeftBehind();
  const folder = mkdtempSync(path.join(IN_MEMORY, `tests-${process.pid}-`));
  // A server that runs as a user of its own has a folder in it.
  chmodSync(folder, 0o711);
  process.env["TMPDIR"] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Removes what a killed run left: memory, until the machine starts again. */
function removeLeftBehind(): void {
  for (const name of readdirSync(IN_MEMORY)) {
    const [, owner] = /^tests-(\d+)-/u.exec(name) ?? [];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    rmSync(path.join(IN_MEMORY, name), { recursive: true, force: true });
  }
}

/** Bytes that a file in memory may take. */
function roomInMemory(): number {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return Math.min(bavail * bsize, freemem());
  } catch {
    return 0;
  }
}
