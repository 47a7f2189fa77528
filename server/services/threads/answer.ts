import type { Actor } from "#app/domain/actor.ts";
import type { LeftOpen, ThreadsChanged } from "#app/document/margin/thread-view.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { readThreads } from "./show.ts";

/** As `answerThreads`, with what stays as it was and why. */
export async function answerDecided(
  { ids, left }: { readonly ids: readonly string[]; readonly left: readonly LeftOpen[] },
  before: Parameters<typeof answerThreads>[1],
): Promise<Outcome<ThreadsChanged>> {
  const answer = await answerThreads(ids, before);
  return answer.ok ? done({ ...answer.value, left }) : answer;
}

/** Answers every change with its threads, as the actor sees them after the commit. */
export async function answerThreads(
  ids: readonly string[],
  {
    resources,
    actor,
    key: [documentId],
  }: {
    readonly resources: Resources;
    readonly actor: Actor;
    readonly key: readonly [documentId: string];
  },
): Promise<Outcome<ThreadsChanged>> {
  if (ids.length === 0) return done({ threads: [] });
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { threads } = await readThreads(client, actor, found.value, ids);
  return done({ threads });
}
