import { type ReactNode, useEffect, useMemo } from "react";
import { createPortal } from "react-dom";
import type { Place } from "#app/domain/margin/place.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { Dialog } from "#app/ui/Dialog.tsx";
import { useBlockedKeys } from "#app/ui/lazy/lazy-parts.ts";
import { useStore } from "#app/ui/store.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import { focusCard, showCard } from "./card-focus.ts";
import { CardLayer, type LayerCard } from "./CardLayer.tsx";
import { isOpen } from "./filters.ts";
import { NewThread } from "./NewThread.tsx";
import { inOrder, neighbor } from "./reading-order.ts";
import { SelectionButton } from "./SelectionButton.tsx";
import {
  type Apart,
  areSeen,
  type MarkedThread,
  scrollTo,
  SUGGESTION,
  type TextPlaces,
  type TextRange,
} from "./text-places.ts";
import { ThreadCard } from "./ThreadCard.tsx";
import { NotSent, ThreadHead } from "./ThreadHead.tsx";
import { THREAD_KEYS, type ThreadAct } from "./thread-keys.ts";
import type { ThreadStore } from "./thread-store.ts";
import { useHeldLine, useOpenAtFirst } from "./use-opening.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { useLinkedThread } from "./use-linked-thread.ts";
import { useMedia } from "./use-media.ts";
import { NEW, NO_LINKED, useListed, useReadActive, useThreadList } from "./use-thread-list.ts";
import "./threads.css";

/** Whether there is room for what comes from the side (desk.css). */
export const COLUMN = "(min-width: 68rem)";

interface ThreadsProps {
  readonly store: ThreadStore;
  readonly places: TextPlaces;
  /** Where cards stand beside the text; null where there is no room for them. */
  readonly column: HTMLElement | null;
  readonly userId: string;
  readonly isShown: boolean;
  /** Called to show or close the comments; `isChoice` where somebody asked for just that. */
  readonly onShow: (isShown: boolean, isChoice?: true) => void;
  /** The act that was asked for last, by a key or a button; a new object each time. */
  readonly asked: { readonly act: string } | null;
  /** Told above the comments; in short where somebody is at one, which needs the room. */
  readonly renderNote?: (inShort: boolean) => ReactNode;
  /** Said after how to comment. */
  readonly hint?: ReactNode;
}

