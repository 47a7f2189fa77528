import { MessageSquarePlus, MessagesSquare, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Place } from "#app/domain/margin/place.ts";
import type { ThreadPerson, ThreadView } from "#app/domain/margin/thread-view.ts";
import { Button } from "#app/ui/Button.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { useStore } from "#app/ui/store.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import { countThreads, type FilterReader, isShown, type ThreadFilter } from "./filters.ts";
import { FrozenIndex, type FrozenRange } from "./frozen-index.ts";
import { NewThread } from "./NewThread.tsx";
import { ThreadCard } from "./ThreadCard.tsx";
import { NotSent, ThreadHead } from "./ThreadHead.tsx";
import { cardId } from "./thread-marks.ts";
import type { ThreadStore, UnsentComment } from "./thread-store.ts";
import { useArrivals } from "./use-arrivals.ts";
import { useLinkedThread } from "./use-linked-thread.ts";
import { useMedia } from "./use-media.ts";
import { useThreads, useThreadStore } from "./use-thread-store.ts";

export interface FrozenThreadsProps {
  readonly documentId: string;
  readonly version: { readonly id: string; readonly number: number };
  readonly you: Pick<ThreadPerson, "userId" | "name">;
  /** What the page shows of the version; the text is looked for again when it changes. */
  readonly view: string;
}

const NEW = "new";
/** Room for the panel beside a sheet. */
const WIDE = "(min-width: 88rem)";
/** Milliseconds between two looks for news, while the page is seen. */
const LOOK_MS = 15_000;

