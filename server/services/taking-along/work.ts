import type { Resources } from "#server/services/resources.ts";

/** The work that one process does for all; its code is read when an archive waits, or one is over. */
export function archivesWork(
  resources: Resources,
  release: string,
): { make(signal: AbortSignal): Promise<void>; sweep(): Promise<void> } {
  return {
    async make(signal) {
      const { client } = resources.database;
      const waiting = await client.takenArchive.count({
        where: { state: { in: ["waiting", "working"] } },
      });
      if (waiting === 0) return;
      const { makeArchive } = await import("./make.ts");
      await makeArchive({ resources, release }, signal);
    },
    async sweep() {
      await (await import("./sweep.ts")).sweepArchives(resources);
    },
  };
}
