import { expect } from "@playwright/test";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Person } from "./people.ts";

/** Opens a draft as the owner of a cookie, without a browser, and closes it once everything is kept. */
export async function withDraft<T>(
  { url, page }: Person,
  id: string,
  work: (text: Y.XmlText) => T,
): Promise<T> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  class Socket extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie, origin: url } });
    }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${url.replace(/^http/u, "ws")}/rooms`, id, doc, {
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: { schema: String(SCHEMA_VERSION) },
  });
  await new Promise<void>((resolve) => provider.once("sync", () => resolve()));
  const made = work(doc.get("default", Y.XmlText));
  await expect.poll(() => provider.ws?.bufferedAmount ?? 0).toBe(0);
  // The commit, and its way to the database.
  await new Promise((resolve) => setTimeout(resolve, 700));
  provider.destroy();
  doc.destroy();
  return made;
}
