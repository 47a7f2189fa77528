import type { Outcome } from "#app/domain/refusal.ts";
import type { FoundConflicts, MeasuredConflicts } from "#server/rooms/drafts/draft-tasks.ts";
import type { AcceptedUpdate } from "#server/rooms/update/accepted-update.ts";
import { ConflictAllowance, stepsAbove } from "#server/rooms/update/conflict-allowance.ts";
import type { Conflicts } from "#server/rooms/update/conflicts.ts";
import type { Draft } from "./draft.ts";

/** Measures a draft in a worker: see DraftWorkers. */
export type MeasureConflicts = (
  input: MeasuredConflicts,
  documentId: string,
) => Promise<Outcome<FoundConflicts>>;

interface ConflictPorts {
  readonly measure: (input: MeasuredConflicts) => ReturnType<MeasureConflicts>;
  /** The pending updates, in order. */
  readonly pending: () => readonly AcceptedUpdate[];
}

/**
 * The verdict of measuring an update: `unknown` where no worker can tell, as while the draft's tasks pause
 * (R33). `stepsAbove` the bound of a draft are those that it brings.
 */
type MeasuredUpdate =
  | { readonly kind: "fits"; readonly stepsAbove: number }
  | { readonly kind: "too-costly" | "unknown" };

interface MeasuredBytes {
  readonly bytes: Uint8Array;
  readonly version: number;
  readonly after: Conflicts;
}

/** Keeps a room's draft from costing too much to open (R33a). */
export class ConflictChecks {
  readonly #draft: Draft;
  readonly #ports: ConflictPorts;
  readonly #allowance: ConflictAllowance;
  /** The conflicts as measured with everything that was accepted by then, and is not accepted yet. */
  #measured: MeasuredBytes | null = null;
  /** Measurements follow each other: each sees what was accepted before it. */
  #last: Promise<unknown> = Promise.resolve();
  #isMeasuring = false;

  constructor(draft: Draft, ports: ConflictPorts) {
    this.#draft = draft;
    this.#ports = ports;
    this.#allowance = new ConflictAllowance(draft.index.structsLoaded);
  }

  /** Whether an update can be accepted without measuring it, or was measured just now. */
  takes(update: AcceptedUpdate): boolean {
    return this.#foundOf(update) !== null || this.#allowance.takes(update, this.#draft.index);
  }

  /** Call with every update before the draft's index has it. */
  add(update: AcceptedUpdate): void {
    this.#allowance.add(update, this.#draft.index, this.#foundOf(update));
    this.measureSoon();
  }

  /** Call where the whole draft was read anew. */
  replaced(): void {
    this.#allowance.replaced();
    this.measureSoon();
  }

  /** Measures the draft where an update would have to wait for that soon. */
  measureSoon(): void {
    if (!this.#allowance.isDue || this.#isMeasuring) return;
    this.#isMeasuring = true;
    // Where that fails, the update that waits for it finds out.
    void this.#inTurn(() => this.#measure(null).catch(() => null)).finally(
      () => (this.#isMeasuring = false),
    );
  }

  /** Measures the draft with an update. */
  async measure(update: AcceptedUpdate): Promise<MeasuredUpdate> {
    const bytes = new Uint8Array(update.bytes);
    return this.#inTurn(async () => {
      if (this.#allowance.takes(update, this.#draft.index)) return { kind: "fits", stepsAbove: 0 };
      const { version } = this.#allowance;
      const found = await this.#measure(bytes);
      if (!found) return { kind: "unknown" };
      const above = stepsAbove(found.before, found.after);
      if (above === null) return { kind: "too-costly" };
      this.#measured = { bytes, version, after: found.after };
      return { kind: "fits", stepsAbove: above };
    });
  }

  #foundOf({ bytes }: AcceptedUpdate): Conflicts | null {
    const measured = this.#measured;
    if (!measured || measured.version !== this.#allowance.version) return null;
    return Buffer.compare(measured.bytes, bytes) === 0 ? measured.after : null;
  }

  #inTurn<Found>(work: () => Promise<Found>): Promise<Found> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #measure(update: Uint8Array | null): Promise<FoundConflicts | null> {
    const found = this.#allowance.measuring();
    const pending = this.#ports.pending().map(({ bytes }) => bytes);
    const parts = [...this.#draft.parts(), ...pending];
    const measured = await this.#ports.measure({ parts, update });
    if (!measured.ok) return null;
    found(measured.value.before);
    return measured.value;
  }
}
