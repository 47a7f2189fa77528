import { counted } from "#app/domain/counted.ts";
import { CloudOff, FileText, Lock } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { isGuestOf } from "#app/domain/guest.ts";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { summarySentence } from "#app/document/margin/suggestion-summary.ts";
import type { SuggestionState, ThreadView } from "#app/document/margin/thread-view.ts";
import { claimLabel, commentClaimLabel, type WordFateName } from "#app/domain/word-return.ts";
import { inFull } from "#app/editor/presence/people.ts";
import { lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Composer } from "./Composer.tsx";
import { isOpen } from "./filters.ts";
import { GiveActs, GivenLine } from "./GivenTo.tsx";
import { waitingFor } from "./not-sent.ts";
import { quoteText } from "#app/document/margin/quoted-text.ts";
import { SuggestionLine } from "./SuggestionLine.tsx";
import { Resolve, ThreadActs } from "./ThreadActs.tsx";
import { CommentHead, PersonHead, REMOVED, ThreadComments } from "./ThreadComments.tsx";
import { cardId } from "./card-focus.ts";
import type { ThreadStore, UnsentComment } from "./thread-store.ts";

/** Apart, since a page of a version needs them for few threads. */
const SuggestionBody = lazyWhenShown(() => import("#app/editor/suggest/SuggestionBody.tsx"));
const SuggestionActs = lazyWhenShown(() => import("#app/editor/suggest/SuggestionActs.tsx"));

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

/**
 * One thread: who, what in a line, and what one does with it in its corner (M20). Once it is active, all
 * that was said and a line to answer in.
 */
export function ThreadCard({ thread, store, active, place, onOpen, onLeave }: ThreadCardProps) {
  const [error, setError] = useState<string | null>(null);
  const may = store.answer?.may.comment ?? false;
  const hasGuests = (store.answer?.may.guests?.length ?? 0) > 0;
  const { suggestion } = thread;
  const [first] = thread.comments;
  const send = async (change: ThreadChange) => {
    setError(null);
    const outcome = await store.send(change);
    if (outcome.ok) return;
    // The box in which a comment was changed is closed by now: its words are kept beside the text.
    if (change.do === "edit") void store.setAside(change, outcome.refusal.sentence);
    else setError(outcome.refusal.sentence);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  const isDone = !isOpen(thread);
  const top = (
    <>
      {first ? (
        <CommentHead comment={{ ...first, word: null }} isNew={thread.isUnread} />
      ) : (
        <PersonHead person={thread.by} at={thread.createdAt} isNew={thread.isUnread} />
      )}
      {thread.word ? <WordClaimLine thread={thread} claim={thread.word} /> : null}
      <Standing thread={thread} place={place} />
      {suggestion ? (
        <SuggestionLine summary={suggestion.summary} isAccepted={suggestion.state === "accepted"} />
      ) : null}
      {suggestion || place === "beside" || thread.place.in === "document" ? null : (
        <Quote words={thread.place.quote} removed={place === "removed"} />
      )}
    </>
  );
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
      {active ? (
        <>
          {top}
          {thread.wordReturn ? <WordReturnLink {...thread.wordReturn} /> : null}
          <ThreadComments thread={thread} store={store} onSend={send} />
        </>
      ) : (
        <>
          <button
            type="button"
            className="thread-open"
            aria-expanded={false}
            onClick={() => onOpen(thread.id)}
          >
            {top}
            {first && (first.removedAt || first.text !== "") ? (
              <span className="thread-clamp">{first.removedAt ? REMOVED : first.text}</span>
            ) : null}
            {thread.comments.length > 1 ? <LastReply thread={thread} /> : null}
            <WaitingLine thread={thread} store={store} />
          </button>
        </>
      )}
      <GivenLine thread={thread} userId={store.userId} />
      {suggestion ? (
        <SuggestionBody
          thread={thread}
          store={store}
          active={active}
          isBeside={place === "beside"}
        />
      ) : null}
      {suggestion?.state === "open" ? <SuggestionActs thread={thread} store={store} /> : null}
      {active && may && !suggestion ? <Resolve thread={thread} onSend={send} /> : null}
      {error === null ? null : (
        <p role="alert" className="mt-2 text-sm font-medium text-danger">
          {error}
        </p>
      )}
      {active && may ? <ThreadActs thread={thread} hasGuests={hasGuests} onSend={send} /> : null}
      {active ? <GiveActs thread={thread} store={store} onSend={send} /> : null}
      {active && may && takesReply(thread) ? <Reply thread={thread} store={store} /> : null}
    </article>
  );
}

/** A decided suggestion takes answers: why it was rejected is said afterwards. */
function takesReply({ resolved, suggestion }: ThreadView): boolean {
  return resolved === null || suggestion !== null;
}

