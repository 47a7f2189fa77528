import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { elementOf, isBlockUnit, unitOf } from "#app/document/flow/layout.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { Database } from "#server/database/index.ts";
import { databaseLog } from "#server/rooms/log/database-log.ts";
import type { WrittenText } from "./steps.ts";

/** Writes text into a draft in that person's name, as their room would commit it (R9). */
export async function writeText(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  documentId: string,
  userId: string,
  { blockId, instead, text }: WrittenText,
): Promise<boolean> {
  const log = databaseLog(database);
  const draft = await log.load(documentId);
  if (!draft) return false;
  const document = new Y.Doc();
  flowRoot(document);
  for (const row of [...(draft.base ? [draft.base] : []), ...draft.tail]) {
    Y.applyUpdate(document, row.bytes);
  }
  const before = Y.encodeStateVector(document);
  if (!replaceIn(document, { blockId, instead, text })) return false;
  const update = Y.encodeStateAsUpdate(document, before);
  const [outcome] = await log.commit(
    [
      {
        documentId,
        generation: draft.generation,
        update,
        authorship: [{ userId, ranges: encodeAuthorship(whatWas(update, document.clientID)) }],
        bindings: [{ clientId: document.clientID, userId }],
      },
    ],
    clock(),
  );
  return outcome?.kind === "committed";
}

/** Replaces only the difference, like a person typing; equal beginnings and ends stay. */
function replaceIn(document: Y.Doc, { blockId, instead, text }: WrittenText): boolean {
  const root = flowRoot(document);
  const { words, places } = lettersOf(root, blockId);
  const at = words.indexOf(instead);
  const first = places[at];
  if (first === undefined) return false;
  let same = 0;
  while (same < instead.length && instead[same] === text[same]) same += 1;
  document.transact(() => {
    if (same < instead.length) root.delete(first + same, instead.length - same);
    root.insert(first + same, text.slice(same));
  });
  return true;
}

/** The text of a block, and the position of each of its characters in the flow, as Yjs counts. */
function lettersOf(root: Y.XmlText, blockId: string): { words: string; places: number[] } {
  let words = "";
  const places: number[] = [];
  let isInside = false;
  let place = 0;
  for (let item = root._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (isInside && item.content instanceof Y.ContentString) {
      words += item.content.str;
      for (let letter = 0; letter < item.length; letter += 1) places.push(place + letter);
    } else if (isBlockUnit(unitOf(item))) {
      if (isInside) break;
      isInside = elementOf(item).getAttribute("id") === blockId;
    }
    place += item.length;
  }
  return { words, places };
}

function whatWas(update: Uint8Array, clientId: number) {
  const { from, to } = Y.parseUpdateMeta(update);
  const clock = from.get(clientId) ?? 0;
  const length = (to.get(clientId) ?? 0) - clock;
  const { ds } = Y.decodeUpdate(update);
  const deleted: IdRanges = new Map(
    [...ds.clients].map(([client, items]) => [
      client,
      items.map((item) => ({ clock: item.clock, length: item.len })),
    ]),
  );
  return { inserted: new Map([[clientId, [{ clock, length }]]]), deleted };
}
