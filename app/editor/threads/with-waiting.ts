import { summaryOf } from "#app/document/margin/suggestion-summary.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import type { GivenTo, ThreadChange } from "#app/domain/margin/thread-change.ts";
import type {
  AssignmentView,
  CommentView,
  ThreadPerson,
  ThreadView,
} from "#app/document/margin/thread-view.ts";
import type { WaitingChange } from "./device-threads.ts";

/**
 * The writer, and whom and what they may name, for changes that the server has not answered yet.
 */
interface OwnView {
  readonly you: ThreadPerson;
  readonly people: readonly ThreadPerson[];
  readonly scopes: readonly { readonly id: string; readonly shortName: string }[];
}

/** The threads as they will stand once what waits is sent. Refused changes don't show. */
export function withWaiting(
  threads: ReadonlyMap<string, ThreadView>,
  waiting: readonly WaitingChange[],
  own: OwnView,
): ReadonlyMap<string, ThreadView> {
  const open = waiting.filter(({ refused }) => refused === null);
  if (open.length === 0) return threads;
  const next = new Map(threads);
  for (const { change, at } of open) apply(next, change, at, own);
  return next;
}

function apply(
  threads: Map<string, ThreadView>,
  change: ThreadChange,
  at: string,
  own: OwnView,
): void {
  const { you } = own;
  if (change.do === "begin") {
    if (!threads.has(change.threadId)) threads.set(change.threadId, begun(change, at, own));
    return;
  }
  if (change.do === "move") {
    for (const { threadId, to } of change.moves) {
      const thread = threads.get(threadId);
      if (!thread) continue;
      const { place } = thread;
      const next = place.in === "version" ? { ...place, draft: to } : to;
      threads.set(threadId, { ...thread, place: next });
    }
    return;
  }
  // Only the server knows what comes of these, and they never wait.
  if (change.do === "read" || change.do === "accept" || change.do === "open-again") return;
  const thread = threads.get(change.threadId);
  if (!thread) return;
  const put = (part: Partial<ThreadView>) => threads.set(thread.id, { ...thread, ...part });
  switch (change.do) {
    case "reply":
      if (thread.comments.some(({ id }) => id === change.commentId)) return;
      put({
        comments: [...thread.comments, written(change, at, own)],
        changedAt: at,
        assignment: assigned(change.give, thread.assignment, own),
      });
      return;
    case "give":
      put({ assignment: assigned(change, thread.assignment, own) });
      return;
    case "take-back":
      put({ assignment: null });
      return;
    case "done":
      if (!thread.assignment) return;
      put({ assignment: { ...thread.assignment, state: change.isDone ? "done" : "open" } });
      return;
    case "agree": {
      const { agreed = [] } = thread.comments.find(({ id }) => id === change.commentId) ?? {};
      const others = agreed.filter(({ userId }) => userId !== you.userId);
      put({
        comments: changed(thread, change.commentId, {
          agreed: change.agrees ? [...others, you] : others,
        }),
      });
      return;
    }
    case "edit":
      put({ comments: changed(thread, change.commentId, { text: change.text, editedAt: at }) });
      return;
    case "remove":
      put({ comments: changed(thread, change.commentId, { text: "", removedAt: at }) });
      return;
    case "resolve":
      put({ resolved: { by: you, at } });
      return;
    case "reopen":
      put({ resolved: null });
      return;
    case "reject":
    case "withdraw":
      if (!thread.suggestion) return;
      put({
        suggestion: {
          ...thread.suggestion,
          state: change.do === "reject" ? "rejected" : "withdrawn",
          decidedBy: you,
          decidedAt: at,
        },
      });
      return;
    case "share":
      // Only the server knows what comes of it.
      return;
  }
}

/** In place of the hash of a suggestion that this device has not sent; its blocks are with the change. */
export const UNSENT = "";

/** The suggestion that a change begins with; its blocks come from this device's own text. */
export function suggestedIn(change: ThreadChange): Suggested | null {
  return change.do === "begin" ? (change.suggestion as Suggested | null) : null;
}

type BegunThread = Extract<ThreadChange, { do: "begin" }>;
type WrittenComment = Extract<ThreadChange, { do: "begin" | "reply" }>;

function begun(change: BegunThread, at: string, own: OwnView): ThreadView {
  const { organizationId } = change;
  const suggestion = suggestedIn(change);
  const organization =
    organizationId === null
      ? null
      : (own.scopes.find(({ id }) => id === organizationId) ?? {
          id: organizationId,
          shortName: own.you.organization,
        });
  return {
    id: change.threadId,
    organization,
    place: change.place,
    versionNumber: null,
    by: own.you,
    createdAt: at,
    changedAt: at,
    resolved: null,
    comments: change.text === "" ? [] : [written(change, at, own)],
    suggestion: suggestion && {
      state: "open",
      decidedBy: null,
      decidedAt: null,
      summary: summaryOf(suggestion.base, suggestion.proposed),
      blockIds: [],
      bytes: 0,
      hash: UNSENT,
    },
    isUnread: false,
    sharing: null,
    assignment: assigned(change.give, null, own),
    word: null,
    fate: null,
  };
}

function assigned(
  give: GivenTo | undefined,
  before: AssignmentView | null,
  { you, people }: OwnView,
): AssignmentView | null {
  const to = people.find(({ userId }) => userId === give?.userId);
  if (!give || !to) return before;
  const isHandedOn = before?.state === "open" && before.to.userId === you.userId;
  return { to, askedBy: isHandedOn ? before.askedBy : you, dueOn: give.dueOn, state: "open" };
}

function written(change: WrittenComment, at: string, { you, people }: OwnView): CommentView {
  return {
    id: change.commentId,
    author: you,
    text: change.text,
    mentions: people.filter(({ userId }) => change.mentions.includes(userId)),
    at,
    editedAt: null,
    removedAt: null,
    isMine: true,
    agreed: [],
    word: null,
  };
}

function changed(
  { comments }: ThreadView,
  commentId: string,
  part: Partial<CommentView>,
): readonly CommentView[] {
  return comments.map((comment) => (comment.id === commentId ? { ...comment, ...part } : comment));
}
