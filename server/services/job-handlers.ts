import type { JobHandlers } from "#server/jobs/index.ts";
import { reminderJobs } from "./reminders/jobs.ts";
import type { Resources } from "./resources.ts";

/** Who does which kind of job. A kind is never given another meaning: rows outlive releases. */
export function jobHandlers(resources: Resources): JobHandlers {
  return { ...reminderJobs(resources) };
}
