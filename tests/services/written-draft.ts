import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import { databaseBaselines, databaseLog } from "#server/rooms/index.ts";
import { keepBaselines } from "#server/rooms/room/keep-baselines.ts";
import { workersInProcess } from "#tests/rooms/support/room-server.ts";
import { type Coalition, value } from "./workspace.ts";

const LETTER = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;

/** A draft with its text, written in as the rooms do. */
export class WrittenDraft {
  readonly doc = new Y.Doc();

  private constructor(
    readonly coalition: Coalition,
    readonly documentId: string,
  ) {
    flowRoot(this.doc);
  }

  static async open(coalition: Coalition): Promise<WrittenDraft> {
    const { services, people, slug } = coalition;
    const { documentId } = value(await services.documents.create(people.drafter, slug, LETTER));
    const draft = new WrittenDraft(coalition, documentId);
    const stored = await databaseLog(coalition.database).load(documentId);
    Y.applyUpdate(draft.doc, stored!.base!.bytes);
    return draft;
  }

  /** Commits what somebody does to the text, with what they inserted and deleted. */
  async commit(userId: string, change: (text: Y.XmlText) => void): Promise<void> {
    const { documentId, doc, coalition } = this;
    doc.clientID = 1_000 + userId.length * 7 + userId.charCodeAt(userId.length - 1);
    const before = Y.encodeStateVector(doc);
    let deleted = new Map<number, { clock: number; length: number }[]>();
    doc.once("afterTransaction", ({ deleteSet }: Y.Transaction) => {
      deleted = new Map(
        [...deleteSet.clients].map(([client, list]) => [
          client,
          list.map(({ clock, len }) => ({ clock, length: len })),
        ]),
      );
    });
    const clock = Y.getState(doc.store, doc.clientID);
    doc.transact(() => change(flowRoot(doc)));
    const length = Y.getState(doc.store, doc.clientID) - clock;
    const inserted = new Map(length > 0 ? [[doc.clientID, [{ clock, length }]]] : []);
    const ranges = encodeAuthorship({ inserted, deleted });
    const update = Y.encodeStateAsUpdate(doc, before);
    const log = databaseLog(coalition.database);
    const batch = {
      documentId,
      generation: (await log.load(documentId))!.generation,
      update,
      authorship: [{ userId, ranges }],
      bindings: [],
    };
    const [outcome] = await log.commit([batch], coalition.clock());
    if (outcome?.kind !== "committed") throw new Error(`not committed: ${outcome?.kind}`);
  }

  /** Folds what was committed into the base, and keeps what somebody or the history needs (R19, R37). */
  async compact(): Promise<void> {
    const { documentId, coalition } = this;
    const log = databaseLog(coalition.database);
    const stored = await log.load(documentId);
    if (!stored) throw new Error("no such draft");
    const { base, tail, sequence, generation } = stored;
    const from = base?.sequence ?? null;
    const baselines = databaseBaselines(coalition.database);
    const range = { generation, from, to: sequence };
    await keepBaselines(documentId, range, { log, workers: workersInProcess, baselines });
    const parts = [...(base ? [base] : []), ...tail].map(({ bytes }) => bytes);
    const { bytes } = await DRAFT_TASKS.compact(parts);
    const next = { sequence, bytes };
    if (!(await log.swapBase(documentId, from, next, coalition.clock(), generation))) {
      throw new Error("not compacted");
    }
  }
}
