import { startJobs, type JobRunner, type JobRunnerOptions } from "#server/jobs/index.ts";
import { DELIVER } from "#server/services/webhooks/job.ts";

/** The deliveries to other programs that one process has under way at once. */
const DELIVERIES = 2;

/**
 * Runs jobs, and deliveries to other programs in turns of their own: a receiver that answers slowly holds
 * up other deliveries, and no letter. One table holds both, so one of the runners counts and clears it.
 */
export function startAllJobs(options: JobRunnerOptions): JobRunner {
  const { metrics: _counted, ...shared } = options;
  const { [DELIVER]: deliver, ...others } = options.handlers;
  const jobs = startJobs({ ...options, handlers: others });
  if (!deliver) return jobs;
  const deliveries = startJobs({
    ...shared,
    handlers: { [DELIVER]: deliver },
    mostAtOnce: DELIVERIES,
  });
  return {
    wake() {
      jobs.wake();
      deliveries.wake();
    },
    cleanUp: () => jobs.cleanUp(),
    async stop() {
      await Promise.all([jobs.stop(), deliveries.stop()]);
    },
  };
}
