import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { appendEvent, eventsAppendedIn, type NewEvent } from "#server/services/audit/append.ts";
import type { Transaction } from "#server/database/index.ts";
import { tellDesks } from "./desk-news.ts";
import { writeFollowUps } from "./follow-ups.ts";
import type { Resources } from "./resources.ts";

/** The answer of work that found something else than it was prepared for; nothing was written. */
export const AGAIN = "again";
export type Again = typeof AGAIN;

type Effect = (resources: Resources) => void | Promise<void>;

/** One transaction, as the work in it sees it. */
export interface UnitOfWork {
  readonly tx: Transaction;
  /** When it happens: one moment for all of it. */
  readonly at: Date;
  readonly ids: () => string;
  /** Appends a line to the record; answers its number. */
  append(event: NewEvent): Promise<number>;
  /**
   * Leaves something for after the commit, such as closing sockets. It is never done where the
   * transaction is refused or fails; where it fails itself, that is logged, as what was written stands.
   */
  afterCommit(effect: Effect): void;
}

/**
 * Runs work in a transaction that holds the head of the record: such transactions run one after the
 * other, on every process. Work that answers a refusal is undone as a whole. Afterwards the open desks
 * that show what was recorded are told.
 */
export function auditedTransaction<R extends Outcome<unknown> | Again>(
  resources: Resources,
  _actor: Actor | null,
  work: (unit: UnitOfWork) => Promise<R>,
): Promise<R> {
  return transact(resources, (inside) => resources.database.write(inside), work);
}

/**
 * As `auditedTransaction`, without the lock on the head and so without lines in the record. It begins
 * with a write to the actor's own row: what one person writes so runs one after the other, and what
 * others write at the same time is not waited for.
 */
export function unauditedTransaction<R extends Outcome<unknown> | Again>(
  resources: Resources,
  actor: Actor,
  work: (unit: Omit<UnitOfWork, "append">) => Promise<R>,
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
  let recorded: readonly NewEvent[] = [];
  let outcome: R;
  try {
    outcome = await open(async (tx) => {
      const at = clock();
      // Anew for each attempt at a busy database.
      effects = [];
      const answered = await work({
        tx,
        at,
        ids,
        append: (event) => appendEvent(tx, at, event),
        afterCommit: (effect) => effects.push(effect),
      });
      if (answered === AGAIN || !answered.ok) throw new Undone(answered);
      recorded = eventsAppendedIn(tx);
      if (await writeFollowUps(tx, at, recorded)) effects.push(({ jobs }) => jobs.wake());
      return answered;
    });
  } catch (error) {
    // What it carries was answered by this very work.
    if (error instanceof Undone) return error.outcome as R;
    throw error;
  }
  effects.push((all) => tellDesks(all, recorded));
  for (const effect of effects) {
    try {
      await effect(resources);
    } catch (error) {
      log.error({ err: error }, "what should follow a commit failed; what was written stands");
    }
  }
  return outcome;
}

/** Ends a transaction without a trace. */
class Undone extends Error {
  constructor(readonly outcome: Outcome<unknown> | Again) {
    super("undone");
  }
}
