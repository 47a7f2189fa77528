import type { JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";

/** Letters about answers by e-mail; the kind stands in rows, and is never renamed. */
export function replyByMailJobs(resources: Resources): JobHandlers {
  return {
    "mail.answer-not-taken": async (job) =>
      (await import("./not-taken.ts")).mailNotTaken(resources, job),
  };
}
