import type { Editor } from "#app/editor/editor.ts";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { createPortal } from "react-dom";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { readBrowserCaret } from "#app/editor/behaviour/browser-caret.ts";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { Dialog } from "#app/ui/Dialog.tsx";
import { useBlockedKeys } from "#app/ui/lazy/lazy-parts.ts";
import { Store, useStore } from "#app/ui/store.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import { focusCard } from "./card-focus.ts";
import { chosenBeside, rememberBeside } from "./beside-choice.ts";
import { CardLayer, type LayerCard } from "./CardLayer.tsx";
import { isOpen } from "./filters.ts";
import { NewThread } from "./NewThread.tsx";
import { inOrder, neighbor, positionsOf, rangeToComment, scrollTo, toText } from "./desk-cards.ts";
import { draftPlace } from "./places.ts";
import { SelectionButton } from "./SelectionButton.tsx";
import { ThreadCard } from "./ThreadCard.tsx";
import { NotSent, ThreadHead } from "./ThreadHead.tsx";
import {
  type MarkedThread,
  markActive,
  markThreads,
  rangeOf,
  registerThreadMarks,
  SUGGESTION,
  threadsApart,
} from "./thread-marks.ts";
import { useLinkedThread } from "./use-linked-thread.ts";
import { useMedia } from "./use-media.ts";
import { NEW, NO_LINKED, useListed, useReadActive, useThreadList } from "./use-thread-list.ts";
import "./threads.css";

/** Whether there is room for cards beside the text; and for them beside everything else (desk.css). */
const COLUMN = "(min-width: 68rem)";
const WIDE = "(min-width: 82rem)";

/** What stands beside the text, which comments take the place of. */
const RIGHT = '.desk-margin[data-side="right"]';

/** Comments beside the text of a draft (M1 to M6). */
export function Threads({ desk, editor, cards: column, store }: MarginPartProps) {
  const list = useThreadList(store);
  const { threads, active, filter, setFilter, writing, setWriting, told, setTold } = list;
  const marks = useMarks(desk.view.generation, editor, {
    onMoved: (moves) => void store.send({ do: "move", moves: [...moves] }),
    onPressed: ([id]) => id !== undefined && open(id),
  });
  const apart = useStore(marks.apart);
  const hasRoom = useMedia(COLUMN);
  const { shown, setShown, asked } = desk.margin;
  const isBeside = hasRoom && column !== null;
  const show = (isOn: boolean) => setShown((before) => ({ ...before, threads: isOn }));

  const removedIds = useMemo(
    () => new Set([...apart].filter(([, why]) => why === "removed").map(([id]) => id)),
    [apart],
  );
  const { counts, listed } = useListed(list, desk.you.userId, removedIds);
  useReadActive(store, threads, { active, isShown: shown.threads });

  // What is marked in the text: what the cards show, and what is being written.
  useEffect(() => {
    const list: MarkedThread[] = threads.map((thread) => ({
      id: thread.id,
      place: thread.place,
      // A card that one is at stays when somebody else resolves it; its words are not marked any more.
      look:
        listed.includes(thread) && (isOpen(thread) || filter === "resolved" || filter === "unread")
          ? lookOf(thread)
          : null,
    }));
    if (writing) list.push({ id: NEW, place: writing, look: "thread-mark-new" });
    markThreads(editor, list);
  }, [editor, threads, listed, filter, writing]);
  useEffect(() => {
    markActive(editor, writing ? NEW : shown.threads ? active : null);
  }, [editor, active, writing, shown.threads]);
  const open = (id: string, focuses = false) => {
    show(true);
    store.active.set(id);
    if (focuses) focusCard(id);
  };
  const goTo = (id: string) => {
    open(id, true);
    const range = rangeOf(editor.state, id);
    if (range) scrollTo(editor, range.from);
  };
  const leave = () => {
    const range = active === null ? null : rangeOf(editor.state, active);
    store.active.set(null);
    if (!isBeside) show(false);
    toText(editor, range);
  };
  const write = () => {
    if (store.answer && !store.answer.may.comment) {
      show(true);
      return setTold("You can read the comments. Drafters, reviewers and staff write them.");
    }
    readBrowserCaret(editor.view);
    const range = rangeToComment(editor);
    const place = range && draftPlace(editor.state, range, desk.view.generation);
    store.active.set(null);
    setFilter("open");
    setWriting(place ?? { in: "document" });
    show(true);
  };
  const stopWriting = () => {
    const range = rangeOf(editor.state, NEW);
    list.stopWriting();
    if (!isBeside) show(false);
    toText(editor, range);
  };
  const step = (by: 1 | -1) => {
    const next = neighbor(editor, listed, store.active.get(), by);
    if (next !== null) return goTo(next);
    show(true);
    setTold(filter === "open" ? "There are no open comments." : "There are no such comments.");
  };

  const acts = useLatest({ write, step, show, isOn: shown.threads, goTo });
  useEffect(() => {
    if (!asked || !acts.current) return;
    switch (asked.act) {
      case "comment":
        return acts.current.write();
      case "nextThread":
        return acts.current.step(1);
      case "previousThread":
        return acts.current.step(-1);
      case "threads":
        rememberBeside(acts.current.isOn ? "people" : "threads");
        return acts.current.show(!acts.current.isOn);
    }
  }, [asked, acts]);
  useOpenAtFirst(list.isLoaded && counts.open > 0 && isBeside, () => show(true));
  useLinkedThread(list.isLoaded, (id, isLate) => {
    if (!store.get(id)) setTold(NO_LINKED);
    else if (!isLate) acts.current?.goTo(id);
    // A dialog over the text would take the focus.
    else if (isBeside) open(id);
  });
  useLeaveGuard(store.drafts);
  // Until it is known what one may write, there is no box, and keys would replace the selected words. From
  // the first drawing on: between two, a key would find the text.
  const isAsked = writing !== null || asked?.act === "comment";
  useBlockedKeys(isAsked && store.answer === null, false);

  const cardOf = (thread: ThreadView, place: "beside" | "apart" | "removed"): ReactNode => (
    <ThreadCard
      key={thread.id}
      thread={thread}
      store={store}
      active={thread.id === active}
      place={place}
      onOpen={(id) => {
        store.active.set(id);
        const range = rangeOf(editor.state, id);
        if (range && isBeside) scrollTo(editor, range.from);
        focusCard(id);
      }}
      onLeave={leave}
    />
  );
  const composer =
    writing && store.answer ? (
      <NewThread
        store={store}
        place={writing}
        draft={NEW}
        error={list.refused}
        onPlace={setWriting}
        onSend={(unsent) => {
          // Others may have edited around it meanwhile.
          const range = writing.in === "document" ? null : rangeOf(editor.state, NEW);
          const now = range && draftPlace(editor.state, range, desk.view.generation);
          void list.begin(unsent, now ?? writing);
        }}
        onCancel={stopWriting}
      />
    ) : null;
  const head = (
    <>
      <ThreadHead
        store={store}
        filter={filter}
        counts={counts}
        onFilter={setFilter}
        onAllRead={list.readAll}
      />
      <NotSent store={store} />
      {told === "" ? null : <p className="thread-note">{told}</p>}
      {threads.length === 0 && list.isLoaded && !writing ? (
        <p className="px-1 text-[0.9375rem] text-ink-soft">
          No comments yet. Select words in the text and press Comment.
        </p>
      ) : null}
    </>
  );
  const inText = listed.filter(({ id }) => apart.get(id) !== "removed");
  const removed = listed.filter(({ id }) => apart.get(id) === "removed");
  const main = document.getElementById("main");
  return (
    <>
      {isBeside && shown.threads
        ? createPortal(
            <>
              <div className="thread-column-head">{head}</div>
              {removed.length > 0 ? (
                <div className="thread-list">{removed.map((one) => cardOf(one, "removed"))}</div>
              ) : null}
              <CardLayer
                editor={editor}
                active={writing ? NEW : active}
                moved={marks.placed}
                positions={() => positionsOf(editor, inText, writing)}
                cards={layerCards(inText, cardOf, composer)}
              />
            </>,
            column,
          )
        : null}
      <Dialog
        side={hasRoom ? "right" : "below"}
        open={!isBeside && shown.threads}
        onClose={() => {
          show(false);
          if (writing && !store.drafts.get(NEW)?.text) setWriting(null);
        }}
        title="Comments"
      >
        <div className="grid gap-3">
          {head}
          {composer}
          {inOrder(editor, listed).map((thread) =>
            cardOf(thread, apart.get(thread.id) === "removed" ? "removed" : "apart"),
          )}
        </div>
      </Dialog>
      {main && store.answer?.may.comment && !writing
        ? createPortal(<SelectionButton editor={editor} onComment={write} />, main)
        : null}
      <output className="sr-only">{list.arrival}</output>
    </>
  );
}

