import { spawnSync } from "node:child_process";
import { appendFileSync, rmSync, statfsSync } from "node:fs";
import path from "node:path";
import { TestServer } from "./server.ts";

/** Namespaces of its own, in which a process may mount a disk that nobody else sees. */
const APART = ["unshare", "--user", "--map-root-user", "--mount"] as const;

/** Why this machine gives a test no small disk; null where it does. */
export function noSmallDisk(): string | null {
  const [program, ...parts] = APART;
  const tried = spawnSync(program, [...parts, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], {
    encoding: "utf8",
  });
  return tried.status === 0 ? null : (tried.error?.message ?? tried.stderr.trim());
}

/** The production server with its data folder on a disk of a few megabytes, which goes with it. */
export class SmallDiskServer extends TestServer {
  protected override command(): [string, ...string[]] {
    const mount = [
      `seeded=$(mktemp -d) && cp -a "$DATA_DIR/." "$seeded"`,
      `mount -t tmpfs -o size=24m tmpfs "$DATA_DIR"`,
      `cp -a "$seeded/." "$DATA_DIR" && rm -r "$seeded"`,
      `exec "$0" "$@"`,
    ].join(" && ");
    return [...APART, "sh", "-c", mount, ...super.command()];
  }

  /** Its data folder as seen from here. */
  private get disk(): string {
    return path.join(`/proc/${this.process?.pid}/root`, this.dataDir);
  }

  private get ballast(): string {
    return path.join(this.disk, "ballast");
  }

  /** Puts a file beside the database that leaves not one block of the disk. */
  fillDisk(): void {
    try {
      for (;;) appendFileSync(this.ballast, Buffer.alloc(4096));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }

  /** Bytes that may still be written. */
  get free(): number {
    const { bavail, bsize } = statfsSync(this.disk);
    return bavail * bsize;
  }

  /** Makes space again. */
  emptyDisk(): void {
    rmSync(this.ballast);
  }
}
