import type { ConnectionOptions } from "node:tls";
import { WebSocket, type ClientOptions } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { decodeMessage } from "#tests/support/client-messages.ts";
import { encodeReceiptRequest } from "#app/protocol/messages.ts";
import { flowRoot } from "#app/document/flow/root.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";

/** Signs in as a script would: a form posted to /login, the cookie kept. */
export async function cookieOf(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ email, password: DEMO_PASSWORD }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`${email} could not sign in: ${answer.status}`);
  return cookie;
}

export interface RawRoom {
  readonly url: string;
  /** How the socket reaches the server, such as the certificate that it believes. */
  readonly connection?: ClientOptions & ConnectionOptions;
  readonly documentId: string;
  readonly cookie?: string | undefined;
  readonly origin?: string;
  readonly schema?: number;
}

/** Knocks at a room with a bare socket: the close code, or the HTTP status of a refused upgrade. */
export function knock(room: RawRoom): Promise<number> {
  return new Promise((resolve, reject) => {
    const schema = room.schema ?? SCHEMA_VERSION;
    const address = `${room.url.replace("http", "ws")}/rooms/${room.documentId}?schema=${schema}`;
    const socket = new WebSocket(address, {
      headers: {
        Origin: room.origin ?? room.url,
        ...(room.cookie ? { Cookie: room.cookie } : {}),
      },
    });
    const timer = setTimeout(() => reject(new Error("neither let in nor refused")), PATIENCE_MS);
    const answer = (code: number) => {
      clearTimeout(timer);
      resolve(code);
    };
    socket.on("close", answer);
    socket.on("unexpected-response", (_request, response) => answer(response.statusCode ?? 0));
    socket.on("error", () => undefined);
  });
}

/** A stock y-websocket client in the room, which claims whatever the test makes it claim. */
export class StockClient {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;

  constructor(room: RawRoom) {
    const { cookie = "", origin = room.url, connection = {} } = room;
    class Socket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols, {
          ...connection,
          headers: { ...connection.headers, Origin: origin, Cookie: cookie },
        });
      }
    }
    this.provider = new WebsocketProvider(
      `${room.url.replace("http", "ws")}/rooms`,
      room.documentId,
      this.doc,
      {
        // The ws package's socket has all of the browser's that the provider uses.
        WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        params: { schema: String(room.schema ?? SCHEMA_VERSION) },
      },
    );
  }

  async synced(): Promise<this> {
    if (!this.provider.synced) {
      await new Promise<void>((resolve) =>
        this.provider.on("sync", (isSynced: boolean) => isSynced && resolve()),
      );
    }
    return this;
  }

  /** The server's word on everything sent before: kept, or why it was refused (R11). */
  async receipt(): Promise<string> {
    const { ws } = this.provider;
    if (!ws) throw new Error("not connected");
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error("no receipt"));
      const timer = setTimeout(fail, PATIENCE_MS);
      ws.addEventListener("close", () => {
        clearTimeout(timer);
        fail();
      });
      ws.addEventListener("message", ({ data }) => {
        const message = decodeMessage(new Uint8Array(data as ArrayBuffer));
        if (message?.type !== "receipt" && message?.type !== "refused") return;
        clearTimeout(timer);
        resolve(message.type === "receipt" ? "kept" : message.code);
      });
      ws.send(encodeReceiptRequest(1));
    });
  }

  get text(): string {
    return flowRoot(this.doc).toString();
  }

  destroy(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
