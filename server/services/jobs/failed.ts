import { failedJobForm } from "#app/domain/forms/jobs.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { command, workspaceTo } from "#server/services/command.ts";

const GONE = "This job is not among those that failed any more.";

/** Retries a job that was given up, with as many attempts as a new one. */
export const retryJob = command({
  on: workspaceTo("workspace.mend-jobs"),
  form: failedJobForm,
  async run({ tx, at, form: { jobId: id }, record, afterCommit }) {
    const job = await tx.job.findFirst({ where: { id, doneAt: null, failedAt: { not: null } } });
    if (!job) return refuse("not-found", GONE);
    await tx.job.update({
      where: { id },
      data: { failedAt: null, leasedTo: null, attempts: 0, runAt: at },
    });
    await record({ type: "job.retried", details: { id, kind: job.kind } });
    afterCommit(({ jobs }) => jobs.wake());
    return done();
  },
});

/** Discards a job that was given up. Its key stays used, so that the job is not written again. */
export const discardJob = command({
  on: workspaceTo("workspace.mend-jobs"),
  form: failedJobForm,
  async run({ tx, at, form: { jobId: id }, record }) {
    const job = await tx.job.findFirst({ where: { id, doneAt: null, failedAt: { not: null } } });
    if (!job) return refuse("not-found", GONE);
    await tx.job.update({ where: { id }, data: { doneAt: at } });
    await record({ type: "job.discarded", details: { id, kind: job.kind } });
    return done();
  },
});