/** Comments on a version, on every page that shows its text (M4, M5). */
export default function FrozenThreads({ documentId, version, you, view }: FrozenThreadsProps) {
  const reader = useMemo(() => ({ ...you, organization: "", colour: 0 }), [you]);
  const store = useThreadStore(documentId, reader);
  usePolling(store);
  const threads = useThreads(store);
  const active = useStore(store.active);
  const [open, setOpen] = useState(false);
  const [filter, setFilter] = useState<ThreadFilter>("open");
  const [writing, setWriting] = useState<Place | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const isWide = useMedia(WIDE);
  const toggle = useRef<HTMLButtonElement>(null);
  const index = useFrozenIndex(view);

  const found = useMemo(() => {
    const places = new Map<string, FrozenRange>();
    for (const { id, place } of threads) {
      const range = index?.find(place, version.id);
      if (range) places.set(id, range);
    }
    return places;
  }, [threads, index, version.id]);
  const filtering: FilterReader = useMemo(
    () => ({
      userId: you.userId,
      removed: new Set(
        index
          ? threads
              .filter(({ id, place }) => place.in !== "document" && !found.has(id))
              .map(({ id }) => id)
          : [],
      ),
    }),
    [you.userId, threads, found, index],
  );
  const counts = useMemo(() => countThreads(threads, filtering), [threads, filtering]);
  const listed = useMemo(
    () =>
      threads
        .filter((thread) => isShown(thread, filter, filtering) || thread.id === active)
        .toSorted((one, other) => rank(one, found) - rank(other, found)),
    [threads, filter, filtering, active, found],
  );
  useHighlights(
    index,
    listed,
    found,
    writing ? (index?.find(writing, version.id) ?? null) : null,
    active,
  );
  const isNew = threads.some(({ id, isUnread }) => isUnread && id === active);
  useEffect(() => {
    if (active !== null && open && isNew) void store.send({ do: "read", threadIds: [active] });
  }, [store, active, open, isNew]);
  const arrival = useArrivals(threads, store.load === "loaded");

  const goTo = (id: string) => {
    setOpen(true);
    store.active.set(id);
    const range = found.get(id);
    if (range)
      index?.domRange(range)?.startContainer.parentElement?.scrollIntoView({ block: "center" });
    focusCard(id);
  };
  useLinkedThread(store.load === "loaded", (id) => {
    if (store.get(id)) return goTo(id);
    setOpen(true);
    setTold("The comment that the link leads to is not there any more, or not yours to read.");
  });
  const press = useLatest((at: number) => {
    const under = listed
      .filter(({ id }) => {
        const range = found.get(id);
        return range && range.from <= at && at <= range.to;
      })
      .map(({ id }) => id);
    if (under[0] !== undefined) goTo(under[0]);
  });
  usePresses(index, (at) => press.current?.(at));

  const write = () => {
    const range = index?.selected(getSelection()) ?? null;
    setWriting((range && index?.place(range, version.id)) ?? { in: "document" });
    setFilter("open");
    setOpen(true);
    store.active.set(null);
  };
  const send = async (unsent: UnsentComment, place: Place) => {
    const threadId = crypto.randomUUID();
    setRefused(null);
    store.drafts.delete(NEW);
    setWriting(null);
    store.active.set(threadId);
    const sent = store.send({
      do: "begin",
      threadId,
      commentId: crypto.randomUUID(),
      place,
      organizationId: unsent.organizationId,
      text: unsent.text,
      mentions: [...unsent.mentions],
      suggestion: null,
    });
    focusCard(threadId);
    const outcome = await sent;
    if (outcome.ok) return;
    store.active.set(null);
    store.drafts.set(NEW, unsent);
    setRefused(outcome.refusal.sentence);
    setWriting(place);
  };
  const close = () => {
    setOpen(false);
    toggle.current?.focus();
  };
  const mayComment = store.answer?.may.comment ?? false;
  const content = (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <ThreadHead
        store={store}
        filter={filter}
        counts={counts}
        onFilter={setFilter}
        onAllRead={() => {
          const ids = threads.filter(({ isUnread }) => isUnread).map(({ id }) => id);
          if (ids.length > 0) void store.send({ do: "read", threadIds: ids.slice(0, 200) });
        }}
      />
      <NotSent store={store} />
      {told === "" ? null : <p className="thread-note">{told}</p>}
      {writing ? (
        <NewThread
          store={store}
          place={writing}
          draft={NEW}
          error={refused}
          onPlace={setWriting}
          onSend={(unsent) => void send(unsent, writing)}
          onCancel={() => {
            store.drafts.delete(NEW);
            setRefused(null);
            setWriting(null);
          }}
        />
      ) : mayComment ? (
        <p className="text-[0.9375rem] text-ink-soft">
          Select words in the text to comment on them, or{" "}
          <button type="button" className="link" onClick={() => setWriting({ in: "document" })}>
            comment on the whole document
          </button>
          .
        </p>
      ) : null}
      {listed.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          store={store}
          active={thread.id === active}
          place={filtering.removed.has(thread.id) ? "removed" : "apart"}
          onOpen={goTo}
          onLeave={() => {
            store.active.set(null);
            close();
          }}
        />
      ))}
    </div>
  );
  return (
    <>
      <Button
        ref={toggle}
        className="frozen-threads-toggle"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <MessagesSquare aria-hidden className="size-4" />
        Comments{counts.open > 0 ? ` (${counts.open})` : ""}
        {counts.unread > 0 ? <span className="sr-only">, {counts.unread} new to you</span> : null}
      </Button>
      {isWide && open ? (
        <aside aria-label="Comments" className="frozen-threads">
          <div className="flex items-center justify-between pb-2">
            <h2 className="text-lg font-semibold tracking-tight">Comments</h2>
            <IconButton icon={X} label="Close the comments" onClick={close} />
          </div>
          {content}
        </aside>
      ) : null}
      <Dialog side="below" open={!isWide && open} onClose={close} title="Comments">
        {content}
      </Dialog>
      {mayComment && index ? <FrozenSelection index={index} onComment={write} /> : null}
      <output className="sr-only">{arrival}</output>
    </>
  );
}

function rank({ id, place }: ThreadView, found: ReadonlyMap<string, FrozenRange>): number {
  return place.in === "document" ? -1 : (found.get(id)?.from ?? Number.MAX_SAFE_INTEGER);
}

function focusCard(id: string, frames = 30): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(cardId(id));
    if (card?.dataset.active) {
      if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
    } else if (frames > 0) focusCard(id, frames - 1);
  });
}

