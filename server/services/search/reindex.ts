import { JobFailed, writeJobAgain, type JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";

const KIND = "search.reindex";

/** Writes the job, which a server on this database does now, or when it starts. */
export async function askForReindex({
  database,
  clock,
}: Pick<Resources, "database" | "clock">): Promise<void> {
  await database.client.$transaction((tx) =>
    writeJobAgain(tx, clock(), { kind: KIND, key: KIND, payload: {} }),
  );
}

/** The kind stands in rows, and is never renamed. */
export function searchJobs({ search }: Pick<Resources, "search">): JobHandlers {
  return {
    [KIND]: async () => {
      // Whoever fills the index sees that it has no mark, and begins anew.
      const wiped = await (await search?.index())?.wipe();
      if (wiped && !wiped.ok) {
        throw new JobFailed("The index of what is found could not be thrown away.");
      }
    },
  };
}
