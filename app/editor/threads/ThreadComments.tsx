import { clsx } from "clsx";
import { useState } from "react";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { CommentView, ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { claimLabel, commentClaimLabel } from "#app/domain/word-return.ts";
import { initials } from "#app/editor/presence/people.ts";
import { organizationClass } from "#app/features/organization/OrganizationChip.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Agreed } from "./Agreed.tsx";
import { mayWriteIn } from "./GivenTo.tsx";
import { Composer } from "./Composer.tsx";
import { textParts } from "./mention-text.ts";
import { waitingFor } from "./not-sent.ts";
import type { ThreadStore } from "./thread-store.ts";

/** Comments of an active card that are shown without asking: the first, and the last ones. */
const LAST_SHOWN = 6;

/** Stands for a comment that was removed. */
export const REMOVED = "Removed by its author.";

/** All that was said in a thread; who began it stands above. */
export function ThreadComments({
  thread,
  store,
  onSend,
}: {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}) {
  const [all, setAll] = useState(false);
  // A suggestion needs no words of its own.
  const comments = thread.comments.filter(({ text, removedAt }) => text !== "" || removedAt);
  if (comments.length === 0) return null;
  const hidden = all ? 0 : Math.max(0, comments.length - LAST_SHOWN - 1);
  return (
    <ol>
      {comments.map((comment, index) =>
        index > 0 && index <= hidden ? (
          index === 1 ? (
            <li key="hidden">
              <button type="button" className="link text-sm" onClick={() => setAll(true)}>
                Show {hidden} earlier {hidden === 1 ? "reply" : "replies"}
              </button>
            </li>
          ) : null
        ) : (
          <li key={comment.id}>
            <Comment comment={comment} thread={thread} store={store} onSend={onSend} />
          </li>
        ),
      )}
    </ol>
  );
}

function Comment({
  comment,
  thread,
  store,
  onSend,
}: {
  readonly comment: CommentView;
  readonly thread: ThreadView;
  readonly store: ThreadStore;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}) {
  // Words that one has changed and not sent are there again when the card is: another may be opened
  // meanwhile.
  const begun = store.drafts.get(comment.id);
  const [edits, setEdits] = useState<"asked" | "begun" | null>(begun ? "begun" : null);
  const [removes, setRemoves] = useState(false);
  const rights = store.answer;
  const waits = waitingFor(
    store,
    ({ change }) => "commentId" in change && change.commentId === comment.id,
  );
  if (edits !== null && rights) {
    const stop = () => {
      store.drafts.delete(comment.id);
      setEdits(null);
    };
    return (
      <Composer
        label="Your comment"
        rights={rights}
        first={
          begun ?? {
            text: comment.text,
            mentions: comment.mentions.map(({ userId }) => userId),
            organizationId: thread.organization?.id ?? null,
          }
        }
        stands={comment.text}
        send="Save"
        focuses={edits === "asked"}
        onChange={(unsent) => store.drafts.set(comment.id, unsent)}
        onCancel={stop}
        onSend={({ text, mentions }) => {
          stop();
          void onSend({
            do: "edit",
            threadId: thread.id,
            commentId: comment.id,
            text,
            mentions: [...mentions],
            organizationId: thread.organization?.id ?? null,
          });
        }}
      />
    );
  }
  return (
    <>
      {comment.id === thread.comments[0]?.id ? null : <CommentHead comment={comment} />}
      {comment.removedAt ? (
        <p className="thread-words text-ink-soft italic">{REMOVED}</p>
      ) : (
        <p className="thread-words">
          {textParts(comment.text, comment.mentions).map((part, index) =>
            part.isName ? (
              // oxlint-disable-next-line react/no-array-index-key -- parts of one text, in its order
              <span key={index} className="font-medium text-accent">
                {part.text}
              </span>
            ) : (
              part.text
            ),
          )}
        </p>
      )}
      <Agreed comment={comment} thread={thread} store={store} onSend={onSend} />
      {waits ? <p className="thread-waits">{waits}</p> : null}
      {comment.isMine && !comment.removedAt && thread.resolved === null ? (
        <p className="mt-1 flex gap-3 text-sm">
          {/* Other words are refused where nothing may be said; those that stand can be taken back. */}
          {mayWriteIn(thread, store) ? (
            <button type="button" className="link" onClick={() => setEdits("asked")}>
              Edit
            </button>
          ) : null}
          <button type="button" className="link" onClick={() => setRemoves(true)}>
            Remove
          </button>
        </p>
      ) : null}
      <ConfirmDialog
        open={removes}
        onClose={() => setRemoves(false)}
        title="Remove your comment?"
        confirm="Remove it"
        look="final"
        onConfirm={() => {
          setRemoves(false);
          void onSend({ do: "remove", threadId: thread.id, commentId: comment.id });
        }}
      >
        Nobody can read its words any more. That you removed a comment stays in the conversation.
      </ConfirmDialog>
    </>
  );
}

/** Names the author of a comment, and when it was written. */
export function CommentHead({
  comment: { author, at, editedAt, removedAt, text, word, byMail },
  isNew = false,
}: {
  readonly comment: CommentView;
  readonly isNew?: boolean;
}) {
  const head = <PersonHead person={author} at={at} edited={editedAt !== null} isNew={isNew} />;
  if (byMail) {
    return (
      <>
        {head}
        <span className="thread-standing">
          By e-mail{byMail === "cut" ? "; the rest of the e-mail was left out" : ""}
        </span>
      </>
    );
  }
  if (!word) return head;
  // That of a suggestion without a comment is who changed the text.
  const isChange = text === "" && removedAt === null;
  const claim = isChange ? claimLabel(word) : commentClaimLabel(word);
  return (
    <>
      {head}
      <span className="thread-standing">{claim}, brought in</span>
    </>
  );
}

/** A person of an organization, and when they did something. */
export function PersonHead({
  person,
  at,
  edited = false,
  isNew = false,
}: {
  readonly person: ThreadPerson;
  readonly at: string;
  readonly edited?: boolean;
  /** Whether something of the thread is new to the reader. */
  readonly isNew?: boolean;
}) {
  return (
    <span className={clsx(organizationClass(person.colour), "thread-head")}>
      <span aria-hidden className="thread-ring">
        {initials(person.name)}
      </span>
      <span className="min-w-0 leading-tight">
        <span className="block truncate text-[0.9375rem] font-medium">{person.name}</span>
        <span className="block text-[0.8125rem] text-ink-soft">
          <span className="text-(--org-text)">{person.organization}</span> ·{" "}
          <Timestamp at={at} as="brief" />
          {edited ? " · edited" : ""}
          {isNew ? (
            <>
              {" · "}
              <span className="thread-unread">New</span>
            </>
          ) : null}
        </span>
      </span>
    </span>
  );
}
