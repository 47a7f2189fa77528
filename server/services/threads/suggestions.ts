import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { LeftOpen, SuggestionState } from "#app/document/margin/thread-view.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { writeDecisionFollowUp } from "#server/services/reminders/decision-follow-up.ts";
import type { Resources } from "#server/services/resources.ts";
import { answerThreads } from "./answer.ts";
import {
  type ChangedThread,
  latestInstant,
  lockThread,
  nextInstant,
  NO_THREAD,
  touch,
  type ThreadRow,
} from "./load.ts";

export const rejectSuggestion = command({
  on: documentTo("document.decide-suggestion"),
  takes: taking<[ThreadChangeOf<"reject">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], record, afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, suggestion } = thread;
    if (suggestion?.state === "rejected" && suggestion.decidedById === actor.userId) {
      return done([threadId]);
    }
    const free = undecided(thread);
    if (!free.ok) return free;
    const now = nextInstant(at, thread);
    await decideAll(tx, [thread], { state: "rejected", by: actor.userId, at });
    await touch(tx, actor, thread, now);
    await writeDecisionFollowUp(tx, at, { threadIds: [threadId], decidedAt: now });
    afterCommit(({ jobs }) => jobs.wake());
    if (organizationId === null) {
      const details = { threadId, suggestedById: thread.createdById };
      await record({ type: "suggestion.rejected", details });
    }
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Takes one's own suggestion back: always, whatever the text's status or one's role has become. */
export const withdrawSuggestion = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"withdraw">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    if (thread.createdById !== actor.userId) return refuse("forbidden", NOT_YOURS);
    if (thread.suggestion?.state === "withdrawn") return done([threadId]);
    const free = undecided(thread);
    if (!free.ok) return free;
    await decideAll(tx, [thread], { state: "withdrawn", by: actor.userId, at });
    await touch(tx, actor, thread, nextInstant(at, thread));
    const { organizationId } = thread;
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Whether the suggestion waits for a decision. */
function undecided({ suggestion }: ThreadRow): Outcome<void> {
  if (!suggestion) return refuse("bad-input", NO_SUGGESTION);
  const { state } = suggestion;
  if (state === "open") return done();
  return refuse("conflict", DECIDED[state as Exclude<SuggestionState, "open">]);
}

/** A suggestion that stays as it was, for that reason. */
export function stays(threadId: string, sentence: string): LeftOpen {
  return { threadId, refusal: { code: "conflict", sentence } };
}

/** The same of what the actor does not see, or what proposes nothing. */
export function leftOut(threadId: string, thread: object | undefined): LeftOpen {
  return thread
    ? { threadId, refusal: { code: "bad-input", sentence: NO_SUGGESTION } }
    : { threadId, refusal: { code: "not-found", sentence: NO_THREAD } };
}

/** Keeps one decision on some; a decided suggestion is a closed thread. Answers its instant. */
export async function decideAll(
  tx: Transaction,
  threads: readonly (ChangedThread & Pick<ThreadRow, "id">)[],
  { state, by, at }: { readonly state: SuggestionState; readonly by: string; readonly at: Date },
): Promise<Date> {
  const now = latestInstant(at, threads);
  const ids = threads.map(({ id }) => id);
  await tx.suggestion.updateMany({
    where: { threadId: { in: ids } },
    data: { state, decidedById: by, decidedAt: now, reopenedById: null, reopenedAt: null },
  });
  await tx.thread.updateMany({
    where: { id: { in: ids } },
    data: { resolvedById: by, resolvedAt: now },
  });
  return now;
}

/** The record's details of decided suggestions: those of everybody alone (M2), by hashes, without words. */
export function linesOf(
  suggestions: readonly {
    readonly threadId: string;
    readonly organizationId: string | null;
    readonly suggestedById: string;
    readonly baseHash: string;
    readonly proposedHash: string;
  }[],
) {
  return suggestions
    .filter(({ organizationId }) => organizationId === null)
    .map(({ threadId, suggestedById, baseHash, proposedHash }) => {
      return { threadId, suggestedById, baseHash, proposedHash };
    });
}

/** Threads in one notice: other processes are told in messages of limited size. */
const IN_ONE_NOTICE = 100;

/** Tells open desks that these threads changed, those of one organization to its people alone (M2). */
export function threadsNotice(
  documentId: string,
  threads: readonly Pick<ThreadRow, "id" | "organizationId">[],
) {
  return ({ rooms }: Pick<Resources, "rooms">): void => {
    for (const organizationId of new Set(threads.map((thread) => thread.organizationId))) {
      const some = threads.filter((thread) => thread.organizationId === organizationId);
      for (let at = 0; at < some.length; at += IN_ONE_NOTICE) {
        const ids = some.slice(at, at + IN_ONE_NOTICE).map(({ id }) => id);
        rooms.threadsChanged(documentId, ids, organizationId);
      }
    }
  };
}

const NO_SUGGESTION =
  "This comment proposes no other words. Nothing was changed; answer it, or resolve it.";
export const DECIDED: Readonly<Record<Exclude<SuggestionState, "open">, string>> = {
  accepted:
    "Somebody has accepted this suggestion already. Nothing more was changed; its words are in the draft.",
  rejected:
    "Somebody has rejected this suggestion already. Nothing more was changed; open it again if it should be decided anew.",
  withdrawn:
    "Its author has withdrawn this suggestion. Nothing more was changed; propose it yourself if it should stand.",
};
const NOT_YOURS =
  "Only who made a suggestion may withdraw it. Nothing was changed; reject it, or answer it.";
