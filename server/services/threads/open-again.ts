import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { WhyLookAgain } from "#app/document/acceptance/accept.ts";
import type { LeftOpen } from "#app/document/margin/thread-view.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Acceptance } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { command, taking } from "#server/services/command.ts";
import { writeDraftRow } from "#server/services/documents/draft-row.ts";
import { documentTo, type LoadedDocument } from "#server/services/documents/load.ts";
import { migratedOnly } from "#server/services/documents/migrated.ts";
import { whileDraftMoves } from "#server/services/documents/while-draft-moves.ts";
import { writeDecisionFollowUp } from "#server/services/reminders/decision-follow-up.ts";
import type { BuiltEdit } from "#server/services/resources.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { answerDecided } from "./answer.ts";
import { blockIdsOf, latestInstant, type LockedThread, lockThreads, touchAll } from "./load.ts";
import { visibleThreads } from "./scope.ts";
import { leftOut, linesOf, stays, threadsNotice } from "./suggestions.ts";

/** Characters of acceptances that one step takes out: the rest stays accepted. */
const MOST_CHARACTERS = 16_000_000;
/** Suggestions that are read at once. */
const PAGE = 50;

/** A decided suggestion, as the record tells of it. */
interface DecidedSuggestion {
  readonly threadId: string;
  readonly state: string;
  readonly suggestedById: string;
  readonly organizationId: string | null;
  readonly baseHash: string;
  readonly proposedHash: string;
}

/** An edit that is built, if one is needed, with what is opened again, and what stays as it is. */
interface PreparedOpening {
  readonly edit: BuiltEdit | null;
  readonly opened: readonly DecidedSuggestion[];
  readonly left: readonly LeftOpen[];
  /** Those that are open already. */
  readonly known: readonly string[];
}

/**
 * Opens decided suggestions again, in one step (M22). What accepting wrote is taken out of the draft and
 * what it deleted is put back, stored as an acceptance is; where those words were changed since, the
 * suggestion stays accepted and somebody has to look.
 */
export const openSuggestionsAgain = command({
  on: documentTo("document.decide-suggestion"),
  takes: taking<[ThreadChangeOf<"open-again">]>(),
  repeat: whileDraftMoves(
    "The draft changed each time that the words were about to be taken out of it. Nothing was changed; try again in a moment.",
  ),
  async prepare({ resources, actor, found, key: [documentId], extra: [{ threadIds }] }) {
    const { client } = resources.database;
    const { rejected, accepted, left, known } = await decidedAmong(client, actor, found, threadIds);
    if (accepted.length === 0) {
      return unlessAlone({ edit: null, opened: rejected, left, known }, threadIds);
    }
    const migrated = await migratedOnly(client, documentId);
    if (!migrated.ok) return migrated;
    const built = await resources.drafts.edit(documentId, {
      do: "take-out",
      acceptances: accepted.map(({ written, erased, before, after }) => {
        return { written, erased, before, after };
      }),
    });
    if (!built.ok) return built;
    const edit = built.value;
    const takenOut = accepted.filter(({ threadId }, index) => {
      const result = edit.results[index];
      if (typeof result !== "string") return true;
      left.push(stays(threadId, LOOK_AGAIN[result]));
      return false;
    });
    return unlessAlone({ edit, opened: [...rejected, ...takenOut], left, known }, threadIds);
  },
  async run({
    tx,
    at,
    actor,
    found,
    prepared: { edit, opened, left, known },
    record,
    afterCommit,
  }) {
    const documentId = found.row.id;
    const { userId } = actor;
    const ids = opened.map(({ threadId }) => threadId);
    if (ids.length === 0) return done({ ids: known, left });
    const rows = await lockThreads(tx, actor, found, ids);
    const states = new Map(rows.map(({ id, suggestion }) => [id, suggestion?.state]));
    if (opened.some(({ threadId, state }) => states.get(threadId) !== state)) return AGAIN;
    const sequence = edit && (await writeDraftRow(tx, at, { documentId, userId }, edit));
    if (edit && sequence === null) return AGAIN;
    const now = latestInstant(at, rows);
    await tx.acceptance.deleteMany({ where: { threadId: { in: ids } } });
    await tx.suggestion.updateMany({
      where: { threadId: { in: ids } },
      data: {
        state: "open",
        decidedById: null,
        decidedAt: null,
        reopenedById: userId,
        reopenedAt: now,
      },
    });
    await tx.thread.updateMany({
      where: { id: { in: ids } },
      data: { resolvedById: null, resolvedAt: null },
    });
    await touchAll(tx, actor, rows, now);
    await noLongerOvertaken(tx, documentId, rows);
    await writeDecisionFollowUp(tx, at, { threadIds: ids, decidedAt: now });
    const lines = linesOf(opened);
    if (lines.length > 0) {
      await record({ type: "suggestion.opened-again", details: { suggestions: lines, sequence } });
    }
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(async ({ rooms }) => {
      if (edit?.update && sequence !== null) await rooms.rowsWritten(documentId, sequence);
    });
    afterCommit(threadsNotice(documentId, rows));
    return done({ ids: [...known, ...ids], left });
  },
  answer: answerDecided,
});

