import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { PlannedChange } from "#server/word/bring/planned.ts";

/** The suggestions beside a text that the same people see. */
interface AmongReaders {
  readonly documentId: string;
  readonly organizationId: string | null;
}

interface RoomTaken {
  readonly open: number;
  readonly openBytes: number;
  readonly allBytes: number;
}

const NOTHING_TAKEN: RoomTaken = { open: 0, openBytes: 0, allBytes: 0 };

/**
 * How many of the changes fit: an import has a bound of its own (M29), and the open ones beside a document
 * stay as many as people can decide. Counted within who sees them, so that nobody can tell how many others
 * there are (M2).
 */
export async function roomFor(
  client: PrismaClient | Transaction,
  among: AmongReaders,
  changes: readonly PlannedChange[],
): Promise<number> {
  const open = await client.suggestion.aggregate({
    where: { thread: { ...among }, state: "open" },
    _sum: { bytes: true },
    _count: true,
  });
  const all = await client.suggestion.aggregate({
    where: { thread: { ...among } },
    _sum: { bytes: true },
  });
  return fittingIn(changes, {
    open: open._count,
    openBytes: open._sum.bytes ?? 0,
    allBytes: all._sum.bytes ?? 0,
  });
}

/** How many of the changes fit, beside a new text where nothing else is told. */
export function fittingIn(changes: readonly PlannedChange[], taken = NOTHING_TAKEN): number {
  const { suggestions, suggestionBytes } = WORD_RETURN_LIMITS;
  const most = Math.min(suggestions, MARGIN_LIMITS.openSuggestions - taken.open);
  const mostBytes = Math.min(
    suggestionBytes,
    MARGIN_LIMITS.openSuggestionBytes - taken.openBytes,
    MARGIN_LIMITS.allSuggestionBytes - taken.allBytes,
  );
  let [fitting, bytes] = [0, 0];
  for (const { suggestion } of changes) {
    bytes += suggestion.bytes;
    if (fitting >= most || bytes > mostBytes) break;
    fitting += 1;
  }
  return fitting;
}

/** Those who may be chosen to see what comes in, and how many of the changes fit for each. */
export async function roomsFor(
  client: PrismaClient | Transaction,
  documentId: string,
  scopes: readonly (string | null)[],
  changes: readonly PlannedChange[],
): Promise<Map<string | null, number>> {
  const rooms = new Map<string | null, number>();
  for (const organizationId of scopes) {
    rooms.set(organizationId, await roomFor(client, { documentId, organizationId }, changes));
  }
  return rooms;
}
