import { Link } from "react-router";
import { MessageSquarePlus, MessagesSquare, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { Button } from "#app/ui/Button.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import { useLatest } from "#app/ui/use-latest.ts";
import { focusCard } from "./card-focus.ts";
import { FrozenIndex, type FrozenRange } from "./frozen-index.ts";
import { NewThread } from "./NewThread.tsx";
import { ThreadCard } from "./ThreadCard.tsx";
import { NotSent, ThreadHead } from "./ThreadHead.tsx";
import type { ThreadStore } from "./thread-store.ts";
import { useLinkedThread } from "./use-linked-thread.ts";
import { useMedia } from "./use-media.ts";
import { NEW, NO_LINKED, useListed, useReadActive, useThreadList } from "./use-thread-list.ts";
import { useThreadStore } from "./use-thread-store.ts";
import "./threads.css";

export interface FrozenThreadsProps {
  readonly documentId: string;
  readonly version: { readonly id: string; readonly number: number };
  readonly you: Pick<ThreadPerson, "userId" | "name">;
  /** What the page shows of the version; the text is looked for again when it changes. */
  readonly view: string;
  /** Whether the version is under review: other words for it are suggested at its desk (M8). */
  readonly isInReview: boolean;
}

/** Room for the panel beside a sheet. */
const WIDE = "(min-width: 88rem)";
/** Milliseconds between two looks for news, while the page is seen. */
const LOOK_MS = 15_000;

/** Comments on a version, on every page that shows its text (M4, M5). */
export default function FrozenThreads({
  documentId,
  version,
  you,
  view,
  isInReview,
}: FrozenThreadsProps) {
  const reader = useMemo(() => ({ ...you, organization: "", colour: 0 }), [you]);
  const store = useThreadStore(documentId, reader);
  usePolling(store);
  const list = useThreadList(store);
  const { threads, active, writing, setWriting } = list;
  const [open, setOpen] = useState(false);
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
  const removed = useMemo(() => {
    const isRemoved = ({ id, place }: ThreadView) => place.in !== "document" && !found.has(id);
    return new Set(index ? threads.filter(isRemoved).map(({ id }) => id) : []);
  }, [threads, found, index]);
  const { counts, listed: unordered } = useListed(list, you.userId, removed);
  const listed = useMemo(
    () => unordered.toSorted((one, other) => rank(one, found) - rank(other, found)),
    [unordered, found],
  );
  useHighlights(
    index,
    listed,
    found,
    writing ? (index?.find(writing, version.id) ?? null) : null,
    active,
  );
  useReadActive(store, threads, { active, isShown: open });

  const goTo = (id: string) => {
    setOpen(true);
    store.active.set(id);
    const range = found.get(id);
    if (range)
      index?.domRange(range)?.startContainer.parentElement?.scrollIntoView({ block: "center" });
    focusCard(id);
  };
  useLinkedThread(list.isLoaded, (id, isLate) => {
    if (!store.get(id)) list.setTold(NO_LINKED);
    else if (!isLate) return goTo(id);
    else store.active.set(id);
    // A dialog over the page would take the focus.
    if (isWide || !isLate) setOpen(true);
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
  useStepKeys((by) => {
    const at = listed.findIndex(({ id }) => id === active);
    const next = at === -1 ? listed.at(by === 1 ? 0 : -1) : listed[at + by];
    if (next) return goTo(next.id);
    setOpen(true);
    if (listed.length === 0) list.setTold("There are no such comments.");
  });

  const write = () => {
    const range = index?.selected(getSelection()) ?? null;
    setWriting((range && index?.place(range, version.id)) ?? { in: "document" });
    list.setFilter("open");
    setOpen(true);
    store.active.set(null);
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
        filter={list.filter}
        counts={counts}
        onFilter={list.setFilter}
        onAllRead={list.readAll}
      />
      <NotSent store={store} />
      {list.told === "" ? null : <p className="thread-note">{list.told}</p>}
      {writing ? (
        <NewThread
          store={store}
          place={writing}
          draft={NEW}
          error={list.refused}
          onPlace={setWriting}
          onSend={(unsent) => void list.begin(unsent, writing)}
          onCancel={list.stopWriting}
        />
      ) : mayComment ? (
        <p className="text-[0.9375rem] text-ink-soft">
          Select words in the text to comment on them, or{" "}
          <button type="button" className="link" onClick={() => setWriting({ in: "document" })}>
            comment on the whole document
          </button>
          .
          {isInReview ? (
            <>
              {" "}
              To propose other words for it,{" "}
              <Link to={`/documents/${documentId}#suggest`} className="link">
                suggest them at its desk
              </Link>
              ; they wait until the draft is open again.
            </>
          ) : null}
        </p>
      ) : null}
      {listed.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          store={store}
          active={thread.id === active}
          place={removed.has(thread.id) ? "removed" : "apart"}
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
      <output className="sr-only">{list.arrival}</output>
    </>
  );
}

function rank({ id, place }: ThreadView, found: ReadonlyMap<string, FrozenRange>): number {
  return place.in === "document" ? -1 : (found.get(id)?.from ?? Number.MAX_SAFE_INTEGER);
}

/** Looks for news while the page is seen: a frozen page has no room. */
function usePolling(store: ThreadStore): void {
  useEffect(() => {
    void store.refresh();
    // What waits is sent, too: nothing else says that the server is back.
    const look = () => {
      if (document.visibilityState === "visible") store.wake();
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

/** Alt-PageDown and Alt-PageUp go to the next and the previous comment, as at the desk. */
function useStepKeys(onStep: (by: 1 | -1) => void): void {
  const step = useLatest(onStep);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      if (!by || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      step.current?.(by);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [step]);
}

const STEPS: Readonly<Record<string, 1 | -1>> = { PageDown: 1, PageUp: -1 };

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
    // Words that were selected before the comments had loaded.
    soon();
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