/**
 * Open suggestions for the same paragraphs, of which their authors were told that who accepted these
 * overtook them, are so no longer. Where another acceptance did too, their cards say that the draft moved on.
 */
async function noLongerOvertaken(
  tx: Transaction,
  documentId: string,
  opened: readonly LockedThread[],
): Promise<void> {
  const decided = opened.flatMap(({ suggestion }) => suggestion ?? []);
  const by = decided.flatMap(({ state, decidedById }) =>
    state === "accepted" && decidedById ? [decidedById] : [],
  );
  if (by.length === 0) return;
  const blocks = new Set(decided.flatMap(blockIdsOf));
  const marked = await tx.suggestion.findMany({
    where: { state: "open", overtakenById: { in: by }, thread: { documentId } },
    select: { threadId: true, blockIds: true },
  });
  const threadIds = marked
    .filter((one) => blockIdsOf(one).some((blockId) => blocks.has(blockId)))
    .map(({ threadId }) => threadId);
  await tx.suggestion.updateMany({
    where: { threadId: { in: threadIds } },
    data: { overtakenById: null, overtakenAt: null },
  });
}

/** Of one suggestion alone, why it stays decided is the answer. */
function unlessAlone(
  prepared: PreparedOpening,
  threadIds: readonly string[],
): Outcome<PreparedOpening> {
  const [only] = prepared.left;
  return only && threadIds.length === 1 ? { ok: false, refusal: only.refusal } : done(prepared);
}

/** The decided ones among them: accepted ones in the order in which they were; open ones are known. */
async function decidedAmong(
  client: PrismaClient,
  actor: Actor,
  { row, subject }: LoadedDocument,
  threadIds: readonly string[],
) {
  const [left, known, rejected]: [LeftOpen[], string[], DecidedSuggestion[]] = [[], [], []];
  const accepted: (DecidedSuggestion & Acceptance)[] = [];
  const each = [...new Set(threadIds)];
  let characters = 0;
  for (let at = 0; at < each.length; at += PAGE) {
    const page = each.slice(at, at + PAGE);
    const threads = await client.thread.findMany({
      where: { id: { in: page }, documentId: row.id, ...visibleThreads(actor, subject.matter) },
      select: {
        id: true,
        createdById: true,
        organizationId: true,
        // None of its blocks is read: what accepting made of them stands in the acceptance.
        suggestion: {
          select: { state: true, baseHash: true, proposedHash: true, acceptance: true },
        },
      },
    });
    const byId = new Map(threads.map((thread) => [thread.id, thread]));
    for (const threadId of page) {
      const thread = byId.get(threadId);
      const suggestion = thread?.suggestion;
      if (!thread || !suggestion) {
        left.push(leftOut(threadId, thread));
        continue;
      }
      const { createdById: suggestedById, organizationId } = thread;
      const { state, baseHash, proposedHash, acceptance } = suggestion;
      const decided = { threadId, state, suggestedById, organizationId, baseHash, proposedHash };
      if (state === "open") known.push(threadId);
      else if (state === "withdrawn") left.push(stays(threadId, WITHDRAWN));
      else if (state === "rejected") rejected.push(decided);
      else if (!acceptance) left.push(stays(threadId, UNKNOWN));
      else {
        characters += acceptance.before.length + acceptance.after.length;
        if (characters > MOST_CHARACTERS) left.push(stays(threadId, LOOK_AGAIN["too-much"]));
        else accepted.push({ ...decided, ...acceptance });
      }
    }
  }
  accepted.sort((one, other) => one.sequence - other.sequence || one.step - other.step);
  return { rejected, accepted, left, known };
}

const LOOK_AGAIN: Readonly<Record<WhyLookAgain, string>> = {
  changed:
    "Its words were changed since it was accepted. Nothing was taken out, and it stays accepted; look at the paragraph, and change there what should be otherwise.",
  conflict:
    "Its words were changed since it was accepted. Nothing was taken out, and it stays accepted; look at the paragraph, and change there what should be otherwise.",
  gone: "The paragraphs that it was written into are gone, so there is nothing to take out. It stays accepted; propose the words anew if they should come back.",
  "too-large":
    "That was more than can be taken out in one step. This one stays accepted; change the paragraph in the draft instead.",
  "too-much":
    "That was more than can be taken out in one step. This one stays accepted; open it again next.",
};
const UNKNOWN =
  "There is no record of the words that accepting this suggestion wrote, so none can be taken out. It stays accepted; change in the draft what should be otherwise.";
const WITHDRAWN =
  "Its author has withdrawn this suggestion. Nothing was changed; propose it yourself if it should stand.";