/** Looks for news while the page is seen: a frozen page has no room. */
function usePolling(store: ThreadStore): void {
  useEffect(() => {
    void store.refresh();
    const look = () => {
      if (document.visibilityState === "visible") void store.refresh();
    };
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [store]);
}

/** The frozen text on the page; null where the page shows something else of the version. */
function useFrozenIndex(view: string): FrozenIndex | null {
  const [index, setIndex] = useState<FrozenIndex | null>(null);
  useEffect(() => {
    // Once the page has drawn it.
    const frame = requestAnimationFrame(() => {
      const prose = document.querySelector(".frozen .prose");
      setIndex(prose ? new FrozenIndex(prose) : null);
    });
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another view draws another text
  }, [view]);
  return index;
}

/** Marks words without touching the text's elements. */
function useHighlights(
  index: FrozenIndex | null,
  threads: readonly ThreadView[],
  found: ReadonlyMap<string, FrozenRange>,
  writing: FrozenRange | null,
  active: string | null,
): void {
  useEffect(() => {
    // Older browsers have the list, and the way to the words.
    if (!index || !("highlights" in CSS)) return;
    const ranges: Record<string, Range[]> = { all: [], own: [], active: [] };
    const add = (name: string, at: FrozenRange | undefined | null) => {
      const range = at && index.domRange(at);
      if (range) ranges[name]?.push(range);
    };
    for (const { id, organization } of threads) {
      const name = id === active ? "active" : organization ? "own" : "all";
      add(name, found.get(id));
    }
    add("active", writing);
    for (const [name, list] of Object.entries(ranges)) {
      CSS.highlights.set(`thread-${name}`, new Highlight(...list));
    }
    return () => {
      for (const name of Object.keys(ranges)) CSS.highlights.delete(`thread-${name}`);
    };
  }, [index, threads, found, writing, active]);
}

/** A press on the text, as the character that was pressed. */
function usePresses(index: FrozenIndex | null, onPress: (at: number) => void): void {
  const latest = useLatest(onPress);
  useEffect(() => {
    if (!index) return;
    const { prose } = index;
    const pressed = (event: Event) => {
      if (!(event instanceof MouseEvent) || getSelection()?.isCollapsed === false) return;
      const caret = document.caretRangeFromPoint?.(event.clientX, event.clientY);
      const at = caret ? index.at(caret.startContainer, caret.startOffset) : null;
      if (at !== null) latest.current?.(at);
    };
    prose.addEventListener("click", pressed);
    return () => prose.removeEventListener("click", pressed);
  }, [index, latest]);
}

/** Milliseconds without a change of the selection until the button is there. */
const REST_MS = 250;

/** A small button beside selected words of a frozen text; Ctrl-Alt-M does the same. */
function FrozenSelection({
  index,
  onComment,
}: {
  readonly index: FrozenIndex;
  readonly onComment: () => void;
}) {
  const [at, setAt] = useState<{ top: number; left: number } | null>(null);
  const comment = useLatest(onComment);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      const range = index.selected(getSelection());
      const box = range && index.domRange(range)?.getBoundingClientRect();
      if (!box || box.bottom < 0 || box.top > innerHeight) return setAt(null);
      const { right } = index.prose.getBoundingClientRect();
      const left = Math.min(right + 12, document.documentElement.clientWidth - 124);
      const isOver = left < right;
      setAt({ left, top: Math.min(isOver ? box.bottom + 8 : box.top - 6, innerHeight - 48) });
    };
    const soon = () => {
      setAt(null);
      if (timer) clearTimeout(timer);
      timer = setTimeout(look, REST_MS);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isOurs = (event.ctrlKey || event.metaKey) && event.altKey && event.code === "KeyM";
      if (!isOurs || event.shiftKey) return;
      event.preventDefault();
      comment.current?.();
    };
    document.addEventListener("selectionchange", soon);
    document.addEventListener("keydown", onKeyDown);
    window.addEventListener("scroll", soon, { passive: true });
    return () => {
      if (timer) clearTimeout(timer);
      document.removeEventListener("selectionchange", soon);
      document.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("scroll", soon);
    };
  }, [index, comment]);
  return at ? (
    <button
      type="button"
      className="thread-on-selection"
      style={{
        transform: `translate(${Math.round(at.left)}px, ${Math.round(at.top)}px)`,
        visibility: "visible",
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        setAt(null);
        onComment();
      }}
    >
      <MessageSquarePlus aria-hidden className="size-4" />
      Comment
    </button>
  ) : null;
}
