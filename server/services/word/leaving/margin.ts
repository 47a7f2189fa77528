import type { Actor } from "#app/domain/actor.ts";
import { keptPlaceSchema } from "#app/domain/margin/place.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import type { LeavingChoices } from "#app/domain/word-leaving.ts";
import { claimLabel } from "#app/domain/word-return.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { blockIdsOf } from "#server/services/threads/load.ts";
import type { TakenSuggestion, TakenThread } from "#server/word/leaving/task.ts";
import type { LeavingSides } from "./text.ts";

/** Threads and suggestions that one file takes along at most: the latest. */
export const MOST_LEAVING_THREADS = 2_000;

/** As many as are read at once: a query may name no more in SQLite. */
const AT_ONCE = 250;

/** Columns of a thread that could go along. */
const FOR_LEAVING = {
  id: true,
  organizationId: true,
  placeKind: true,
  place: true,
  createdById: true,
  createdAt: true,
  resolvedAt: true,
  wordReturnId: true,
  wordAuthor: true,
  wordAt: true,
  comments: {
    // A suggestion may stand for itself.
    where: { removedAt: null, NOT: { text: "" } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: {
      id: true,
      authorId: true,
      text: true,
      at: true,
      editedAt: true,
      wordReturnId: true,
      wordAuthor: true,
      wordAt: true,
    },
  },
  suggestion: { select: { state: true, blockIds: true } },
} satisfies Prisma.ThreadSelect;

/** Threads that may go along, in order of beginning, and how many older ones can't. */
interface LeavingMarginRows {
  readonly rows: readonly LeavingRow[];
  readonly older: number;
}

export type LeavingRow = Prisma.ThreadGetPayload<{ select: typeof FOR_LEAVING }>;

/**
 * The threads beside the text that leaves, of everybody and of these organizations, where the actor
 * belongs to them: nobody takes another organization's along (M2). Suggestions that were decided are left
 * out, and so are those beside a redline: taking all of its changes must give the later text.
 */
export async function leavingThreads(
  client: PrismaClient,
  actor: Actor,
  { row, subject }: LoadedDocument,
  {
    sides,
    shared,
    own,
  }: { readonly sides: LeavingSides; readonly shared: boolean; readonly own: readonly string[] },
): Promise<LeavingMarginRows> {
  const mine = new Set(threadOrganizations(actor, subject.matter));
  const scopes: Prisma.ThreadWhereInput[] = [
    ...(shared ? [{ organizationId: null }] : []),
    { organizationId: { in: own.filter((id) => mine.has(id)) } },
  ];
  const { after } = sides;
  const beside: Prisma.ThreadWhereInput =
    after.versionId === null
      ? { placeKind: { in: ["draft", "version", "document"] } }
      : { OR: [{ placeKind: "version", versionId: after.versionId }, { placeKind: "document" }] };
  const undecided: Prisma.ThreadWhereInput = {
    OR: [{ suggestion: { is: null } }, { suggestion: { is: { state: "open" } } }],
  };
  const where = { documentId: row.id, AND: [{ OR: scopes }, beside, undecided] };
  const latest: LeavingRow[] = [];
  while (latest.length < MOST_LEAVING_THREADS) {
    const last = latest.at(-1);
    const more = await client.thread.findMany({
      where,
      select: FOR_LEAVING,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: AT_ONCE,
      ...(last ? { cursor: { id: last.id }, skip: 1 } : {}),
    });
    latest.push(...more);
    if (more.length < AT_ONCE) break;
  }
  const all =
    latest.length < MOST_LEAVING_THREADS ? latest.length : await client.thread.count({ where });
  return { rows: latest.toReversed(), older: all - latest.length };
}

/** All who would be named: people by their ids, and names that a Word file claimed. */
export function namedIn(rows: readonly LeavingRow[]): {
  readonly people: readonly string[];
  readonly claimed: readonly string[];
} {
  const written = rows.flatMap(({ createdById, suggestion, comments, ...row }) => [
    ...(suggestion ? [{ userId: createdById, claim: claimOf(row) }] : []),
    ...comments.map((comment) => ({ userId: comment.authorId, claim: claimOf(comment) })),
  ]);
  return {
    people: written.flatMap(({ userId, claim }) => (claim === null ? [userId] : [])),
    claimed: [...new Set(written.flatMap(({ claim }) => claim?.author ?? []))].toSorted(),
  };
}

interface MaybeClaimed {
  readonly wordReturnId: string | null;
  readonly wordAuthor: string | null;
  readonly wordAt: Date | null;
  readonly editedAt?: Date | null;
}

/**
 * The author in Word, as the file claimed, and said to be a claim; null for what somebody wrote here, or
 * edited since: that is theirs.
 */
function claimOf({ wordReturnId, wordAuthor, wordAt, editedAt = null }: MaybeClaimed) {
  if (wordReturnId === null || wordAuthor === null || wordAuthor === "" || editedAt !== null) {
    return null;
  }
  return { author: claimLabel({ author: wordAuthor }), at: wordAt };
}

/** How the file names people: by these names, or not at all; and whether it says when. */
export interface LeavingNames {
  readonly nameOf: (userId: string) => string;
  readonly isNaming: boolean;
  readonly times: boolean;
}

/** A name that a Word file claimed stays a claim when it leaves again, with the time that it claimed. */
function writerOf(
  { userId, at, ...row }: MaybeClaimed & { readonly userId: string; readonly at: Date },
  { nameOf, isNaming, times }: LeavingNames,
) {
  const claim = claimOf(row);
  const written = claim === null ? at : claim.at;
  return {
    author: claim !== null && isNaming ? claim.author : nameOf(userId),
    at: times ? (written?.toISOString() ?? null) : null,
  };
}

/** The conversations, as the file has them: those of a suggestion stand at its words. */
export function conversationsOf(rows: readonly LeavingRow[], telling: LeavingNames): TakenThread[] {
  return rows.flatMap((row): TakenThread[] => {
    if (row.comments.length === 0) return [];
    // Written by services alone, from this schema; of a version's place the draft's is not asked.
    const place = row.place === null ? null : keptPlaceSchema.parse(JSON.parse(row.place));
    return [
      {
        threadId: row.id,
        place: place === null || place.in === "document" ? null : place,
        blockIds: row.suggestion ? blockIdsOf(row.suggestion) : [],
        isDone: row.resolvedAt !== null,
        comments: row.comments.map(({ id, authorId, text, ...comment }) => ({
          id,
          text,
          ...writerOf({ userId: authorId, ...comment }, telling),
        })),
      },
    ];
  });
}

/** The blocks of the open suggestions. */
export async function bodiesOf(client: PrismaClient, rows: readonly LeavingRow[]) {
  const ids = rows.flatMap(({ id, suggestion }) => (suggestion === null ? [] : [id]));
  const bodies: { threadId: string; base: string; proposed: string }[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = await client.suggestion.findMany({
      where: { threadId: { in: ids.slice(from, from + AT_ONCE) }, state: "open" },
      select: { threadId: true, base: true, proposed: true },
    });
    bodies.push(...some);
  }
  return bodies;
}

/** The open suggestions with their blocks. */
export async function suggestionsOf(
  client: PrismaClient,
  rows: readonly LeavingRow[],
  telling: LeavingNames,
): Promise<TakenSuggestion[]> {
  const open = rows.filter(({ suggestion }) => suggestion !== null);
  const bodies = await bodiesOf(client, open);
  const byThread = new Map(bodies.map((body) => [body.threadId, body]));
  return open.flatMap(({ id, createdById, createdAt, wordReturnId, wordAuthor, wordAt }) => {
    const body = byThread.get(id);
    if (!body) return [];
    const claimed = { wordReturnId, wordAuthor, wordAt };
    const writer = writerOf({ userId: createdById, at: createdAt, ...claimed }, telling);
    return [{ ...body, ...writer }];
  });
}

/** Which of the rows a choice takes along: as suggestions, and as comments. */
export function chosenOf(rows: readonly LeavingRow[], choices: LeavingChoices) {
  return {
    suggestions: rows.filter(
      ({ suggestion, organizationId }) =>
        suggestion !== null && (organizationId === null ? choices.suggestions : true),
    ),
    threads: rows.filter(({ organizationId }) =>
      organizationId === null ? choices.comments : true,
    ),
  };
}
