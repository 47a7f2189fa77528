import type { PresentPerson } from "#server/cluster/index.ts";
import type { Scheduler } from "#server/scheduler.ts";

/** Milliseconds between two messages of one room: at most five a second (R24). */
const BETWEEN_MS = 200;

type Send = (documentId: string, states: readonly PresentPerson[], gone: readonly number[]) => void;

interface PresenceWaiting {
  sentAt: number;
  /** The state of each client that changed since; null where it is gone. */
  readonly changed: Map<number, string | null>;
}

/** Gathers who is there and where, for the other processes: the first at once, then five times a second. */
export class PresenceOut {
  readonly #rooms = new Map<string, PresenceWaiting>();
  readonly #scheduler: Scheduler;
  readonly #send: Send;
  #callOff: (() => void) | null = null;

  constructor(scheduler: Scheduler, send: Send) {
    this.#scheduler = scheduler;
    this.#send = send;
  }

  add(documentId: string, states: readonly PresentPerson[], gone: readonly number[]): void {
    let waiting = this.#rooms.get(documentId);
    if (!waiting) {
      waiting = { sentAt: -Infinity, changed: new Map() };
      this.#rooms.set(documentId, waiting);
    }
    for (const [clientId, json] of states) waiting.changed.set(clientId, json);
    for (const clientId of gone) waiting.changed.set(clientId, null);
    if (this.#scheduler.now() - waiting.sentAt >= BETWEEN_MS) this.#sendOne(documentId, waiting);
    else this.#schedule();
  }

  forget(documentId: string): void {
    this.#rooms.delete(documentId);
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#rooms.clear();
  }

  #schedule(): void {
    this.#callOff ??= this.#scheduler.after(BETWEEN_MS, () => {
      this.#callOff = null;
      for (const [documentId, waiting] of this.#rooms) {
        if (waiting.changed.size > 0) this.#sendOne(documentId, waiting);
      }
    });
  }

  #sendOne(documentId: string, waiting: PresenceWaiting): void {
    waiting.sentAt = this.#scheduler.now();
    const states: PresentPerson[] = [];
    const gone: number[] = [];
    for (const [clientId, json] of waiting.changed) {
      if (json === null) gone.push(clientId);
      else states.push([clientId, json]);
    }
    waiting.changed.clear();
    this.#send(documentId, states, gone);
  }
}
