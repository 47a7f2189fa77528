import { clsx } from "clsx";
import { Check, CloudOff, Lock, RotateCcw } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { CommentView, ThreadPerson, ThreadView } from "#app/domain/margin/thread-view.ts";
import { initials } from "#app/editor/presence/people.ts";
import { organizationClass } from "#app/features/organization/OrganizationChip.tsx";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Composer } from "./Composer.tsx";
import { isOpen } from "./filters.ts";
import { textParts } from "./mention-text.ts";
import { inWords } from "./quoted-text.ts";
import { cardId } from "./thread-marks.ts";
import type { ThreadStore, UnsentComment } from "./thread-store.ts";

/** Apart, since a page of a version needs it for few threads. */
const SuggestionBody = lazyWhenShown(() => import("#app/editor/suggest/SuggestionBody.tsx"));

interface ThreadCardProps {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
  readonly active: boolean;
  /** Where its words are gone, or in a list that is not beside them: shows what they were. */
  readonly place: "beside" | "apart" | "removed";
  readonly onOpen: (id: string) => void;
  /** Back to the words in the text. */
  readonly onLeave: () => void;
}

/** Comments of an active card that are shown without asking: the first, and the last ones. */
const LAST_SHOWN = 6;

/** One thread: its first words, and once it is active all that was said and a line to answer in. */
export function ThreadCard({ thread, store, active, place, onOpen, onLeave }: ThreadCardProps) {
  const [error, setError] = useState<string | null>(null);
  const may = store.answer?.may.comment ?? false;
  const [first] = thread.comments;
  const send = async (change: ThreadChange) => {
    setError(null);
    const outcome = await store.send(change);
    if (!outcome.ok) setError(outcome.refusal.sentence);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  const isDone = !isOpen(thread);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leads back
    <article
      id={cardId(thread.id)}
      tabIndex={-1}
      aria-label={nameOf(thread)}
      className="thread-card"
      data-active={active || undefined}
      data-own={thread.organization ? true : undefined}
      data-done={isDone || undefined}
      onKeyDown={onKeyDown}
    >
      <Standing thread={thread} place={place} />
      {place === "beside" || thread.place.in === "document" ? null : (
        <Quote words={thread.place.quote} removed={place === "removed"} />
      )}
      {thread.suggestion ? <SuggestionBody thread={thread} store={store} /> : null}
      {active ? (
        <>
          <Comments thread={thread} store={store} onSend={send} />
          {error === null ? null : (
            <p role="alert" className="mt-2 text-sm font-medium text-danger">
              {error}
            </p>
          )}
          {may ? <Acts thread={thread} onSend={send} /> : null}
          {may && thread.resolved === null ? <Reply thread={thread} store={store} /> : null}
        </>
      ) : (
        <button
          type="button"
          className="thread-open"
          aria-expanded={false}
          onClick={() => onOpen(thread.id)}
        >
          {first ? (
            <CommentHead comment={first} />
          ) : (
            <PersonHead person={thread.by} at={thread.createdAt} />
          )}
          {first ? (
            <span className="thread-clamp">{first.removedAt ? REMOVED : first.text}</span>
          ) : null}
          {thread.comments.length > 1 ? <LastReply thread={thread} /> : null}
          <WaitingLine thread={thread} store={store} />
        </button>
      )}
    </article>
  );
}

const REMOVED = "Removed by its author.";

/** "Comment by Ana Example of Council on “weekly reports”". */
function nameOf({ by, place, suggestion, comments }: ThreadView): string {
  const what = suggestion ? "Suggestion" : "Comment";
  const on =
    place.in === "document" || place.quote === "" ? "" : ` on “${shortened(inWords(place.quote))}”`;
  const replies = comments.length - 1;
  const answered = replies < 1 ? "" : `, ${replies} ${replies === 1 ? "reply" : "replies"}`;
  return `${what} by ${by.name} of ${by.organization}${on}${answered}`;
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words;
}

