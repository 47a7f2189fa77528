import type { Resources } from "#server/services/resources.ts";
import { unpackingFolderIn } from "./folder.ts";

/** The work that one process does for all; its code is read when an archive waits, or one is over. */
export function bringingWork(
  resources: Resources,
  release: string,
  dataDir: string,
): { bring(signal: AbortSignal): Promise<void>; sweep(): Promise<void> } {
  const folder = unpackingFolderIn(dataDir);
  return {
    async bring(signal) {
      const { client } = resources.database;
      const waiting = await client.broughtArchive.count({
        where: { state: { in: ["checking", "waiting", "working"] } },
      });
      if (waiting === 0) return;
      const { bringNext } = await import("./turn.ts");
      await bringNext({ resources, release, folder }, signal);
    },
    async sweep() {
      await (await import("./sweep.ts")).sweepBrought(resources, folder);
    },
  };
}
