import type { JobHandlers } from "#server/jobs/index.ts";
import { accountJobs } from "./account/jobs.ts";
import { guestJobs } from "./guests/jobs.ts";
import { reminderJobs } from "./reminders/jobs.ts";
import { replyByMailJobs } from "./reply-by-mail/jobs.ts";
import type { Resources } from "./resources.ts";
import { searchJobs } from "./search/reindex.ts";
import { archiveJobs } from "./taking-along/jobs.ts";
import { webhookJobs } from "./webhooks/jobs.ts";

/** The handler of each kind of job. A kind never changes its meaning, as rows outlive releases. */
export function jobHandlers(resources: Resources): JobHandlers {
  return {
    ...reminderJobs(resources),
    ...accountJobs(resources),
    ...searchJobs(resources),
    ...archiveJobs(resources),
    ...webhookJobs(resources),
    ...replyByMailJobs(resources),
    ...guestJobs(resources),
  };
}
