import { messageOf } from "#server/message-of.ts";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Database } from "#server/database/index.ts";
import { isBusy } from "#server/database/index.ts";
import { timeOfDatabase } from "#server/database/time.ts";
import type { Scheduler } from "#server/scheduler.ts";
import {
  JobFailed,
  JobGivenUp,
  MOST_ATTEMPTS,
  waitAfter,
  type JobHandler,
  type TakenJob,
} from "./job.ts";
import { registerJobMetrics, type JobFigures } from "./metrics.ts";
import { giveUpExpiredJobs, endAttempt, removeOldJobs, takeJobs, type AttemptEnd } from "./take.ts";

export { JobFailed, JobGivenUp, MOST_ATTEMPTS, type NewJob, type TakenJob } from "./job.ts";
export { writeJob, writeJobAgain } from "./write.ts";

/** The simultaneous jobs of one process. */
const MAX_CONCURRENT = 4;
/** The interval of checks for jobs that other processes wrote, or that have become due. */
const POLL_MS = 5_000;
/** The time limit of an attempt. */
const ATTEMPT_LIMIT_MS = 60_000;
/** Exceeds the limit of an attempt by more than it takes to store its end. */
const LEASE_MS = 3 * 60_000;
/** Keys contain days and versions, which don't recur. */
const RETENTION_MS = 400 * 24 * 60 * 60_000;
/**
 * How long stopping waits for running attempts; unfinished jobs are taken again when their lease
 * ends.
 */
const STOP_LIMIT_MS = 5_000;

/** The part of the runner that services need. */
export interface JobsPort {
  /** Call after writing jobs: this process checks at once instead of with its next poll. */
  wake(): void;
}

export interface JobRunner extends JobsPort {
  /** Gives up jobs whose last attempt ended with its process, and deletes old ones; every hour. */
  cleanUp(): Promise<void>;
  /** Takes no more jobs, and waits a few seconds at most for the running ones. */
  stop(): Promise<void>;
}

/** The handler of each kind of job; an unknown kind waits for a release that knows it. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

export interface JobRunnerOptions {
  readonly database: Database;
  readonly handlers: JobHandlers;
  /** For tests; without it, time is the database's, so that one clock decides about leases. */
  readonly clock?: () => Date;
  readonly scheduler: Scheduler;
  readonly log: Logger;
  readonly metrics?: Registry;
  readonly mostAtOnce?: number;
  /** A random number from 0 to 1, like Math.random. */
  readonly random?: () => number;
}

/**
 * Runs the jobs of the table (R28), beside any number of other processes on the same database: each
 * job is leased by one at a time, retried with back-off after a failure, and after twelve attempts
 * left to the administrator.
 */
