import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { CommentView, ThreadView } from "#app/document/margin/thread-view.ts";
import { mayWriteIn } from "./GivenTo.tsx";
import type { ThreadStore } from "./thread-store.ts";

interface AgreedProps {
  readonly comment: CommentView;
  readonly thread: ThreadView;
  readonly store: ThreadStore;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}

/**
 * Names who agrees with a comment; one press agrees (M27): below its words, and in the words of a
 * conversation, so that nobody takes it for a sign-off.
 */
export function Agreed({ comment, thread, store, onSend }: AgreedProps) {
  const { id: commentId, agreed, isMine, author } = comment;
  const { userId } = store;
  const isAgreed = agreed.some((one) => one.userId === userId);
  const mayAgree = !isMine && (isAgreed || (thread.resolved === null && mayWriteIn(thread, store)));
  if (comment.removedAt || (agreed.length === 0 && !mayAgree)) return null;
  const names = agreed.map((one) => (one.userId === userId ? "you" : one.name));
  return (
    <p className="thread-agreed">
      {mayAgree ? (
        <button
          type="button"
          className="link"
          aria-pressed={isAgreed}
          aria-label={`Agree with the comment by ${author.name}`}
          onClick={() =>
            void onSend({ do: "agree", threadId: thread.id, commentId, agrees: !isAgreed })
          }
        >
          Agree
        </button>
      ) : null}
      {names.length > 0 ? (
        <span>Agreed with this comment: {new Intl.ListFormat("en-US").format(names)}</span>
      ) : null}
    </p>
  );
}
