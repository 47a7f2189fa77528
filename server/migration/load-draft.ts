import { decodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { keptAuthorship } from "#server/services/documents/authorship.ts";
import type { Schema2Draft } from "./migrate-draft.ts";

/** A draft as stored, and the data needed to write the new one. */
export interface LoadedDraft {
  readonly documentId: string;
  readonly schemaVersion: number;
  readonly generation: number;
  readonly sequence: number;
  readonly draft: Schema2Draft;
  /** The people of the draft, by index. */
  readonly people: readonly string[];
  /** The authorship row of each of the draft's batches. */
  readonly rows: readonly {
    readonly sequence: number;
    readonly userId: string;
    readonly at: Date;
  }[];
  readonly base: { readonly sequence: number; readonly bytes: Uint8Array } | null;
  readonly tail: readonly TailRow[];
}

interface TailRow {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly committedAt: Date;
  readonly userId: string | null;
  readonly ranges: Uint8Array | null;
}

/** A stored draft can't be read. The message is for the administrator. */
export class UnreadableDraft extends Error {
  override readonly name = "UnreadableDraft";
}

/** Reads all of a draft; null where there is none. Throws an UnreadableDraft. */
export async function loadDraft(
  client: PrismaClient,
  documentId: string,
): Promise<LoadedDraft | null> {
  const row = await client.document.findUnique({
    where: { id: documentId },
    select: {
      schemaVersion: true,
      generation: true,
      sequence: true,
      createdById: true,
      base: { select: { sequence: true, bytes: true } },
      updates: { orderBy: { sequence: "asc" } },
      bindings: { select: { clientId: true, userId: true } },
    },
  });
  if (!row) return null;
  const { schemaVersion, generation, sequence, base } = row;
  const tail = row.updates.filter((update) => update.sequence > (base?.sequence ?? 0));
  const people: string[] = [];
  const index = new Map<string, number>();
  const personOf = (userId: string) => {
    const known = index.get(userId);
    if (known !== undefined) return known;
    index.set(userId, people.length);
    people.push(userId);
    return people.length - 1;
  };
  const maker = personOf(row.createdById);
  const kept = [];
  for await (const page of keptAuthorship(client, documentId)) kept.push(...page);
  kept.sort((one, other) => one.sequence - other.sequence);
  return {
    documentId,
    schemaVersion,
    generation,
    sequence,
    people,
    draft: {
      parts: [...(base ? [base.bytes] : []), ...tail.map(({ bytes }) => bytes)],
      batches: kept.map(({ userId, at, ranges }) => ({
        person: personOf(userId),
        at: at.getTime(),
        inserted: insertedIn(ranges),
      })),
      owners: new Map(
        row.bindings.map(({ clientId, userId }) => [Number(clientId), personOf(userId)]),
      ),
      maker,
    },
    rows: kept.map(({ sequence: of, userId, at }) => ({ sequence: of, userId, at })),
    base,
    tail,
  };
}

function insertedIn(ranges: Uint8Array): IdRanges {
  try {
    return decodeAuthorship(ranges).inserted;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableDraft(`what is kept of its authors can't be read: ${reason}`);
  }
}
