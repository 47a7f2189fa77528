import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { MESSAGE } from "#app/protocol/messages.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import type { Place } from "./room-server.ts";

/** A stock y-websocket client of this person. */
export function openStock(
  roomServer: Place,
  options: { who?: string; documentId?: string; doc?: Y.Doc } = {},
): { doc: Y.Doc; provider: WebsocketProvider } {
  const { who = "ana", documentId = roomServer.fixture.documentId, doc = new Y.Doc() } = options;
  const { origin } = roomServer;
  class SignedInSocket extends WebSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols ?? [], { headers: { Cookie: `who=${who}`, Origin: origin } });
    }
  }
  const provider = new WebsocketProvider(
    `ws://127.0.0.1:${roomServer.port}/rooms`,
    documentId,
    doc,
    {
      params: { schema: "1" },
      WebSocketPolyfill: SignedInSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    },
  );
  // For a message that it does not know it only writes a line to the console.
  provider.messageHandlers[MESSAGE.notice] = () => undefined;
  onTestFinished(() => {
    provider.destroy();
    doc.destroy();
  });
  return { doc, provider };
}

export { paragraphOf, rootOf, writeParagraph } from "./paragraph.ts";

/**
 * Lets the event loop turn: what a socket of this process was sent by another of this process is read
 * by then, unless it is not read at all.
 */
export async function turns(times = 50): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until something holds, at most `ms`. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
