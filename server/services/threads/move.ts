import canonicalize from "canonicalize";
import type { DraftPlace, Place, VersionPlace } from "#app/domain/margin/place.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { answerThreads } from "./answer.ts";
import { lockThreads } from "./load.ts";

/**
 * Gives threads new places in the draft, for words that were cut and pasted or dragged, and for those of
 * a version whose draft is open again (M4): the place in the version stays beside it. Each counts only where its old place is the one that is kept: a second browser that says the same changes nothing.
 * The quoted words stay those that were commented on. Nothing of it makes a thread unread.
 */
export const moveThreads = unaudited({
  on: documentTo("document.edit"),
  takes: taking<[ThreadChangeOf<"move">]>(),
  async run({ tx, actor, found, extra: [{ moves }], afterCommit }) {
    const { id: documentId, generation } = found.row;
    if (moves.some(({ to }) => to.generation !== generation)) return refuse("generation-differs");
    const moved: { readonly id: string; readonly organizationId: string | null }[] = [];
    const threads = new Map(
      (
        await lockThreads(
          tx,
          actor,
          found,
          moves.map(({ threadId }) => threadId),
        )
      ).map((thread) => [thread.id, thread]),
    );
    for (const { threadId, from, to } of moves) {
      const thread = threads.get(threadId);
      // Once each: a second move of the same thread would be from a place that it has no more.
      threads.delete(threadId);
      if (!thread?.place) continue;
      const { organizationId, place } = thread;
      if (place !== canonicalize(from)) continue;
      const kept = JSON.parse(place) as DraftPlace | VersionPlace;
      const { quote, before, after } = kept;
      const inDraft: DraftPlace = { ...to, quote, before, after };
      const next: Place = kept.in === "version" ? { ...kept, draft: inDraft } : inDraft;
      await tx.thread.updateMany({
        where: { id: threadId },
        data: { place: canonicalize(next) ?? place },
      });
      moved.push({ id: threadId, organizationId });
    }
    if (moved.length === 0) return refuse("stale", MOVED_ALREADY);
    for (const scope of new Set(moved.map(({ organizationId }) => organizationId))) {
      const ids = moved.flatMap((one) => (one.organizationId === scope ? [one.id] : []));
      afterCommit(({ rooms }) => rooms.threadsChanged(documentId, ids, scope));
    }
    return done(moved.map(({ id }) => id));
  },
  answer: answerThreads,
});

const MOVED_ALREADY =
  "These comments stand at other places by now. Nothing was changed; they are found by the words that they quote.";
