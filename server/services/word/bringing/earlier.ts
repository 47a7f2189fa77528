import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { threadsReadBy, type ThreadReaders } from "#server/services/threads/scope.ts";
import type { EarlierSuggestion } from "#server/word/bring/earlier.ts";

/** The most of them that are compared, the latest, and bytes of their blocks: a worker reads these. */
const MOST = 1_000;
const MOST_BYTES = 8_000_000;

/**
 * Suggestions that earlier returns of the same export brought, that add paragraphs, and that are open or were
 * accepted: of those that all of the readers see, as what comes in now says their words again (M2). The oldest
 * first.
 */
export async function earlierAdditions(
  client: PrismaClient,
  { row }: LoadedDocument,
  exportId: string | null,
  readers: ThreadReaders,
): Promise<EarlierSuggestion[]> {
  const rows = await client.suggestion.findMany({
    where: {
      wordAdds: true,
      state: { in: ["open", "accepted"] },
      thread: {
        documentId: row.id,
        wordReturn: { exportId },
        ...threadsReadBy(readers),
      },
    },
    orderBy: [{ thread: { createdAt: "desc" } }, { threadId: "asc" }],
    take: MOST,
    select: { threadId: true, bytes: true },
  });
  let bytes = 0;
  const latest = rows.filter((one) => (bytes += one.bytes) <= MOST_BYTES).toReversed();
  const ids = latest.map(({ threadId }) => threadId);
  const bodies = await readInPieces(ids, (some) =>
    client.suggestion.findMany({
      where: { threadId: { in: some } },
      select: {
        threadId: true,
        proposed: true,
        state: true,
        thread: { select: { wordAuthor: true, wordAt: true } },
      },
    }),
  );
  const byId = new Map(
    bodies.map(({ threadId, proposed, state, thread: { wordAuthor, wordAt } }) => [
      threadId,
      {
        proposed,
        isOpen: state === "open",
        author: wordAuthor,
        at: wordAt?.toISOString() ?? null,
      },
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}
