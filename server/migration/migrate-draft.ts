import * as Y from "yjs";
import { readFlow, writeFlow } from "#app/document/flow/index.ts";
import { readSchema2 } from "#app/document/flow/schema-2/read.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { withRanges } from "#app/document/numbering/reference-ranges.ts";
import { legalSchema } from "#app/document/schema.ts";
import { unionIds, type IdRange, type IdRanges } from "#app/protocol/id-ranges.ts";
import { authorsOf, type AuthorshipOfBatch } from "./authors.ts";
import { withOwnIds } from "./own-ids.ts";
import { reissued } from "./reissue.ts";

/** A draft of schema 2 as stored. */
export interface Schema2Draft {
  /** Base and tail, in order. */
  readonly parts: readonly Uint8Array[];
  /** Who wrote what, in the order of the batches. */
  readonly batches: readonly AuthorshipOfBatch[];
  /** The owner of each client id, as an index into the people. */
  readonly owners: ReadonlyMap<number, number>;
  /**
   * Who created the document, as an index into the people: markers and formats are bound to them.
   */
  readonly maker: number;
}

/** The same draft in schema 3. */
export interface MigratedDraft {
  readonly bytes: Uint8Array;
  /** The client ids under which it is written, with their owners. */
  readonly clients: ReadonlyMap<number, number>;
  /** The remaining ids of each batch, by its index; batches without any are left out. */
  readonly inserted: ReadonlyMap<number, IdRanges>;
}

/**
 * Converts a draft of schema 2 to a flow: the same text, each run under a client id of its author
 * (F12). Consecutive places in references become ranges. Throws where the bytes can't be read or
 * the flow doesn't read like the original.
 * @param newClientId returns ids that no client of the draft has.
 */
export function migrateDraft(draft: Schema2Draft, newClientId: () => number): MigratedDraft {
  const { prose, letters } = readWhole(draft.parts);
  const node = checkedNode(withRanges(withOwnIds(prose)));
  const clients = new Map<number, number>();
  const clientOf = new Map<number, number>();
  const own = (person: number) => {
    const known = clientOf.get(person);
    if (known !== undefined) return known;
    const client = newClientId();
    clientOf.set(person, client);
    clients.set(client, person);
    return client;
  };
  const others = newClientId();
  clients.set(others, draft.maker);

  const authored = authorsOf(letters, draft.batches, draft.owners);
  const written = new Y.Doc();
  writeFlow(written, node);
  const { document, ranges } = reissued(
    written,
    authored.map(({ length, person }) => ({
      length,
      client: person === null ? others : own(person),
    })),
    others,
  );
  if (!readFlow(document, legalSchema()).eq(node)) {
    throw new Error("the flow does not read as the text did");
  }
  const bytes = Y.encodeStateAsUpdate(document);
  written.destroy();
  document.destroy();

  const kept = new Map<number, Map<number, IdRange[]>>();
  for (const { client, clock, length, of } of ranges) {
    const batch = authored[of]?.batch ?? null;
    if (batch === null) continue;
    const byClient = kept.get(batch) ?? new Map<number, IdRange[]>();
    kept.set(batch, byClient);
    const list = byClient.get(client) ?? [];
    byClient.set(client, list);
    list.push({ clock, length });
  }
  const inserted = new Map([...kept].map(([batch, byClient]) => [batch, unionIds(byClient)]));
  return { bytes, clients, inserted };
}

function readWhole(parts: readonly Uint8Array[]) {
  const document = new Y.Doc();
  try {
    document.transact(() => {
      for (const part of parts) Y.applyUpdate(document, part);
    });
    const { pendingStructs, pendingDs } = document.store;
    if (pendingStructs !== null || pendingDs !== null) {
      throw new Error("some words build on others that are not there");
    }
    return readSchema2(document);
  } finally {
    document.destroy();
  }
}
