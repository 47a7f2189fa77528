import canonicalize from "canonicalize";
import { CLAIM_MS } from "#app/domain/margin/limits.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { SuggestionState } from "#app/document/margin/thread-view.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { writeDecisionFollowUp } from "#server/services/reminders/decision-follow-up.ts";
import { answerThreads } from "./answer.ts";
import { lockThread, nextInstant, touch, type ThreadRow } from "./load.ts";

/**
 * Holds an open suggestion while the actor writes it into the draft (M11): of two in the same second,
 * one is told that the other is at it. Nobody has to let go: it runs out.
 */
export const claimSuggestion = unaudited({
  on: documentTo("document.decide-suggestion"),
  takes: taking<[ThreadChangeOf<"claim">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const free = undecided(locked.value, actor.userId, at);
    if (!free.ok) return free;
    await tx.suggestion.updateMany({
      where: { threadId },
      data: {
        claimedById: actor.userId,
        claimedUntil: new Date(at.getTime() + CLAIM_MS),
      },
    });
    const { organizationId } = locked.value;
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Lets go of a suggestion that the actor held, and did not accept after all. */
export const releaseSuggestion = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"release">]>(),
  async run({ tx, actor, found, extra: [{ threadId }], afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const { count } = await tx.suggestion.updateMany({
      where: { threadId, state: "open", claimedById: actor.userId },
      data: FREE,
    });
    const { organizationId } = locked.value;
    if (count > 0) {
      afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    }
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Keeps that a suggestion was accepted: an ordinary edit by the actor, whose ids are given and have to
 * be theirs (M11). Repeated after a lost answer, it changes nothing.
 */
export const acceptSuggestion = command({
  on: documentTo("document.decide-suggestion"),
  takes: taking<[ThreadChangeOf<"accept">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId, written, erased }], record, afterCommit }) {
    const documentId = found.row.id;
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, suggestion } = thread;
    if (suggestion?.state === "accepted" && suggestion.decidedById === actor.userId) {
      return done([threadId]);
    }
    const free = undecided(thread, actor.userId, at);
    if (!free.ok) return free;
    const clients = [...new Set(written.map(([client]) => client))];
    const own = await tx.draftBinding.count({
      where: { documentId, userId: actor.userId, clientId: { in: clients.map(BigInt) } },
    });
    if (own < clients.length) return refuse("foreign-client", NOT_WRITTEN_BY_YOU);
    const now = nextInstant(at, thread);
    await decide(tx, thread, { state: "accepted", by: actor.userId, at: now });
    await tx.suggestion.updateMany({
      where: { threadId },
      data: { written: stored(written), erased: stored(erased) },
    });
    await touch(tx, actor, thread, now);
    await writeDecisionFollowUp(tx, at, { threadId, decidedAt: now });
    afterCommit(({ jobs }) => jobs.wake());
    if (organizationId === null) {
      const details = { threadId, suggestedById: thread.createdById };
      await record({ type: "suggestion.accepted", details });
    }
    afterCommit(({ rooms }) => rooms.threadsChanged(documentId, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Id ranges as the row keeps them. */
function stored(ranges: ThreadChangeOf<"accept">["written"] = []): string | null {
  return ranges.length > 0 ? (canonicalize(ranges) ?? null) : null;
}

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
    const free = undecided(thread, null, at);
    if (!free.ok) return free;
    const now = nextInstant(at, thread);
    await decide(tx, thread, { state: "rejected", by: actor.userId, at: now });
    await touch(tx, actor, thread, now);
    await writeDecisionFollowUp(tx, at, { threadId, decidedAt: now });
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
    const free = undecided(thread, null, at);
    if (!free.ok) return free;
    await decide(tx, thread, { state: "withdrawn", by: actor.userId, at: nextInstant(at, thread) });
    await touch(tx, actor, thread, nextInstant(at, thread));
    const { organizationId } = thread;
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

const FREE = { claimedById: null, claimedUntil: null };

/** Whether the suggestion waits for a decision, and nobody but `holder` is writing it into the draft. */
function undecided({ suggestion }: ThreadRow, holder: string | null, at: Date): Outcome<void> {
  if (!suggestion) return refuse("bad-input", NO_SUGGESTION);
  const { state, claimedById, claimedUntil } = suggestion;
  if (state !== "open")
    return refuse("conflict", DECIDED[state as Exclude<SuggestionState, "open">]);
  const isHeld = claimedById !== null && claimedById !== holder && claimedUntil !== null;
  return isHeld && claimedUntil > at ? refuse("conflict", HELD) : done();
}

/** Keeps the decision; a decided suggestion is a closed thread. */
async function decide(
  tx: Transaction,
  { id: threadId }: ThreadRow,
  { state, by, at }: { readonly state: SuggestionState; readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.suggestion.updateMany({
    where: { threadId },
    data: { ...FREE, state, decidedById: by, decidedAt: at },
  });
  await tx.thread.updateMany({
    where: { id: threadId },
    data: { resolvedById: by, resolvedAt: at },
  });
}

const NO_SUGGESTION =
  "This comment proposes no other words. Nothing was changed; answer it, or resolve it.";
const DECIDED: Readonly<Record<Exclude<SuggestionState, "open">, string>> = {
  accepted:
    "Somebody has accepted this suggestion already. Nothing more was changed; its words are in the draft.",
  rejected:
    "Somebody has rejected this suggestion already. Nothing more was changed; reopen the thread if it should be talked about again.",
  withdrawn:
    "Its author has withdrawn this suggestion. Nothing more was changed; propose it yourself if it should stand.",
};
const HELD =
  "Somebody is accepting this suggestion at this moment. Nothing was changed; wait a moment and look what became of it.";
const NOT_WRITTEN_BY_YOU =
  "The words of this suggestion are not in the draft as yours, so it was not marked as accepted. What is in the draft stays; look at the paragraph, and accept the suggestion again if it still differs.";
const NOT_YOURS =
  "Only who made a suggestion may withdraw it. Nothing was changed; reject it, or answer it.";
