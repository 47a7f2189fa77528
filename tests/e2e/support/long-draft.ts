import { expect } from "@playwright/test";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Person } from "./people.ts";

const MATTER = "ice-enforcement-priorities";
/** About 80 words, in which "e" stands 28 times and "jurisdiction" never. */
const WORDS =
  "Among others, the agency said that it would run over the lazy dog and by no account wait. ".repeat(
    5,
  );

/** A paragraph of the long draft; five make a page. */
export function paragraphOf(place: number): string {
  return `Para${String(place).padStart(4, "0")} ${WORDS}`;
}

/**
 * A new letter of the demo's matter whose text is 150 pages, as the person's own words; its id.
 * @param last what the last paragraph says.
 * @param words what the paragraph at a place says.
 */
export async function longDraft(
  person: Person,
  pages = 150,
  last = "The end.",
  words: (place: number) => string = paragraphOf,
): Promise<string> {
  const { page, url } = person;
  const context = page.context();
  const answer = await context.request.post(`${url}/matters/${MATTER}/documents/new`, {
    form: { kind: "letter", layoutProfile: "letter", title: `${pages} pages` },
    headers: { Origin: url },
    maxRedirects: 0,
  });
  const id = /\/documents\/([^/?]+)/u.exec(answer.headers()["location"] ?? "")?.[1];
  expect(id, `a new document: ${answer.status()}`).toBeTruthy();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const places = Array.from({ length: pages * 5 }, (_, place) => words(place));
  await fill(url, String(id), cookie, [...places, last]);
  return String(id);
}

/** Puts these paragraphs in the place of a draft's text, as the owner of the cookie. */
async function fill(
  url: string,
  id: string,
  cookie: string,
  paragraphs: readonly string[],
): Promise<void> {
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
  const flow = doc.get("default", Y.XmlText);
  doc.transact(() => {
    flow.delete(0, flow.length);
    // A paragraph is its marker, its words and the anchor that ends it.
    const delta = paragraphs.flatMap((words, place) => {
      const marker = new Y.XmlElement("block");
      marker.setAttribute("id", `long-${place}`);
      marker.setAttribute("kind", "body");
      return [marker, words, "\u2029"];
    });
    flow.applyDelta(delta.map((insert) => ({ insert })));
  });
  await expect
    .poll(() => provider.ws?.bufferedAmount ?? 0, { message: "the text is on its way" })
    .toBe(0);
  // The commit, and its way to the database.
  await new Promise((resolve) => setTimeout(resolve, 700));
  provider.destroy();
  doc.destroy();
}
