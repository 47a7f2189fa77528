import type { Actor } from "#app/domain/actor.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { StoredBodies } from "#app/document/margin/suggestion-bodies.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleThreads } from "./scope.ts";

/**
 * The blocks of these suggestions, of those that the actor may see: as many as fit into an answer, and
 * one at least (M29). They are handed out as they are stored.
 */
export async function suggestionBodies(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
  ids: readonly string[],
): Promise<Outcome<StoredBodies>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { matter } = found.value.subject;
  const where = (threadIds: readonly string[]) => ({
    threadId: { in: [...threadIds] },
    thread: { documentId, ...visibleThreads(actor, matter) },
  });
  const heads = await client.suggestion.findMany({
    where: where(ids.slice(0, MARGIN_LIMITS.bodies)),
    select: { threadId: true, bytes: true },
  });
  const sizes = new Map(heads.map(({ threadId, bytes }) => [threadId, bytes]));
  // In the order in which they were asked for: what is looked at comes first.
  const wanted = [...new Set(ids)].filter((id) => sizes.has(id));
  let bytes = 0;
  const fitting = wanted.filter((id, index) => {
    bytes += sizes.get(id) ?? 0;
    return index === 0 || bytes <= MARGIN_LIMITS.answerBytes;
  });
  const bodies = await client.suggestion.findMany({
    where: where(fitting),
    select: { threadId: true, base: true, proposed: true },
  });
  return done({ bodies, rest: wanted.slice(fitting.length) });
}
