import { messageOf } from "#server/message-of.ts";
import { Gauge, type Registry } from "prom-client";
import { DatabaseProblem, isBusy, type Database } from "#server/database/index.ts";
import { databaseTime } from "#server/database/time.ts";
import type { Log } from "#server/log.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { busyTasks, endTurn, renewTurn, takeTurn, type Turn } from "./take.ts";

/** How long the turn of a process that died keeps others from the task, in milliseconds. */
export const TURN_LEASE_MS = 30_000;
const RENEWAL_MS = 10_000;
/** How often a process looks for tasks that are due. */
const LOOK_MS = 15_000;
/** The first retry; each further one waits twice as long, as the task's interval at most. */
const FIRST_RETRY_MS = 60_000;
/** The time limit of a turn. */
const TURN_LIMIT_MS = 60 * 60_000;
/** How long stopping waits until turns are given back. */
const STOP_LIMIT_MS = 5_000;

/** Given to a task in its turn. */
interface TurnContext {
  /** Aborted when the turn is lost, takes longer than an hour, or the process stops. */
  readonly signal: AbortSignal;
}

export type Work = (turn: TurnContext) => Promise<unknown>;

export interface Leases {
  /**
   * Has a task done once in every interval by one process of all (R27), and again after a failure,
   * with back-off. When it was done last is kept, so that a start does not do it again. A task must
   * be harmless when done twice: its process may die on the way.
   * @param firstMs how long this process waits before its first turn.
   */
  runOnce(name: string, everyMs: number, work: Work, firstMs?: number): void;
  /**
   * Does something while nobody else does, once it is this process's turn. Throws DatabaseProblem
   * where others keep it for longer than `limitMs`.
   */
  whileLeased<T>(name: string, limitMs: number, work: () => Promise<T>): Promise<T>;
  /** Looks at once for what is due, and waits for it. */
  look(): Promise<void>;
  /** Takes no more turns, and gives back those that it has: their work is called off. */
  stop(): Promise<void>;
}

interface ClusterTask {
  readonly name: string;
  readonly everyMs: number;
  readonly work: Work;
  /** By the scheduler's time. */
  readonly notBefore: number;
}

interface HeldTurn {
  readonly turn: Turn;
  readonly controller: AbortController;
}