/** What is true of the whole thread, in words. */
function Standing({ thread, place }: Pick<ThreadCardProps, "thread" | "place">) {
  const { organization, resolved, isUnread, versionNumber } = thread;
  const isWhole = thread.place.in === "document";
  if (
    !organization &&
    !resolved &&
    !isUnread &&
    !isWhole &&
    place !== "removed" &&
    versionNumber === null
  ) {
    return null;
  }
  return (
    <p className="thread-standing">
      {isUnread ? (
        <span className="thread-unread">
          <span
            aria-hidden
            className="size-2 rounded-full bg-accent forced-colors:bg-[Highlight]"
          />
          New
        </span>
      ) : null}
      {organization ? (
        <span className="flex items-center gap-1 font-medium text-ink">
          <Lock aria-hidden className="size-3.5" />
          Only {organization.shortName}
        </span>
      ) : null}
      {isWhole ? <span>On the whole document</span> : null}
      {versionNumber === null ? null : <span>On version {versionNumber}</span>}
      {place === "removed" ? <span>These words were removed</span> : null}
      {resolved ? (
        <span>
          Resolved by {resolved.by.name}, <Timestamp at={resolved.at} as="spoken" />
        </span>
      ) : null}
    </p>
  );
}

function Quote({ words, removed }: { readonly words: string; readonly removed: boolean }) {
  const shown = inWords(words);
  if (shown === "") return null;
  return <blockquote className="thread-quote">{removed ? <del>{shown}</del> : shown}</blockquote>;
}