/** "Comment by Ana Example of Council on “weekly reports”"; of a suggestion, what it changes. */
function nameOf({ by, place, suggestion, comments, word }: ThreadView): string {
  const claimed = suggestion ? claimLabel : commentClaimLabel;
  const inWord = word ? `${claimed(word)}, brought in ` : "";
  const who = `${inWord === "" ? "" : "from "}${inWord}by ${by.name}${isGuestOf(by.organization) ? ", " : " of "}${by.organization}`;
  const replies = comments.length - 1;
  const answered = replies < 1 ? "" : `, ${counted(replies, "reply", "replies")}`;
  if (suggestion) return `Suggestion ${who}: ${summarySentence(suggestion.summary)}${answered}`;
  const on =
    place.in === "document" || place.quote === ""
      ? ""
      : ` on “${shortened(quoteText(place.quote))}”`;
  return `Comment ${who}${on}${answered}`;
}

function shortened(words: string): string {
  return words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words;
}

/** Says in words what is true of the whole thread. */
function Standing({ thread, place }: Pick<ThreadCardProps, "thread" | "place">) {
  const { organization, suggestion, resolved, versionNumber, fate } = thread;
  const decided = suggestion?.state === "open" ? null : suggestion;
  const isWhole = thread.place.in === "document" && !suggestion;
  const isGone = place === "removed";
  if (!organization && !resolved && !decided && !isWhole && !isGone && !fate) {
    if (versionNumber === null) return null;
  }
  return (
    <span className="thread-standing">
      {organization ? (
        <span className="flex items-center gap-1 font-medium text-ink">
          <Lock aria-hidden className="size-3.5" />
          Only {organization.shortName}
        </span>
      ) : null}
      {isWhole ? <span>On the whole document</span> : null}
      {fate ? <span>{fateLabel(fate)}</span> : null}
      {versionNumber === null ? null : <span>On version {versionNumber}</span>}
      {isGone && !decided ? (
        <span>{suggestion ? "Its paragraphs were removed" : "These words were removed"}</span>
      ) : null}
      {decided ? (
        <span>
          {DECIDED[decided.state]}
          {decided.decidedBy && decided.state !== "withdrawn"
            ? ` by ${inFull(decided.decidedBy)}`
            : ""}
          {decided.decidedAt ? (
            <>
              , <Timestamp at={decided.decidedAt} as="brief" />
            </>
          ) : null}
        </span>
      ) : resolved ? (
        <span>
          Resolved by {resolved.by.name}, <Timestamp at={resolved.at} as="brief" />
        </span>
      ) : null}
    </span>
  );
}

const DECIDED = {
  open: "",
  accepted: "Accepted",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
} as const satisfies Record<SuggestionState, string>;

/** "Jane Doe, in Word; brought in by Ana": a claim of the file, beside whoever answers for it here (W8). */
function WordClaimLine({
  thread: { by, suggestion },
  claim,
}: {
  thread: ThreadView;
  claim: NonNullable<ThreadView["word"]>;
}) {
  return (
    <span className="thread-standing">
      <span className="flex items-center gap-1 font-medium text-ink">
        <FileText aria-hidden className="size-3.5 shrink-0" />
        <span>
          {suggestion ? claimLabel(claim) : commentClaimLabel(claim)}
          {claim.at === null ? null : (
            <span className="font-normal text-ink-soft">
              , <Timestamp at={claim.at} as="brief" />
            </span>
          )}
        </span>
      </span>
      <span>Brought in by {by.name}</span>
    </span>
  );
}

/** Leads to what the same file brought in, and to where all of it is taken back (W10). */
function WordReturnLink({ documentId, returnId }: NonNullable<ThreadView["wordReturn"]>) {
  return (
    <a className="link text-sm" href={`/documents/${documentId}/word-returns/${returnId}`}>
      All that this Word file brought in
    </a>
  );
}

function fateLabel({ fate, author }: NonNullable<ThreadView["fate"]>): string {
  const by = author === null || author === "" ? "" : ` by ${author}`;
  return `${FATES[fate]} in Word${by}`;
}

const FATES = {
  accepted: "Accepted",
  rejected: "Rejected",
  altered: "Altered",
  untouched: "Left as it was",
  resolved: "Marked as done",
  removed: "Removed",
} as const satisfies Record<WordFateName, string>;

function Quote({ words, removed }: { readonly words: string; readonly removed: boolean }) {
  const shown = quoteText(words);
  if (shown === "") return null;
  return <span className="thread-quote">{removed ? <del>{shown}</del> : shown}</span>;
}

function LastReply({ thread }: { readonly thread: ThreadView }) {
  const last = thread.comments.at(-1);
  const replies = thread.comments.length - 1;
  return (
    <span className="mt-1.5 block truncate text-sm text-ink-soft">
      {counted(replies, "reply", "replies")}
      {last ? `, last by ${last.author.name}` : ""}
    </span>
  );
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
    const change: ThreadChange = {
      do: "reply",
      threadId: thread.id,
      commentId: crypto.randomUUID(),
      text: unsent.text,
      mentions: [...unsent.mentions],
      organizationId,
      ...(unsent.give && { give: unsent.give }),
    };
    const outcome = await store.send(change);
    if (outcome.ok) return;
    const isWriting = (store.drafts.get(thread.id)?.text ?? "") !== "";
    if (isWriting) return void store.setAside(change, outcome.refusal.sentence);
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
        gives={thread.resolved === null}
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
