import type { JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { DELIVER, SWITCH_OFF } from "./job.ts";

/** Deliveries to other programs. Their code is read with the first of them. */
export function webhookJobs(resources: Resources): JobHandlers {
  return {
    [DELIVER]: async (job, signal) =>
      (await import("./deliver.ts")).deliverWebhook(resources, job, signal),
    [SWITCH_OFF]: async (job) =>
      (await import("./switch-off.ts")).switchOffByServer(resources, job),
  };
}
