import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { appendEvent, eventsAppendedIn, type NewEvent } from "#server/services/audit/append.ts";
import type { Transaction } from "#server/database/index.ts";
import { notifyDesks } from "./notify-desks.ts";
import { writeFollowUps } from "./follow-ups.ts";
import type { Resources } from "./resources.ts";

/** Returned by work whose preparation no longer holds; nothing was written. */
export const AGAIN = "again";
export type Again = typeof AGAIN;

type Effect = (resources: Resources) => void | Promise<void>;

/** One transaction, as its work sees it. */
export interface UnitOfWork {
  readonly tx: Transaction;
  /** The time of everything in it. */
  readonly at: Date;
  readonly ids: () => string;
  /** Appends an audit line; returns its number. */
  append(event: NewEvent): Promise<number>;
  /**
   * Defers an effect until after the commit, such as closing sockets. It does not run where the
   * transaction is refused or fails; its own failure is logged, since what was written stays.
   */
  afterCommit(effect: Effect): void;
}

/**
 * Runs work in a transaction that locks the head of the chain: such transactions run one after the
 * other, across all processes. Work that returns a refusal is rolled back. Afterwards the open
 * desks that show what was recorded are notified.
 */
export function auditedTransaction<R extends Outcome<unknown> | Again>(
  resources: Resources,
  work: (unit: UnitOfWork) => Promise<R>,
): Promise<R> {
  return transact(resources, (inside) => resources.database.write(inside), work);
}

/**
 * Like `auditedTransaction`, without the lock on the head and so without audit lines. It begins
 * with a write to the actor's own row: one person's such writes run one after the other,
 * independent of others'.
 */
export function unauditedTransaction<R extends Outcome<unknown> | Again>(
  resources: Resources,
  work: (unit: Omit<UnitOfWork, "append">) => Promise<R>,
  actor: Actor,
): Promise<R> {
  return transact(
    resources,
    (inside) => resources.database.writeUnaudited(actor.userId, inside),
    async (unit) => {
      const outcome = await work(unit);
      if (eventsAppendedIn(unit.tx).length > 0) {
        throw new Error("a line was recorded without the lock on the record's head");
      }
      return outcome;
    },
  );
}

async function transact<R extends Outcome<unknown> | Again>(
  resources: Resources,
  open: (inside: (tx: Transaction) => Promise<R>) => Promise<R>,
  work: (unit: UnitOfWork) => Promise<R>,
): Promise<R> {
  const { clock, ids, log } = resources;
  let effects: Effect[] = [];
  let opened: Transaction | null = null;
  let outcome: R;
  try {
    outcome = await open(async (tx) => {
      const at = clock();
      // Reset for each attempt at a busy database.
      effects = [];
      const answered = await work({
        tx,
        at,
        ids,
        append: (event) => appendEvent(tx, at, event),
        afterCommit: (effect) => effects.push(effect),
      });
      if (answered === AGAIN || !answered.ok) throw new Undone(answered);
      opened = tx;
      if (await writeFollowUps(tx, at, eventsAppendedIn(tx)))
        effects.push(({ jobs }) => jobs.wake());
      return answered;
    });
  } catch (error) {
    // It carries the result of this very work.
    if (error instanceof Undone) return error.outcome as R;
    throw error;
  }
  // The line of what was written beside texts came last.
  const recorded = opened ? eventsAppendedIn(opened) : [];
  resources.record?.appended(recorded.map(({ sequence }) => sequence));
  effects.push((all) => notifyDesks(all, recorded));
  for (const effect of effects) {
    try {
      await effect(resources);
    } catch (error) {
      log.error({ err: error }, "what should follow a commit failed; what was written stands");
    }
  }
  return outcome;
}

/** Rolls back a transaction with a result. */
class Undone extends Error {
  constructor(readonly outcome: Outcome<unknown> | Again) {
    super("undone");
  }
}
