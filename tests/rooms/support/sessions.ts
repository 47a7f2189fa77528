import * as Y from "yjs";
import { encodeUpdate } from "#server/rooms/update/accepted-update.ts";
import { seeded } from "./random.ts";

/**
 * The text of so many sessions of one person, each of which wrote a letter behind that of the one
 * before, under client ids in no order.
 */
export function sessionsOf(count: number, seed = 1): Uint8Array {
  const random = seeded(seed);
  const ids = new Set<number>();
  while (ids.size < count) ids.add(1 + Math.floor(random() * 0xfffffffe));
  const clients = [...ids];
  const [first = 0] = clients;
  const text = new Y.Item(
    ...([Y.createID(first, 0), null, null, null, null] as const),
    "default" as never,
    null,
    new Y.ContentType(new Y.XmlText()),
  );
  const structs = clients.map((client, index) => {
    const id = Y.createID(client, index === 0 ? 1 : 0);
    const before = index === 0 ? null : Y.createID(clients[index - 1] ?? 0, index === 1 ? 1 : 0);
    const parent = index === 0 ? Y.createID(first, 0) : null;
    const content = new Y.ContentString("w");
    return new Y.Item(id, null, before, null, null, parent, null, content);
  });
  const sections = clients.map((client, index) => ({
    client,
    structs: index === 0 ? [text, structs[0] as Y.Item] : [structs[index] as Y.Item],
  }));
  return encodeUpdate(sections, new Map());
}
