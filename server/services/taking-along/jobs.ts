import type { JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";

/** The kind stands in rows, and is never renamed. */
export const ARCHIVE_READY = "archives.ready";

/** The mail that an archive is ready; its code is read with the first of them. */
export function archiveJobs(resources: Resources): JobHandlers {
  return {
    [ARCHIVE_READY]: async (job) => (await import("./mail.ts")).mailArchiveReady(resources, job),
  };
}
