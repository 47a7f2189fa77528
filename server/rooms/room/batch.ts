import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";
import type { Connection } from "#server/rooms/session/connection.ts";
import type { Entry } from "./queue.ts";
import type { Room } from "./room.ts";
import type { AuthorshipRow, DraftBatch } from "#server/rooms/log/update-log.ts";
import {
  insertedIds,
  mergeWords,
  type AcceptedUpdate,
} from "#server/rooms/update/accepted-update.ts";

/** What one room gives to one transaction. */
export interface Batch {
  readonly room: Room;
  readonly entries: readonly Entry[];
  readonly request: DraftBatch;
  /** The one connection that wrote all of it, which need not be told of it; null for several. */
  readonly onlySender: Connection | null;
}

/** Merges what waits into one row, with its authorship (R9) and bindings (R7). */
export function makeBatch(room: Room, entries: readonly Entry[]): Batch {
  const words: AcceptedUpdate[] = [];
  const byPerson = new Map<string, AcceptedUpdate[]>();
  const bindings: { clientId: number; userId: string }[] = [];
  let onlySender: Connection | null = null;
  let senders = 0;
  for (const entry of entries) {
    for (const clientId of entry.claims) bindings.push({ clientId, userId: entry.userId });
    if (!entry.words) continue;
    words.push(entry.words);
    const theirs = byPerson.get(entry.userId);
    if (theirs) theirs.push(entry.words);
    else byPerson.set(entry.userId, [entry.words]);
    if (entry.connection !== onlySender) senders += 1;
    onlySender = entry.connection;
  }
  const request: DraftBatch = {
    documentId: room.documentId,
    generation: room.generation,
    update: words.length > 0 ? mergeWords(words) : null,
    authorship: [...byPerson].map(([userId, theirs]) => authorshipOf(userId, theirs)),
    bindings,
  };
  return { room, entries, request, onlySender: senders === 1 ? onlySender : null };
}

function authorshipOf(userId: string, words: readonly AcceptedUpdate[]): AuthorshipRow {
  const inserted = words.map(({ sections }) => insertedIds(sections));
  const deleted = words.map((each) => each.deleted);
  return {
    userId,
    ranges: encodeAuthorship({ inserted: join(inserted), deleted: join(deleted) }),
  };
}

function join(all: readonly IdRanges[]): IdRanges {
  const [only] = all;
  return only && all.length === 1 ? only : unionIds(...all);
}
