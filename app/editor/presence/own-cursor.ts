import * as encoding from "lib0/encoding";
import { type Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import { MESSAGE } from "#app/protocol/messages.ts";

/** Milliseconds between cursor messages (R14 allows 20 frames a second for each room). */
const CURSOR_MS = 60;

/**
 * Sends this page's own cursor. y-websocket forwards every awareness state it receives; but the
 * server decides who is present (R14), so only our own is sent, and not more often than anyone can
 * see.
 */
export class OwnCursor {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly socket: WebsocketProvider,
    private readonly awareness: Awareness,
    private readonly send: (bytes: Uint8Array<ArrayBuffer>) => void,
  ) {
    // oxlint-disable-next-line no-underscore-dangle -- y-websocket has no other way to stop it
    awareness.off("update", socket._awarenessUpdateHandler);
    awareness.on("update", this.onUpdate);
  }

  destroy(): void {
    if (this.timer) clearTimeout(this.timer);
    this.awareness.off("update", this.onUpdate);
  }

  private readonly onUpdate = (
    { added, updated, removed }: { added: number[]; updated: number[]; removed: number[] },
    origin: unknown,
  ): void => {
    if (origin === this.socket) return;
    const own = this.awareness.clientID;
    if ([...added, ...updated, ...removed].includes(own)) {
      this.timer ??= setTimeout(this.sendNow, CURSOR_MS);
    }
  };

  private readonly sendNow = (): void => {
    this.timer = null;
    this.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.awareness);
        encoding.writeVarUint8Array(
          encoder,
          encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]),
        );
      }),
    );
  };
}
