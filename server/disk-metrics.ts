import { statfs } from "node:fs/promises";
import type { StatsFs } from "node:fs";
import { Gauge, type Registry } from "prom-client";

/**
 * Registers `disk_free_bytes` (for this user) and `disk_size_bytes` of the disk with the folder,
 * looked up at each scrape.
 */
export function registerDiskMetrics(registry: Registry, folder: string): void {
  const gauge = (name: string, help: string, read: (disk: StatsFs) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // Without an answer it keeps its value.
        const disk = await statfs(folder).catch(() => null);
        if (disk) this.set(read(disk));
      },
    });
  gauge("disk_size_bytes", "Size of the disk with DATA_DIR", (disk) => disk.blocks * disk.bsize);
  gauge(
    "disk_free_bytes",
    "What is free for the server on the disk with DATA_DIR",
    (disk) => disk.bavail * disk.bsize,
  );
}
