import * as Y from "yjs";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { writeDraftRow } from "#server/services/documents/draft-row.ts";
import type { RoomFixture } from "./room-fixture.ts";
import { rootOf, writeParagraph } from "./stock.ts";

/** Builds an edit of the draft as it is stored, and stores it: as a command does (R40). */
export async function editByCommand(
  { database, documentId, userIdOf }: RoomFixture,
  words: string,
) {
  const stored = await databaseLog(database).load(documentId);
  if (!stored) throw new Error("no draft");
  const draft = new Y.Doc();
  rootOf(draft);
  for (const { bytes } of [...(stored.base ? [stored.base] : []), ...stored.tail]) {
    Y.applyUpdate(draft, bytes);
  }
  const before = Y.encodeStateVector(draft);
  writeParagraph(draft, words);
  const { clientID: clientId } = draft;
  const length = Y.getState(draft.store, clientId);
  const built = {
    update: Y.encodeStateAsUpdate(draft, before),
    clientId,
    authorship: encodeAuthorship({
      inserted: new Map([[clientId, [{ clock: 0, length }]]]),
      deleted: new Map(),
    }),
    insertsText: true,
    results: [],
    sequence: stored.sequence,
    generation: stored.generation,
  };
  return {
    clientId,
    /** Answers the draft's number then; null where somebody wrote in between. */
    store: () =>
      database.write((tx) =>
        writeDraftRow(tx, new Date(), { documentId, userId: userIdOf("ana") }, built),
      ),
  };
}
