import type { RoomsLog } from "#server/rooms/ports.ts";

/** The state of the process's commits: they work, one failed, or for too long nothing could be written. */
export type SavingHealth = "saving" | "not-saving" | "not-saving-for-long";

interface SavingPorts {
  readonly logger: RoomsLog;
  readonly monotonicNow: () => number;
  /** Whether the process wrote anything else into the database in the last so many milliseconds. */
  readonly hasWritten: (withinMs: number) => boolean;
}

/** Milliseconds without a commit after which somebody has to look, and between two lines about it. */
const LONG_MS = 60_000;
const AGAIN_MS = 10 * 60_000;
/** The most drafts that one line names. */
const NAMED = 20;

/** Watches for drafts that can't be saved, for the operator's eyes: /readyz and the log (R12). */
export class SavingWatch {
  readonly #ports: SavingPorts;
  /** The drafts whose commits fail, and since when. */
  readonly #failing = new Map<string, number>();
  #lastCommit = -Infinity;
  /** When the log last named the drafts that can't be saved; null where it has not. */
  #saidAt: number | null = null;

  constructor(ports: SavingPorts) {
    this.#ports = ports;
  }

  get saving(): SavingHealth {
    if (this.#failing.size === 0) return "saving";
    const now = this.#ports.monotonicNow();
    const isOld = [...this.#failing.values()].some((since) => now - since >= LONG_MS);
    // A draft that alone can't be saved stops nobody else (R12), also where nobody else writes now.
    const isAlone = now - this.#lastCommit < LONG_MS || this.#ports.hasWritten(LONG_MS);
    return isOld && !isAlone ? "not-saving-for-long" : "not-saving";
  }

  failed(documentId: string): void {
    const now = this.#ports.monotonicNow();
    if (!this.#failing.has(documentId)) this.#failing.set(documentId, now);
    const old = [...this.#failing].filter(([, since]) => now - since >= LONG_MS);
    if (old.length === 0) return;
    if (this.#saidAt !== null && now - this.#saidAt < AGAIN_MS) return;
    this.#saidAt = now;
    const oldest = Math.min(...old.map(([, since]) => since));
    this.#ports.logger.error(
      {
        documentIds: old.slice(0, NAMED).map(([id]) => id),
        drafts: old.length,
        seconds: Math.round((now - oldest) / 1_000),
      },
      "drafts can't be saved",
    );
  }

  committed(): void {
    this.#lastCommit = this.#ports.monotonicNow();
  }

  /** Call when a draft is saved again, or has nothing more to save. */
  recovered(documentId: string): void {
    if (!this.#failing.delete(documentId) || this.#failing.size > 0) return;
    if (this.#saidAt !== null) this.#ports.logger.info({}, "drafts are saved again");
    this.#saidAt = null;
  }
}