export function createLeases({
  database,
  holder,
  scheduler,
  log,
  metrics,
  clock,
}: {
  readonly database: Pick<Database, "client" | "provider">;
  /** The process's id. */
  readonly holder: string;
  readonly scheduler: Scheduler;
  readonly log: Pick<Log, "error" | "warn">;
  readonly metrics?: Registry | undefined;
  /** For tests; without it, time is the database's. */
  readonly clock?: () => Date;
}): Leases {
  const time = databaseTime(database.provider, clock);
  const tasks = new Map<string, ClusterTask>();
  const held = new Map<string, HeldTurn>();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;
  let isStopped = false;
  if (metrics) registerGauge(metrics, () => [...tasks.keys()], held);

  const take = (name: string) => takeTurn(database, time, { name, holder, leaseMs: TURN_LEASE_MS });

  async function lookOnce(): Promise<void> {
    const busy = await busyTasks(database, time);
    for (const task of tasks.values()) {
      if (isStopped) return;
      if (busy.has(task.name) || held.has(task.name)) continue;
      if (scheduler.now() < task.notBefore) continue;
      const turn = await take(task.name);
      if (turn) begin(task, turn);
    }
  }

  const look = () =>
    (looking ??= lookOnce()
      .catch((error: unknown) => {
        // The next look comes in seconds.
        if (!isBusy(error)) log.error({ why: messageOf(error) }, "tasks could not be looked for");
      })
      .finally(() => (looking = null)));

  function begin(task: ClusterTask, turn: Turn): void {
    const ended = runTask(task, turn).finally(() => running.delete(ended));
    running.add(ended);
  }

  async function runTask({ name, everyMs, work }: ClusterTask, turn: Turn): Promise<void> {
    const hold = keepTurn(turn);
    let callOff: () => void = () => undefined;
    const lost = new Promise<never>((_resolve, reject) => {
      const onAbort = () => reject(hold.controller.signal.reason as Error);
      hold.controller.signal.addEventListener("abort", onAbort, { once: true });
      callOff = scheduler.after(TURN_LIMIT_MS, () =>
        hold.controller.abort(new Error("it took longer than an hour")),
      );
    });
    let end = { dueInMs: everyMs, failures: 0 };
    try {
      await Promise.race([work({ signal: hold.controller.signal }), lost]);
    } catch (error) {
      const failures = turn.failures + 1;
      // A stopping process leaves the task to the others at once.
      end = isStopped
        ? { dueInMs: 0, failures: turn.failures }
        : { dueInMs: Math.min(everyMs, FIRST_RETRY_MS * 2 ** (failures - 1)), failures };
      if (!isStopped) log.error({ task: name, err: error, failures }, "a task failed");
    } finally {
      callOff();
      hold.release();
    }
    await endTurn(database, time, turn, end).catch((error: unknown) =>
      // The lease ends, and the task is done again.
      log.warn({ task: name, why: messageOf(error) }, "a task's end was not kept"),
    );
  }

  /** Renews a turn until it is released; aborts its signal when it is lost. */
  function keepTurn(turn: Turn): HeldTurn & { release(): void } {
    const controller = new AbortController();
    const own = { turn, controller };
    held.set(turn.name, own);
    let renewedAt = scheduler.now();
    let isAsking = false;
    const ask = async () => {
      isAsking = true;
      const askedAt = scheduler.now();
      try {
        if (await renewTurn(database, time, turn, TURN_LEASE_MS)) renewedAt = askedAt;
        else controller.abort(new Error("another process has taken the turn"));
      } catch (error) {
        log.warn({ task: turn.name, why: messageOf(error) }, "a turn was not renewed");
      } finally {
        isAsking = false;
      }
    };
    const renew = async () => {
      // Also where the database has not answered the last time yet.
      if (!isAsking) await ask();
      if (scheduler.now() - renewedAt >= TURN_LEASE_MS) {
        controller.abort(new Error("the turn could not be renewed"));
      }
    };
    const callOff = scheduler.every(RENEWAL_MS, () => void renew());
    return {
      ...own,
      release() {
        callOff();
        if (held.get(turn.name) === own) held.delete(turn.name);
      },
    };
  }

  async function sayWhoIsWaitedFor(name: string, limitMs: number): Promise<void> {
    const lease = await database.client.lease.findUnique({ where: { name } });
    const id = lease?.holder ?? null;
    const row = id === null ? null : await database.client.process.findUnique({ where: { id } });
    const since = row ? ` since ${row.startedAt.toISOString()}` : "";
    log.warn(
      { task: name, by: row?.label ?? id, waitsAtMostMinutes: limitMs / 60_000 },
      `another start does this${since}; waiting for its end, which is at most ${TURN_LEASE_MS / 1000} seconds away if it was killed`,
    );
  }

  const callOffLooking = scheduler.every(LOOK_MS, () => void look());
  return {
    runOnce(name, everyMs, work, firstMs = 0) {
      tasks.set(name, { name, everyMs, work, notBefore: scheduler.now() + firstMs });
    },

    async whileLeased(name, limitMs, work) {
      const began = scheduler.now();
      let turn = await take(name);
      if (turn === null) await sayWhoIsWaitedFor(name, limitMs);
      while (turn === null) {
        if (scheduler.now() - began > limitMs) {
          throw new DatabaseProblem(
            `Another process has been busy with "${name}" for ${Math.round(limitMs / 60_000)} minutes. Start again later.`,
          );
        }
        await scheduler.wait(500);
        turn = await take(name);
      }
      const hold = keepTurn(turn);
      try {
        return await work();
      } finally {
        hold.release();
        // A lease that is not given back runs out by itself.
        await endTurn(database, time, turn, { dueInMs: 0, failures: 0 }).catch(() => undefined);
      }
    },

    async look() {
      await look();
      await Promise.all(running);
    },

    async stop() {
      isStopped = true;
      callOffLooking();
      await looking;
      for (const { controller } of held.values()) controller.abort(new Error("the server stops"));
      let callOff: () => void = () => undefined;
      const late = new Promise<void>((resolve) => {
        callOff = scheduler.after(STOP_LIMIT_MS, resolve);
      });
      await Promise.race([Promise.all(running), late]);
      callOff();
    },
  };
}

/** `cluster_task_held` is 1 for the tasks in whose turn this process is. */
function registerGauge(
  registry: Registry,
  names: () => readonly string[],
  held: ReadonlyMap<string, unknown>,
): void {
  const gauge = new Gauge({
    name: "cluster_task_held",
    help: "Whether this process is doing a task that one process does for all",
    labelNames: ["task"],
    registers: [],
    collect() {
      for (const task of names()) this.set({ task }, held.has(task) ? 1 : 0);
    },
  });
  registry.registerMetric(gauge);
}
