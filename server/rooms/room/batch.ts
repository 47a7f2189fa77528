import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { type IdRanges, unionIds } from "#app/protocol/id-ranges.ts";
import type { BatchAuthorship, DraftBatch } from "#server/rooms/log/update-log.ts";
import {
  type AcceptedUpdate,
  insertedIds,
  mergeUpdates,
} from "#server/rooms/update/accepted-update.ts";
import type { Member } from "./member.ts";

/** A pending entry: an accepted update, the binding of a client id, or both. */
export interface Entry {
  /** Increases within the room. */
  readonly number: number;
  readonly member: Member;
  readonly userId: string;
  /** Null for a binding alone, and for an update that turned out to be committed already. */
  update: AcceptedUpdate | null;
  /** Client ids that it binds to this person (R7). */
  readonly claims: readonly number[];
  /** Bytes of its update when that was accepted. */
  readonly size: number;
  /**
   * Bytes that count against the member's limit while it is pending (R22); 0 for its first sync.
   */
  readonly weight: number;
  readonly onCommitted: (() => void) | null;
}

/** One room's part of a transaction. */
export interface Batch {
  readonly entries: readonly Entry[];
  readonly request: DraftBatch;
  /** The only member that wrote it, to whom it is not relayed; null for several. */
  readonly onlySender: Member | null;
}

/** Merges pending entries into one row, with authorship (R9) and bindings (R7). */
export function makeBatch(
  { documentId, generation }: Pick<DraftBatch, "documentId" | "generation">,
  entries: readonly Entry[],
): Batch {
  const updates: AcceptedUpdate[] = [];
  const byPerson = new Map<string, AcceptedUpdate[]>();
  const bindings: { clientId: number; userId: string }[] = [];
  let onlySender: Member | null = null;
  let senders = 0;
  for (const { claims, member, update, userId } of entries) {
    for (const clientId of claims) bindings.push({ clientId, userId });
    if (!update) continue;
    updates.push(update);
    const theirs = byPerson.get(userId);
    if (theirs) theirs.push(update);
    else byPerson.set(userId, [update]);
    if (member !== onlySender) senders += 1;
    onlySender = member;
  }
  const request: DraftBatch = {
    documentId,
    generation,
    update: updates.length > 0 ? mergeUpdates(updates) : null,
    authorship: [...byPerson].map(([userId, theirs]) => authorshipOf(userId, theirs)),
    bindings,
  };
  return { entries, request, onlySender: senders === 1 ? onlySender : null };
}

function authorshipOf(userId: string, updates: readonly AcceptedUpdate[]): BatchAuthorship {
  const inserted = updates.map(insertedIds);
  const deleted = updates.map((update) => update.deleted);
  return {
    userId,
    ranges: encodeAuthorship({ inserted: join(inserted), deleted: join(deleted) }),
  };
}

function join(all: readonly IdRanges[]): IdRanges {
  const [only] = all;
  return only && all.length === 1 ? only : unionIds(...all);
}