/** Comments beside the text of a draft or of a version (M1 to M6). */
export function Threads({
  store,
  places,
  column,
  userId,
  isShown,
  onShow: show,
  asked,
  renderNote,
  hint,
}: ThreadsProps) {
  const list = useThreadList(store);
  const { threads, active, filter, setFilter, writing, setWriting, told, setTold } = list;
  const apart = useStore(places.apart);
  const hasRoom = useMedia(COLUMN);
  const isBeside = column !== null;
  const mayComment = store.answer?.may.comment ?? false;
  const removedIds = useMemo(
    () => new Set([...apart].filter(([, why]) => why === "removed").map(([id]) => id)),
    [apart],
  );
  const { counts, listed } = useListed(list, userId, removedIds);
  useReadActive(store, threads, { active, isShown });

  const hold = useHeldLine(places, isShown);
  const open = (id: string) => {
    hold(places.ranges().get(id));
    show(true);
    store.active.set(id);
  };
  const pressed = useLatest(([id]: readonly string[]) => {
    if (id === undefined) return;
    open(id);
    showCard(id);
  });
  useEffect(() => places.start((ids) => pressed.current?.(ids)), [places, pressed]);
  // Marks in the text what the cards show, and what is being written.
  useEffect(() => {
    const list: MarkedThread[] = threads.map((thread) => ({
      id: thread.id,
      place: thread.place,
      blockIds: thread.suggestion?.blockIds ?? [],
      // A card that one is at stays when somebody else resolves it; its words are not marked any more.
      look:
        listed.includes(thread) && (isOpen(thread) || filter === "resolved" || filter === "unread")
          ? lookOf(thread)
          : null,
    }));
    if (writing) list.push({ id: NEW, place: writing, look: "thread-mark-new" });
    places.mark(list, writing ? NEW : isShown ? active : null);
  }, [places, threads, listed, filter, writing, isShown, active]);
  const goTo = (id: string) => {
    open(id);
    focusCard(id);
    const range = places.ranges().get(id);
    if (range) scrollTo(places, range.from);
  };
  const leave = () => {
    const range = active === null ? undefined : places.ranges().get(active);
    store.active.set(null);
    if (!isBeside) show(false);
    places.focus(range ?? null);
  };
  const writeOn = (place: Place) => {
    store.active.set(null);
    setFilter("open");
    setWriting(place);
    show(true);
  };
  const write = () => {
    if (store.answer && !store.answer.may.comment) {
      show(true);
      return setTold("You can read the comments. Drafters, reviewers and staff write them.");
    }
    const range = places.toComment();
    if (range && isBeside && !areSeen(places, range)) scrollTo(places, range.from);
    hold(range);
    writeOn((range && places.place(range)) ?? { in: "document" });
  };
  const stopWriting = () => {
    const range = places.ranges().get(NEW);
    list.stopWriting();
    if (!isBeside) show(false);
    places.focus(range ?? null);
  };
  const step = (by: 1 | -1) => {
    const from = { active: store.active.get(), caret: places.caret() };
    const next = neighbor(listed, places.ranges(), from, by);
    if (next !== null) return goTo(next);
    show(true);
    setTold(filter === "open" ? "There are no open comments." : "There are no such comments.");
  };

  const acts = useLatest<Readonly<Record<ThreadAct, () => void>>>({
    comment: write,
    nextThread: () => step(1),
    previousThread: () => step(-1),
    threads: () => show(!isShown, true),
  });
  useEffect(() => {
    const { act } = asked ?? {};
    if (act !== undefined && isThreadAct(act)) acts.current?.[act]();
  }, [asked, acts]);
  useOpenAtFirst(list.isLoaded && counts.open > 0 && isBeside, places, () => show(true));
  useLinkedThread(list.isLoaded, (id, isLate) => {
    if (!store.get(id)) return setTold(NO_LINKED);
    if (!isLate) return goTo(id);
    store.active.set(id);
    // A dialog over the text would take the focus.
    if (isBeside) show(true);
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
        const range = places.ranges().get(id);
        // In a sheet too: it covers them, and whoever closes it comes to the words it was about.
        if (range) scrollTo(places, range.from);
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
          const range = writing.in === "document" ? undefined : places.ranges().get(NEW);
          const now = range && places.place(range);
          void list.begin(unsent, now ?? writing);
        }}
        onCancel={stopWriting}
      />
    ) : null;
  const head = (
    <ThreadHead
      store={store}
      filter={filter}
      counts={counts}
      onFilter={setFilter}
      onAllRead={list.readAll}
      isBeside={isBeside}
      onStep={step}
    />
  );
  const notes = (
    <>
      <NotSent store={store} />
      {told === "" ? null : <p className="thread-note">{told}</p>}
      {renderNote?.(writing !== null || active !== null)}
      {writing || !list.isLoaded || (threads.length > 0 && isBeside && !hint) ? null : (
        <p className="px-1 text-[0.9375rem] text-ink-soft">
          {threads.length === 0 ? "No comments yet. " : null}
          {!mayComment ? null : (
            <>
              {places.text ? "Select words in the text and press Comment, or " : null}
              <button type="button" className="link" onClick={() => writeOn({ in: "document" })}>
                {places.text ? "comment" : "Comment"} on the whole document
              </button>
              .
            </>
          )}
          {hint}
        </p>
      )}
    </>
  );
  const inText = listed.filter(({ id }) => isInColumn(apart.get(id)));
  const others = listed.filter(({ id }) => !isInColumn(apart.get(id)));
  const placeOf = ({ id }: ThreadView) => (apart.get(id) === "removed" ? "removed" : "apart");
  const main = document.getElementById("main");
  return (
    <>
      {column && isShown
        ? createPortal(
            <>
              <div className="thread-column-head">
                {head}
                {notes}
              </div>
              <Gone count={others.length} isOpen={others.some(({ id }) => id === active)}>
                {others.map((one) => cardOf(one, placeOf(one)))}
              </Gone>
              <CardLayer
                places={places}
                active={writing ? NEW : active}
                positions={() => shownRanges(places.ranges(), inText, writing)}
                cards={layerCards(inText, cardOf, composer)}
              />
            </>,
            column,
          )
        : null}
      <Dialog
        side={hasRoom ? "right" : "below"}
        open={!isBeside && isShown}
        onClose={() => {
          show(false);
          if (writing && !store.drafts.get(NEW)?.text) setWriting(null);
        }}
        title="Comments"
      >
        <div className="grid gap-3">
          <div className="thread-sheet-head">{head}</div>
          {notes}
          {composer}
          {inOrder(listed, places.ranges()).map((thread) => cardOf(thread, placeOf(thread)))}
        </div>
      </Dialog>
      {main && mayComment && !writing
        ? createPortal(<SelectionButton places={places} onComment={write} />, main)
        : null}
      <output className="sr-only">{list.arrival}</output>
    </>
  );
}

function isThreadAct(act: string): act is ThreadAct {
  return Object.hasOwn(THREAD_KEYS, act);
}

/** The cards whose words are gone, above the others: folded where they would push these off the screen. */
function Gone({
  count,
  isOpen: isAsked,
  children,
}: {
  readonly count: number;
  /** Whether somebody is at one of them. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}) {
  if (count === 0) return null;
  if (count === 1) return <div className="thread-list">{children}</div>;
  return (
    <details className="thread-list" open={isAsked || undefined}>
      <summary className="link text-sm">{count} whose words were removed</summary>
      {children}
    </details>
  );
}

/** Whether a thread's card stands in the column at its words, or at its top. */
function isInColumn(why: Apart | undefined): boolean {
  return why === undefined || why === "document";
}

/** The words of each card; null for the document as a whole. */
function shownRanges(
  ranges: ReadonlyMap<string, TextRange>,
  threads: readonly ThreadView[],
  writing: Place | null,
): ReadonlyMap<string, TextRange | null> {
  const all = writing ? [...threads, { id: NEW, place: writing }] : threads;
  return new Map(
    all.flatMap(({ id, place }): [string, TextRange | null][] => {
      const range = ranges.get(id) ?? null;
      return range || place.in === "document" ? [[id, range]] : [];
    }),
  );
}

function lookOf({ organization, suggestion }: ThreadView): string {
  if (suggestion) return SUGGESTION;
  return organization ? "thread-mark-own" : "thread-mark-all";
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