function Comments({
  thread,
  store,
  onSend,
}: {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}) {
  const [all, setAll] = useState(false);
  const { comments } = thread;
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
      {comments.length === 0 ? (
        <li>
          <PersonHead person={thread.by} at={thread.createdAt} />
        </li>
      ) : null}
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
  const [edits, setEdits] = useState(false);
  const [removes, setRemoves] = useState(false);
  const rights = store.answer;
  const waits = waitingFor(
    store,
    ({ change }) => "commentId" in change && change.commentId === comment.id,
  );
  if (edits && rights) {
    return (
      <Composer
        label="Your comment"
        rights={rights}
        first={{
          text: comment.text,
          mentions: comment.mentions.map(({ userId }) => userId),
          organizationId: thread.organization?.id ?? null,
        }}
        send="Save"
        focuses
        onChange={() => undefined}
        onCancel={() => setEdits(false)}
        onSend={({ text, mentions }) => {
          setEdits(false);
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
      <CommentHead comment={comment} />
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
      {waits ? <p className="thread-waits">{waits}</p> : null}
      {comment.isMine && !comment.removedAt && thread.resolved === null ? (
        <p className="mt-1 flex gap-3 text-sm">
          <button type="button" className="link" onClick={() => setEdits(true)}>
            Edit
          </button>
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
        Nobody can read its words any more. That you removed a comment stays in the thread.
      </ConfirmDialog>
    </>
  );
}

function CommentHead({ comment }: { readonly comment: CommentView }) {
  return <PersonHead person={comment.author} at={comment.at} edited={comment.editedAt !== null} />;
}

function PersonHead({
  person,
  at,
  edited = false,
}: {
  readonly person: ThreadPerson;
  readonly at: string;
  readonly edited?: boolean;
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
          <Timestamp at={at} as="spoken" />
          {edited ? " · edited" : ""}
        </span>
      </span>
    </span>
  );
}

function LastReply({ thread }: { readonly thread: ThreadView }) {
  const last = thread.comments.at(-1);
  const replies = thread.comments.length - 1;
  return (
    <span className="mt-1.5 block truncate text-sm text-ink-soft">
      {replies === 1 ? "1 reply" : `${replies} replies`}
      {last ? `, last by ${last.author.name}` : ""}
    </span>
  );
}

/** Why something of it was not sent yet; null where all is sent. */
function waitingFor(
  store: ThreadStore,
  isOf: (waiting: ThreadStore["waiting"][number]) => boolean,
): string | null {
  const waits = store.waiting.some((each) => each.refused === null && isOf(each));
  return waits ? (store.heldBack ?? "Sending…") : null;
}

function WaitingLine({
  thread,
  store,
}: {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
}) {
  const words = waitingFor(
    store,
    ({ change }) => "threadId" in change && change.threadId === thread.id,
  );
  return words ? (
    <span className="thread-waits">
      <CloudOff aria-hidden className="size-3.5 shrink-0" />
      {words}
    </span>
  ) : null;
}

/** Resolving, opening again, and letting all parties read. */
function Acts({
  thread,
  onSend,
}: {
  readonly thread: ThreadView;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}) {
  const [shares, setShares] = useState(false);
  const { id, organization, resolved, sharing, suggestion } = thread;
  const waits = sharing?.waitsFor ?? [];
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
      {suggestion && !resolved ? null : resolved ? (
        <Button
          look="plain"
          className="thread-button"
          onClick={() => void onSend({ do: "reopen", threadId: id })}
        >
          <RotateCcw aria-hidden className="size-4" />
          Open again
        </Button>
      ) : (
        <Button
          look="plain"
          className="thread-button"
          onClick={() => void onSend({ do: "resolve", threadId: id })}
        >
          <Check aria-hidden className="size-4" />
          Resolve
        </Button>
      )}
      {organization && !sharing?.youAgreed ? (
        <button type="button" className="link text-sm" onClick={() => setShares(true)}>
          {sharing ? "Agree that all parties may read it" : "Let all parties read it"}
        </button>
      ) : null}
      {organization && sharing ? (
        <p className="w-full text-sm text-ink-soft">
          {waits.length === 0
            ? "All parties may read it in a moment."
            : `All parties may read it once ${namesOf(waits)} ${waits.length === 1 ? "agrees" : "agree"}. Until then it stays with ${organization.shortName}.`}
        </p>
      ) : null}
      <ConfirmDialog
        open={shares}
        onClose={() => setShares(false)}
        title="Let all parties of the matter read it?"
        confirm="Agree"
        look="primary"
        onConfirm={() => {
          setShares(false);
          void onSend({ do: "share", threadId: id });
        }}
      >
        You agree for your own comments. Once everybody who wrote in it agrees, people of all
        parties can read the whole thread. That can’t be taken back.
      </ConfirmDialog>
    </div>
  );
}

function namesOf(people: readonly ThreadPerson[]): string {
  return new Intl.ListFormat("en-US").format(people.map(({ name }) => name));
}

function Reply({ thread, store }: { readonly thread: ThreadView; readonly store: ThreadStore }) {
  const [error, setError] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const rights = store.answer;
  if (!rights) return null;
  const organizationId = thread.organization?.id ?? null;
  const empty: UnsentComment = { text: "", mentions: [], organizationId };
  const send = async (unsent: UnsentComment) => {
    store.drafts.delete(thread.id);
    setError(null);
    const outcome = await store.send({
      do: "reply",
      threadId: thread.id,
      commentId: crypto.randomUUID(),
      text: unsent.text,
      mentions: [...unsent.mentions],
      organizationId,
    });
    if (outcome.ok) return;
    store.drafts.set(thread.id, unsent);
    setError(outcome.refusal.sentence);
    setRound((before) => before + 1);
  };
  return (
    <div className="mt-3">
      <Composer
        key={round}
        label={`Reply to ${thread.by.name}`}
        rights={rights}
        first={store.drafts.get(thread.id) ?? empty}
        send="Reply"
        quiet
        error={error}
        onChange={(unsent) => store.drafts.set(thread.id, unsent)}
        onCancel={() => {
          store.drafts.delete(thread.id);
          setError(null);
          setRound((before) => before + 1);
        }}
        onSend={(unsent) => void send(unsent)}
      />
    </div>
  );
}