function lookOf({ organization, suggestion }: ThreadView): string {
  if (suggestion) return SUGGESTION;
  return organization ? "thread-mark-own" : "thread-mark-all";
}

interface MarksHandlers {
  readonly onMoved: Parameters<typeof registerThreadMarks>[1]["onMoved"];
  readonly onPressed: (ids: readonly string[]) => void;
}

/** The marks of an editor: told when they moved, and what has no place in the text. */
function useMarks(generation: number, editor: Editor, handlers: MarksHandlers) {
  const latest = useLatest(handlers);
  const marks = useMemo(
    () => ({
      placed: new Store(0),
      // Told with each drawing: a new map that says the same must not draw again.
      apart: new Store<ReadonlyMap<string, "removed" | "document">>(new Map(), sameEntries),
    }),
    [],
  );
  const current = useLatest(generation);
  useEffect(() => {
    registerThreadMarks(editor, {
      generation: current.current ?? 0,
      onMoved: (moves) => latest.current?.onMoved(moves),
      onPressed: (ids) => latest.current?.onPressed(ids),
      onPlaced: () => {
        marks.placed.set(marks.placed.get() + 1);
        marks.apart.set(threadsApart(editor.state));
      },
    });
  }, [editor, marks, latest, current]);
  return marks;
}

function sameEntries<T>(one: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

function layerCards(
  threads: readonly ThreadView[],
  cardOf: (thread: ThreadView, place: "beside") => ReactNode,
  composer: ReactNode,
): LayerCard[] {
  const cards = threads.map((thread) => ({
    id: thread.id,
    render: () => cardOf(thread, "beside"),
  }));
  return composer ? [...cards, { id: NEW, render: () => composer }] : cards;
}

/** Where there is room for everything, comments are shown unasked, unless the people were asked for. */
function useOpenAtFirst(isReady: boolean, show: () => void): void {
  const done = useRef(false);
  const latest = useLatest(show);
  useEffect(() => {
    if (!isReady || done.current) return;
    done.current = true;
    // Nothing takes the place of what somebody is about to press.
    const isUsed = document.querySelector(RIGHT)?.matches(":hover, :focus-within") ?? false;
    const { matches: isWide } = window.matchMedia(WIDE);
    if (isWide && !isUsed && chosenBeside() !== "people") latest.current?.();
  }, [isReady, latest]);
}

/** Asks before a window with an unsent comment is closed. */
function useLeaveGuard(drafts: ReadonlyMap<string, { readonly text: string }>): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if ([...drafts.values()].some(({ text }) => text.trim() !== "")) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [drafts]);
}
