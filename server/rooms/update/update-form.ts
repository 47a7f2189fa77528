import * as Y from "yjs";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import { Malformed } from "./malformed.ts";
import { type ClientStructs, parentId, startOf } from "./structs.ts";

/** The name of a draft's only root type. */
const ROOT = "default";

/** Clocks end below this; Yjs's own arithmetic is not safe beyond. */
export const CLOCK_END = 2 ** 31;

/** The number of clients, with which an update begins. */
export function clientsIn(update: Uint8Array): number {
  let clients = 0;
  for (let at = 0, scale = 1; at < update.length && at < 8; at += 1, scale *= 128) {
    const byte = update[at] ?? 0;
    clients += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return clients;
}

/**
 * Refuses what Yjs accepts silently, or decodes and then fails to apply, and no correct client
 * sends.
 */
export function checkForm(sections: readonly ClientStructs[]): void {
  let previous = Infinity;
  for (const section of sections) {
    if (section.client >= previous) throw new Malformed("clients out of order");
    previous = section.client;
    let clock = startOf(section);
    for (const struct of section.structs) {
      if (struct.id.clock !== clock) throw new Malformed("structs not end to end");
      if (struct.length <= 0) throw new Malformed("an empty struct");
      clock += struct.length;
      if (clock >= CLOCK_END) throw new Malformed("a clock too large");
      if (struct instanceof Y.Item) checkItem(struct);
    }
  }
}

function checkItem(item: Y.Item): void {
  const { content, parent } = item;
  if (typeof parent === "string" && parent !== ROOT) throw new Malformed("another root");
  if (content instanceof Y.ContentDoc) throw new Malformed("a subdocument");
  if (content instanceof Y.ContentType) {
    const { type } = content;
    // A legal text consists of elements and texts; other types would break every open editor.
    const isText = type instanceof Y.XmlText;
    if (!isText && !(type instanceof Y.XmlElement)) throw new Malformed("another shared type");
  }
  const { client, clock } = item.id;
  for (const id of [item.origin, item.rightOrigin, parentId(item)]) {
    // Yjs decodes such a reference and then throws, each time the draft is loaded.
    if (id && id.client === client && id.clock >= clock) throw new Malformed("refers to itself");
  }
}

/** Throws Malformed. */
export function checkDeletionForm(deleted: IdRanges): void {
  for (const list of deleted.values()) {
    for (const { clock, length } of list) {
      if (clock + length >= CLOCK_END) throw new Malformed("a deletion too large");
    }
  }
}
