import type { Socket } from "#server/rooms/socket/socket.ts";

/**
 * Processes messages in order: while one waits for the database, later ones wait too, and the
 * socket is not read.
 */
export class Inbox {
  readonly #messages: Uint8Array[] = [];
  #isBusy = false;

  constructor(
    readonly socket: Pick<Socket, "hold" | "release">,
    /** Returns a promise where the following messages must wait. */
    readonly handle: (bytes: Uint8Array) => Promise<void> | null,
    /** Called with what `handle` throws or rejects with. */
    readonly onFailure: (error: unknown) => void,
  ) {}

  /** Takes one message; `bytes` may be reused once it returns. */
  receive(bytes: Uint8Array): void {
    if (this.#isBusy) {
      this.#messages.push(new Uint8Array(bytes));
      return;
    }
    try {
      const pending = this.handle(bytes);
      if (pending) void this.#finish(pending);
    } catch (error) {
      this.onFailure(error);
    }
  }

  async #finish(first: Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.socket.hold();
    try {
      await first;
      for (let next = this.#messages.shift(); next; next = this.#messages.shift()) {
        await this.handle(next);
      }
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.#isBusy = false;
      this.#messages.length = 0;
      this.socket.release();
    }
  }
}
