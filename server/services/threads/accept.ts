import type { Actor } from "#app/domain/actor.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { AcceptanceRow } from "#app/document/acceptance/draft-edit.ts";
import type { WhyLookAgain } from "#app/document/acceptance/accept.ts";
import type { LeftOpen, SuggestionState } from "#app/document/margin/thread-view.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { command, taking } from "#server/services/command.ts";
import { writeDraftRow } from "#server/services/documents/draft-row.ts";
import { documentTo, type LoadedDocument } from "#server/services/documents/load.ts";
import { migratedOnly } from "#server/services/documents/migrated.ts";
import { whileDraftMoves } from "#server/services/documents/while-draft-moves.ts";
import { writeDecisionFollowUp } from "#server/services/reminders/decision-follow-up.ts";
import type { BuiltEdit } from "#server/services/resources.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { answerDecided } from "./answer.ts";
import { lockThreads, touchAll } from "./load.ts";
import { visibleThreads } from "./scope.ts";
import { DECIDED, decideAll, leftOut, linesOf, stays, threadsNotice } from "./suggestions.ts";

/** Bytes of suggestions that one step takes: the rest stays open. */
const MOST_BYTES = 8_000_000;
/** Suggestions whose blocks are read at once. */
const PAGE = 50;

type Chosen = ThreadChangeOf<"accept">["suggestions"][number];

/** An open suggestion that is accepted. */
interface AskedSuggestion extends Chosen {
  readonly suggestedById: string;
  readonly organizationId: string | null;
  readonly base: string;
  readonly baseHash: string;
  readonly proposed: string;
  readonly proposedHash: string;
}

/** An edit that is built, with what of the suggestions it accepts, and what stays open. */
interface PreparedAcceptance {
  readonly edit: BuiltEdit | null;
  readonly accepted: readonly (AskedSuggestion & AcceptanceRow)[];
  readonly left: readonly LeftOpen[];
  /** Suggestions that the actor accepted before, by an answer that was lost. */
  readonly known: readonly string[];
}

/**
 * Accepts suggestions in one step (M22). What they write is built by a worker from the draft at one
 * number, and stored where the draft is still at it: the words, who decided, what was written and erased,
 * and the line of the record, in one transaction. What differs from what the page showed stays open.
 */
export const acceptSuggestions = command({
  on: documentTo("document.decide-suggestion"),
  takes: taking<[ThreadChangeOf<"accept">]>(),
  repeat: whileDraftMoves(
    "The draft changed each time that the suggestion was about to be written into it. Nothing was changed and no word was lost; try again in a moment.",
  ),
  async prepare({ resources, actor, found, key: [documentId], extra: [{ suggestions }] }) {
    const { client } = resources.database;
    const { asked, left, known } = await openAmong(client, actor, found, suggestions);
    if (asked.length === 0) return unlessAlone({ edit: null, accepted: [], left, known });
    const migrated = await migratedOnly(client, documentId);
    if (!migrated.ok) return migrated;
    const built = await resources.drafts.edit(documentId, {
      do: "accept",
      suggestions: asked.map(({ base, proposed, shown, choice, behind }) => ({
        suggested: { base, proposed },
        shown,
        choice,
        behind,
      })),
    });
    if (!built.ok) return built;
    const edit = built.value;
    const accepted = edit.results.flatMap((result, index) => {
      const one = asked[index];
      if (!one) return [];
      if (typeof result !== "string") return [{ ...one, ...result }];
      left.push(stays(one.threadId, LOOK_AGAIN[result]));
      return [];
    });
    return unlessAlone({ edit, accepted, left, known });
  },
  async run({
    tx,
    at,
    actor,
    found,
    prepared: { edit, accepted, left, known },
    record,
    afterCommit,
  }) {
    const documentId = found.row.id;
    const ids = accepted.map(({ threadId }) => threadId);
    if (!edit || ids.length === 0) return done({ ids: known, left });
    const rows = await lockThreads(tx, actor, found, ids);
    if (rows.length < ids.length || rows.some(({ suggestion }) => suggestion?.state !== "open")) {
      return AGAIN;
    }
    const { userId } = actor;
    const sequence = await writeDraftRow(tx, at, { documentId, userId }, edit);
    if (sequence === null) return AGAIN;
    const now = await decideAll(tx, rows, { state: "accepted", by: userId, at });
    await tx.acceptance.createMany({
      data: accepted.map(({ threadId, written, erased, before, after }, step) => {
        return { threadId, sequence, step, written, erased, before, after };
      }),
    });
    await touchAll(tx, actor, rows, now);
    await writeDecisionFollowUp(tx, at, { threadIds: ids, decidedAt: now });
    const lines = linesOf(accepted);
    if (lines.length > 0) {
      await record({ type: "suggestion.accepted", details: { suggestions: lines, sequence } });
    }
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(async ({ rooms }) => {
      if (edit.update) await rooms.rowsWritten(documentId, sequence);
    });
    afterCommit(threadsNotice(documentId, rows));
    return done({ ids: [...known, ...ids], left });
  },
  answer: answerDecided,
});