export function startJobs(options: JobRunnerOptions): JobRunner {
  const { database, handlers, clock, scheduler, log, mostAtOnce = MAX_CONCURRENT } = options;
  // A time that is late by the moment until it is used takes no lease too early.
  const now = async () => clock?.() ?? timeOfDatabase(database);
  const random = options.random ?? Math.random;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let looking = false;
  let askedMeanwhile = false;
  const metrics =
    options.metrics &&
    registerJobMetrics(
      options.metrics,
      async () => jobFigures(database, await now()),
      () => running.size,
    );

  /**
   * Takes as many jobs as there is room for; repeats if it was woken meanwhile, or if more may
   * wait.
   */
  async function look(): Promise<void> {
    if (looking) {
      askedMeanwhile = true;
      return;
    }
    looking = true;
    try {
      do {
        askedMeanwhile = false;
        const room = mostAtOnce - running.size;
        if (room <= 0 || stopping.signal.aborted) break;
        const at = await now();
        const jobs = await takeJobs(
          database,
          at,
          new Date(at.getTime() + LEASE_MS),
          room,
          Object.keys(handlers),
        );
        for (const job of jobs) begin(job);
        if (jobs.length === room) askedMeanwhile = running.size < mostAtOnce;
      } while (askedMeanwhile);
    } catch (error) {
      // A busy database is checked again with the next poll.
      if (!isBusy(error)) log.error({ why: messageOf(error) }, "jobs could not be looked for");
    } finally {
      looking = false;
    }
  }

  function begin(job: TakenJob): void {
    const work = attempt(job).finally(() => {
      running.delete(job.id);
      if (!stopping.signal.aborted) void look();
    });
    running.set(job.id, work);
  }

  async function attempt(job: TakenJob): Promise<void> {
    const began = scheduler.now();
    const end = await tried(job);
    try {
      const at = await now();
      const isMine = await endAttempt(database, job, end, at);
      if (!isMine) {
        log.warn({ kind: job.kind, job: job.id }, "a job took longer than its lease");
        return;
      }
    } catch (error) {
      // Its lease ends, and it is retried.
      log.error({ kind: job.kind, job: job.id, why: messageOf(error) }, "a job's end was not kept");
      return;
    }
    const how = end.done ? "done" : end.againInMs !== null ? "retried" : "given-up";
    metrics?.ended(job.kind, how, (scheduler.now() - began) / 1000);
    if (!end.done) {
      const { kind, attempt: number } = job;
      const context = { kind, job: job.id, attempt: number, why: end.why };
      if (end.againInMs !== null) log.warn(context, "a job failed and is tried again");
      else log.error(context, "a job was given up; the administrator can have it tried again");
    }
  }

  async function tried(job: TakenJob): Promise<AttemptEnd> {
    const handler = handlers[job.kind];
    if (!handler) return failed(job, new JobFailed("This release does not know such jobs."));
    const limit = new AbortController();
    const onStop = () => limit.abort(new Error("the server stops"));
    stopping.signal.addEventListener("abort", onStop);
    let callOff: () => void = () => undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      callOff = scheduler.after(ATTEMPT_LIMIT_MS, () => {
        const why = new JobFailed(`It took longer than ${ATTEMPT_LIMIT_MS / 1000} seconds.`);
        limit.abort(why);
        reject(why);
      });
    });
    try {
      const write = await Promise.race([handler(job, limit.signal), tooLong]);
      return { done: true, write: write ?? null };
    } catch (error) {
      return failed(job, error);
    } finally {
      callOff();
      stopping.signal.removeEventListener("abort", onStop);
    }
  }

  function failed(job: TakenJob, error: unknown): AttemptEnd {
    const isLast = error instanceof JobGivenUp || job.attempt >= MOST_ATTEMPTS;
    const againInMs = isLast ? null : waitAfter(job.attempt, random());
    if (!(error instanceof JobFailed)) {
      log.error({ err: error, kind: job.kind, job: job.id }, "a job failed unexpectedly");
    }
    return { done: false, againInMs, why: reasonFor(error).slice(0, 300) };
  }

  const callOffPolling = scheduler.every(POLL_MS, () => void look());
  void look();

  return {
    wake: () => void look(),
    async cleanUp() {
      const at = await now();
      await giveUpExpiredJobs(database, at);
      await removeOldJobs(database, new Date(at.getTime() - RETENTION_MS));
    },
    async stop() {
      callOffPolling();
      stopping.abort();
      const over = Promise.all(running.values()).then(() => undefined);
      let callOff: () => void = () => undefined;
      const late = new Promise<void>((resolve) => {
        callOff = scheduler.after(STOP_LIMIT_MS, resolve);
      });
      await Promise.race([over, late]);
      callOff();
    },
  };
}

/** The reason for the administrator: the sentence of an expected failure; no details of others. */
function reasonFor(error: unknown): string {
  if (error instanceof JobFailed) return error.message;
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return `An unexpected error${code}; the server’s log says more.`;
}

/** The number of waiting jobs in the workspace, and the delay of the oldest. */
async function jobFigures({ client }: Database, now: Date): Promise<JobFigures> {
  const due = { doneAt: null, failedAt: null, runAt: { lte: now } };
  const [waiting, dead, first] = await Promise.all([
    client.job.count({ where: due }),
    client.job.count({ where: { doneAt: null, failedAt: { not: null } } }),
    client.job.findFirst({ where: due, orderBy: { runAt: "asc" }, select: { runAt: true } }),
  ]);
  const late = first ? (now.getTime() - first.runAt.getTime()) / 1000 : 0;
  return { waiting, dead, late };
}
