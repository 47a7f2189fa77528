import type { Actor } from "#app/domain/actor.ts";
import { keptPlaceSchema } from "#app/domain/margin/place.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import type { LeavingChoices } from "#app/domain/word-leaving.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { blockIdsOf } from "#server/services/threads/load.ts";
import type { TakenSuggestion, TakenThread } from "#server/word/leaving/task.ts";
import type { LeavingSides } from "./text.ts";

/** Threads and suggestions that one file takes along at most, the latest changed. */
const MOST_THREADS = 2_000;

/** What is read of a thread that could go along. */
const FOR_LEAVING = {
  id: true,
  organizationId: true,
  placeKind: true,
  place: true,
  createdById: true,
  createdAt: true,
  resolvedAt: true,
  wordAuthor: true,
  comments: {
    // A suggestion may stand for itself.
    where: { removedAt: null, NOT: { text: "" } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { id: true, authorId: true, text: true, at: true, wordAuthor: true },
  },
  suggestion: { select: { state: true, blockIds: true } },
} satisfies Prisma.ThreadSelect;

export type LeavingRow = Prisma.ThreadGetPayload<{ select: typeof FOR_LEAVING }>;

/**
 * The threads beside the text that leaves, of everybody and of these organizations, where the actor
 * belongs to them: nobody takes another organization's along (M2). Suggestions that were decided are left
 * out, and so are those beside a redline: taking all of its changes must give the later text.
 */
export async function leavingThreads(
  client: PrismaClient,
  actor: Actor,
  { row, facts }: LoadedDocument,
  {
    sides,
    shared,
    own,
  }: { readonly sides: LeavingSides; readonly shared: boolean; readonly own: readonly string[] },
): Promise<LeavingRow[]> {
  const mine = new Set(threadOrganizations(actor, facts.matter));
  const scopes: Prisma.ThreadWhereInput[] = [
    ...(shared ? [{ organizationId: null }] : []),
    { organizationId: { in: own.filter((id) => mine.has(id)) } },
  ];
  const { after } = sides;
  const beside: Prisma.ThreadWhereInput =
    after.versionId === null
      ? { placeKind: { in: ["draft", "version", "document"] } }
      : { OR: [{ placeKind: "version", versionId: after.versionId }, { placeKind: "document" }] };
  const rows = await client.thread.findMany({
    where: { documentId: row.id, AND: [{ OR: scopes }, beside] },
    select: FOR_LEAVING,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_THREADS,
  });
  return rows.filter(({ suggestion }) => !suggestion || suggestion.state === "open");
}

/** The ids of all who would be named. */
export function namedIn(rows: readonly LeavingRow[]): string[] {
  return rows.flatMap(({ createdById, suggestion, comments }) => [
    ...(suggestion ? [createdById] : []),
    ...comments.map(({ authorId }) => authorId),
  ]);
}

/** How the file names people: by these names, or not at all; and whether it says when. */
export interface LeavingNames {
  readonly nameOf: (userId: string) => string;
  readonly isNaming: boolean;
  readonly times: boolean;
}

/** A name that a Word file claimed stays a claim when it leaves again. */
function writerOf(
  {
    userId,
    wordAuthor,
    at,
  }: { readonly userId: string; readonly wordAuthor: string | null; readonly at: Date },
  { nameOf, isNaming, times }: LeavingNames,
) {
  const isClaimed = isNaming && wordAuthor !== null && wordAuthor !== "";
  const author = isClaimed ? wordAuthor : nameOf(userId);
  return { author, at: times ? at.toISOString() : null };
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
        comments: row.comments.map(({ id, authorId, text, at, wordAuthor }) => ({
          id,
          text,
          ...writerOf({ userId: authorId, wordAuthor, at }, telling),
        })),
      },
    ];
  });
}

/** The open suggestions with their blocks. */
export async function suggestionsOf(
  client: PrismaClient,
  rows: readonly LeavingRow[],
  telling: LeavingNames,
): Promise<TakenSuggestion[]> {
  const open = rows.filter(({ suggestion }) => suggestion !== null);
  const bodies = await client.suggestion.findMany({
    where: { threadId: { in: open.map(({ id }) => id) }, state: "open" },
    select: { threadId: true, base: true, proposed: true },
  });
  const byThread = new Map(bodies.map((body) => [body.threadId, body]));
  return open.flatMap(({ id, createdById, createdAt, wordAuthor }) => {
    const body = byThread.get(id);
    if (!body) return [];
    const writer = writerOf({ userId: createdById, wordAuthor, at: createdAt }, telling);
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