/** Of one suggestion alone, why it stays open is the answer; of several, some may have been accepted. */
function unlessAlone(prepared: PreparedAcceptance): Outcome<PreparedAcceptance> {
  const { left, accepted, known } = prepared;
  const [only] = left;
  const isAlone = left.length === 1 && accepted.length + known.length === 0;
  return only && isAlone ? { ok: false, refusal: only.refusal } : done(prepared);
}

/** The open ones among them; what the actor has accepted already, by an answer that was lost, is known. */
async function openAmong(
  client: PrismaClient,
  actor: Actor,
  { row, subject }: LoadedDocument,
  chosen: readonly Chosen[],
) {
  const [open, left, known]: [Chosen[], LeftOpen[], string[]] = [[], [], []];
  const each = [...new Map(chosen.map((one) => [one.threadId, one])).values()];
  const among = (some: readonly Chosen[]) => ({
    id: { in: some.map(({ threadId }) => threadId) },
    documentId: row.id,
    ...visibleThreads(actor, subject.matter),
  });
  const heads = await client.thread.findMany({
    where: among(each),
    select: { id: true, suggestion: { select: { state: true, bytes: true, decidedById: true } } },
  });
  const headOf = new Map(heads.map((head) => [head.id, head]));
  let total = 0;
  for (const one of each) {
    const { threadId } = one;
    const head = headOf.get(threadId);
    if (!head?.suggestion) {
      left.push(leftOut(threadId, head));
      continue;
    }
    const { state, bytes, decidedById } = head.suggestion;
    if (state === "accepted" && decidedById === actor.userId) known.push(threadId);
    else if (state !== "open") {
      left.push(stays(threadId, DECIDED[state as Exclude<SuggestionState, "open">]));
    } else {
      total += bytes;
      if (total > MOST_BYTES) left.push(stays(threadId, LOOK_AGAIN["too-much"]));
      else open.push(one);
    }
  }
  const asked: AskedSuggestion[] = [];
  for (let at = 0; at < open.length; at += PAGE) {
    const page = open.slice(at, at + PAGE);
    const threads = await client.thread.findMany({
      where: among(page),
      select: {
        id: true,
        createdById: true,
        organizationId: true,
        suggestion: { select: { base: true, baseHash: true, proposed: true, proposedHash: true } },
      },
    });
    const byId = new Map(threads.map((thread) => [thread.id, thread]));
    for (const one of page) {
      const thread = byId.get(one.threadId);
      if (!thread?.suggestion) {
        left.push(leftOut(one.threadId, thread));
        continue;
      }
      const { createdById: suggestedById, organizationId, suggestion } = thread;
      asked.push({ ...one, ...suggestion, suggestedById, organizationId });
    }
  }
  return { asked, left, known };
}

const LOOK_AGAIN: Readonly<Record<WhyLookAgain, string>> = {
  changed:
    "The paragraph was changed while you accepted the suggestion. Nothing was written; look at it as it stands now, and accept it again.",
  conflict:
    "The draft was changed in the very words that this suggestion changes. Nothing was written; look at both, and choose.",
  gone: "The paragraphs that this suggestion was about are gone. Nothing was written; look at it again.",
  "too-large":
    "The paragraphs that this suggestion is about have become too long for it to be accepted in one step. Nothing of it was written, and it stays open; change the words in the draft, or propose it in parts.",
  "too-much":
    "That was more than can be accepted in one step. This one was not written and stays open; accept it next.",
};
