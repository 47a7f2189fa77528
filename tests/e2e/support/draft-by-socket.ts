import { expect } from "@playwright/test";
import type * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import type { Person } from "./people.ts";
import { StockClient } from "./socket.ts";

/** Opens a draft as the owner of a cookie, without a browser, and closes it once everything is kept. */
export async function withDraft<T>(
  { url, page }: Person,
  id: string,
  work: (text: Y.XmlText) => T,
): Promise<T> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const client = await new StockClient({ url, documentId: id, cookie }).synced();
  try {
    const made = work(flowRoot(client.doc));
    expect(await client.receipt()).toBe("kept");
    return made;
  } finally {
    client.destroy();
  }
}
