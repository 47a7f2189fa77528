import { encodeAuthorship } from "~/protocol/authorship";
import { type IdRanges, unionIds } from "~/protocol/id-ranges";
import type { Connection } from "./connection";
import type { Entry } from "./queue";
import type { Room } from "./room";
import type { AuthorshipRow, DraftBatch } from "./update-log";
import { insertedIds, mergeWords, type Words } from "./words";

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
  const words: Words[] = [];
  const byPerson = new Map<string, Words[]>();
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

function authorshipOf(userId: string, words: readonly Words[]): AuthorshipRow {
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
