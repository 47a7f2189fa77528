import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Creates a folder and its parents, for this user only; throws if that is impossible. Node's own
 * recursive mkdir never returns below /proc, where creating a folder reports that its parent is
 * missing.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Creates a folder and writes to it once; throws if that is impossible. */
export function makeWritableFolder(folder: string): void {
  makeFolder(folder);
  const probe = path.join(folder, `.probe-${process.pid}`);
  writeFileSync(probe, "");
  rmSync(probe, { force: true });
}
