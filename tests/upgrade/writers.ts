import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { Witness, type WitnessPage } from "#tests/rooms/faults/witness.ts";
import { editAtRandom } from "#tests/rooms/support/editing.ts";
import { below, pick, type Random } from "#tests/rooms/support/random.ts";
import { rootOf } from "#tests/rooms/support/stock.ts";

const LONG_MS = 60_000;

export async function until(what: string, holds: () => boolean, ms = LONG_MS): Promise<void> {
  const deadline = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${ms} ms`);
    await sleep(20);
  }
}

interface Desk {
  readonly draft: string;
  readonly witness: Witness;
  readonly writes: boolean;
}

/** People who write in several drafts and come back by themselves when their socket closes. */
export class Writers {
  /** The codes with which sockets were closed, and how often each. */
  readonly closes = new Map<number, number>();
  readonly #desks: Desk[];
  #isOver = false;
  #writing: Promise<void> = Promise.resolve();

  /** Of each draft's people the last one only reads. */
  constructor(
    private readonly url: string,
    private readonly random: Random,
    drafts: readonly string[],
    pages: readonly WitnessPage[],
  ) {
    this.#desks = pages.map((page, index) => ({
      draft: drafts[index % drafts.length] ?? "",
      witness: new Witness(`person ${index}`, page),
      writes: index < pages.length - drafts.length,
    }));
  }

  async begin(): Promise<void> {
    for (const desk of this.#desks) this.#connect(desk);
    await until("all in sync", () => this.#desks.every(({ witness }) => witness.isSynced));
    this.#writing = this.#write();
  }

  /** Stops writing, and waits until everything has its receipt. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
    await until("all back", () => {
      this.#reconnect();
      return this.#desks.every(({ witness }) => witness.isSynced);
    });
    for (const { witness } of this.#desks) witness.barrier();
    await until("all receipts", () => this.#desks.every(({ witness }) => witness.isSettled));
  }

  disconnect(): void {
    this.#isOver = true;
    for (const { witness } of this.#desks) witness.disconnect();
  }

  /** How many updates have been written. */
  written = 0;

  get refusals(): string[] {
    return this.#desks.flatMap(({ witness }) => witness.refusals);
  }

  /** What a process keeps of a draft, as somebody reads it there who knows nothing. */
  async readAt(url: string, draft: string): Promise<Uint8Array> {
    const [first] = this.#desks;
    const reader = new Witness("reader", { ...first!.witness.page, origin: this.url });
    reader.connect(url, draft);
    await until("a reader in sync", () => reader.isSettled);
    reader.disconnect();
    return Y.encodeStateAsUpdate(reader.doc);
  }

  /** What somebody was promised or shown that is not in `kept`. */
  missingIn(draft: string, kept: Uint8Array): string[] {
    return this.#at(draft).flatMap(({ witness }) =>
      [...witness.receipted.missingIn(kept), ...witness.shown.missingIn(kept)].map(
        (missing) => `${witness.who}: ${missing}`,
      ),
    );
  }

  /** Waits until all people of a draft have the same text, which `kept` has. */
  async agreeOn(draft: string, kept: Uint8Array): Promise<void> {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, kept);
    const text = rootOf(doc).toString();
    await until(`all have the same text in ${draft}`, () =>
      this.#at(draft).every(({ witness }) => rootOf(witness.doc).toString() === text),
    );
  }

  #at(draft: string): Desk[] {
    return this.#desks.filter((desk) => desk.draft === draft);
  }

  #connect({ witness, draft }: Desk): void {
    witness.connect(this.url, draft);
  }

  #reconnect(): void {
    for (const desk of this.#desks) {
      const { closed } = desk.witness;
      if (closed === null) continue;
      this.closes.set(closed, 1 + (this.closes.get(closed) ?? 0));
      this.#connect(desk);
    }
  }

  async #write(): Promise<void> {
    const writing = this.#desks.filter(({ writes }) => writes);
    while (!this.#isOver) {
      this.#reconnect();
      for (let edits = below(this.random, 4); edits > 0; edits -= 1) {
        editAtRandom(pick(this.random, writing).witness.doc, this.random);
        this.written += 1;
      }
      await sleep(20 + below(this.random, 40));
    }
  }
}
