import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { Transaction } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { lockThreads, type LockedThread } from "#server/services/threads/load.ts";
import type { PlannedComment } from "#server/word/bring/planned.ts";
import { scopesOf, type FreshTalk } from "./fresh.ts";

/** Comments that answer a thread of ours. */
export interface ArrangedAnswer {
  readonly thread: LockedThread;
  readonly comments: readonly PlannedComment[];
}

/** Comments that begin a thread, and the people who read it: null for everybody. */
export interface ArrangedTalk {
  readonly talk: FreshTalk;
  readonly organizationId: string | null;
}

/**
 * Where the comments of a file go, by who may read them (M2). What is brought in for one organization's
 * people answers nobody else's threads; what does not fit into a thread any more begins another one for the
 * same people.
 */
export async function arrangedTalk(
  tx: Transaction,
  actor: Actor,
  document: LoadedDocument,
  talk: readonly FreshTalk[],
  organizationId: string | null,
): Promise<{
  readonly begun: readonly ArrangedTalk[];
  readonly answers: readonly ArrangedAnswer[];
}> {
  const wanted = talk.flatMap(({ threadId }) => threadId ?? []);
  const threads = await lockThreads(tx, actor, document, wanted);
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const [own = null] = scopesOf(actor, document);
  const begun: ArrangedTalk[] = [];
  const answers: ArrangedAnswer[] = [];
  for (const one of talk) {
    const { threadId, isOwnAlone, comments } = one;
    const thread = threadId === null ? undefined : byId.get(threadId);
    const fitsReaders =
      thread && (organizationId === null || thread.organizationId === organizationId);
    if (fitsReaders && (await hasRoom(tx, thread.id, comments))) {
      answers.push({ thread, comments });
      continue;
    }
    const readers = organizationId ?? (thread ? thread.organizationId : isOwnAlone ? own : null);
    // Only answers to what some people alone read, of somebody who may tell nobody.
    if (isOwnAlone && readers === null) continue;
    begun.push(...inThreads(one).map((part) => ({ talk: part, organizationId: readers })));
  }
  return { begun, answers };
}

/** As many threads as the comments need. */
function inThreads(talk: FreshTalk): FreshTalk[] {
  const threads: (FreshTalk & { readonly comments: PlannedComment[] })[] = [];
  let [characters, count] = [0, 0];
  for (const comment of talk.comments) {
    characters += comment.text.length;
    count += 1;
    const isFull = characters > MARGIN_LIMITS.thread || count > MARGIN_LIMITS.commentsOfThread;
    const last = isFull ? undefined : threads.at(-1);
    if (last) {
      last.comments.push(comment);
      continue;
    }
    threads.push({ ...talk, threadId: null, comments: [comment] });
    [characters, count] = [comment.text.length, 1];
  }
  return threads;
}

/** Whether a thread can be answered with all of these, by the bounds of any answer. */
async function hasRoom(
  tx: Transaction,
  threadId: string,
  comments: readonly PlannedComment[],
): Promise<boolean> {
  const count = await tx.comment.count({ where: { threadId } });
  if (count + comments.length > MARGIN_LIMITS.commentsOfThread) return false;
  const added = comments.reduce((sum, { text }) => sum + text.length, 0);
  if (count * MARGIN_LIMITS.comment + added <= MARGIN_LIMITS.thread) return true;
  const said = await tx.comment.findMany({ where: { threadId }, select: { text: true } });
  const characters = said.reduce((sum, { text }) => sum + text.length, 0);
  return characters + added <= MARGIN_LIMITS.thread;
}
