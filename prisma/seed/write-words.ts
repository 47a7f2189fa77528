import * as Y from "yjs";
import { FRAGMENT } from "../../app/prose/schema";
import { encodeAuthorship } from "../../app/protocol/authorship";
import type { IdRanges } from "../../app/protocol/id-ranges";
import type { Database } from "../../server/database";
import { databaseLog } from "../../server/rooms/database-log";
import type { WrittenWords } from "./life";

/** Writes words into a draft under that person's name, as their room would commit them (R9). */
export async function writeWords(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  documentId: string,
  userId: string,
  { blockId, instead, text }: WrittenWords,
): Promise<boolean> {
  const log = databaseLog(database);
  const draft = await log.load(documentId);
  if (!draft) return false;
  const document = new Y.Doc();
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

/** Types only what differs, as a person would: what is the same before and after stays. */
function replaceIn(document: Y.Doc, { blockId, instead, text }: WrittenWords): boolean {
  for (const run of document.getXmlFragment(FRAGMENT).createTreeWalker(isText)) {
    const words = run as Y.XmlText;
    const block = words.parent;
    const at = words.toString().indexOf(instead);
    if (!(block instanceof Y.XmlElement) || block.getAttribute("id") !== blockId || at < 0)
      continue;
    let same = 0;
    while (same < instead.length && instead[same] === text[same]) same += 1;
    document.transact(() => {
      if (same < instead.length) words.delete(at + same, instead.length - same);
      words.insert(at + same, text.slice(same));
    });
    return true;
  }
  return false;
}

const isText = (type: unknown) => type instanceof Y.XmlText;

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
