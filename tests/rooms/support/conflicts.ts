import * as Y from "yjs";
import { encodeUpdate } from "#server/rooms/update/accepted-update.ts";

/**
 * A text of so many letters, and an update under another client id whose letters all say that they
 * stand behind its first one, each before another of its letters: Yjs walks over all between for each
 * of them. No editor makes one.
 */
export function conflictingInserts(
  count: number,
  client = 2,
): { text: Uint8Array; update: Uint8Array } {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const paragraph = new Y.XmlElement("block");
  const words = new Y.XmlText();
  doc.transact(() => {
    doc.getXmlFragment("default").insert(0, [paragraph]);
    paragraph.insert(0, [words]);
    words.insert(0, "a".repeat(count));
  });
  // The paragraph and its text have the first two ids.
  const at = (letter: number) => Y.createID(1, 2 + letter);
  const structs = Array.from({ length: count - 1 }, (_, index) => {
    const content = new Y.ContentString("b");
    const right = at(index + 1);
    return new Y.Item(Y.createID(client, index), null, at(0), null, right, null, null, content);
  });
  return {
    text: Y.encodeStateAsUpdate(doc),
    update: encodeUpdate([{ client, structs }], new Map()),
  };
}

/** Letters that were each written before the one before, as a text of no more than two letters. */
export function backwards(count: number, client = 2): { text: Uint8Array; update: Uint8Array } {
  const { text } = conflictingInserts(2);
  const structs = Array.from({ length: count }, (_, index) => {
    const content = new Y.ContentString("b");
    const right = index === 0 ? Y.createID(1, 3) : Y.createID(client, index - 1);
    const origin = Y.createID(1, 2);
    return new Y.Item(Y.createID(client, index), null, origin, null, right, null, null, content);
  });
  return { text, update: encodeUpdate([{ client, structs }], new Map()) };
}
