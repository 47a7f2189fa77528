import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export interface JobFigures {
  readonly waiting: number;
  readonly dead: number;
  /** The delay of the oldest due job in seconds; 0 without one. */
  readonly late: number;
}

/** The counters of the runner. */
interface JobMetrics {
  ended(kind: string, how: "done" | "retried" | "given-up", seconds: number): void;
}

/**
 * Registers this process's counters and, queried from the database on each scrape, the number of
 * waiting jobs in the whole workspace.
 */
export function registerJobMetrics(
  registry: Registry,
  figures: () => Promise<JobFigures>,
  running: () => number,
): JobMetrics {
  const registers = [registry];
  let asked: Promise<JobFigures> | null = null;
  // One query for all three gauges.
  const once = () => {
    asked ??= figures().finally(() => (asked = null));
    return asked;
  };
  const gauge = (name: string, help: string, read: (now: JobFigures) => number) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // Without an answer of the database the gauges keep their values.
        await once().then(
          (now) => this.set(read(now)),
          () => undefined,
        );
      },
    });
  gauge("jobs_waiting", "Jobs that are due and not done", (now) => now.waiting);
  gauge("jobs_dead", "Jobs that were given up and wait for the administrator", (now) => now.dead);
  gauge("jobs_late_seconds", "How late the job is that waits longest", (now) => now.late);
  const now = new Gauge({
    name: "jobs_running",
    help: "Jobs that this process works on",
    registers: [],
    collect() {
      this.set(running());
    },
  });
  registry.registerMetric(now);
  const attempts = new Counter({
    name: "jobs_attempts_total",
    help: "Attempts at jobs by what became of them",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "jobs_seconds",
    help: "Time of an attempt at a job",
    labelNames: ["kind"],
    buckets: [0.01, 0.05, 0.2, 1, 5, 20, 60],
    registers,
  });
  return {
    ended(kind, outcome, took) {
      attempts.inc({ kind, outcome });
      seconds.observe({ kind }, took);
    },
  };
}
