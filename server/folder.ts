import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and those above it, for this user alone; throws where that can't be. Node's own recursive mkdir never
 * returns below /proc, where making a folder answers that its parent is missing.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Makes a folder and writes to it once; throws where that can't be. */
export function makeWritableFolder(folder: string): void {
  makeFolder(folder);
  const probe = path.join(folder, `.probe-${process.pid}`);
  writeFileSync(probe, "");
  rmSync(probe, { force: true });
}
