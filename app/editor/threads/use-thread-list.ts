import { useEffect, useMemo, useState } from "react";
import type { Place } from "#app/domain/margin/place.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { useStore } from "#app/ui/store.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import { focusCard } from "./card-focus.ts";
import { countThreads, type FilterReader, isShown, type ThreadFilter } from "./filters.ts";
import { sendRead } from "./send-read.ts";
import type { ThreadStore, UnsentComment } from "./thread-store.ts";
import { useArrivals } from "./use-arrivals.ts";
import { useThreads } from "./use-thread-store.ts";

/** The thread that is being written, as its words are marked and its card is placed. */
export const NEW = "new";

/** The list of threads and a reader's acts on it, beside a draft and beside a version. */
export function useThreadList(store: ThreadStore) {
  const threads = useThreads(store);
  const active = useStore(store.active);
  const [filter, setFilter] = useState<ThreadFilter>("open");
  const [writing, setWriting] = useState<Place | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const isLoaded = store.load === "loaded";
  const arrival = useArrivals(threads, isLoaded, store.userId);
  const isWriting = useLatest(writing !== null);

  const readAll = () => {
    sendRead(
      store,
      threads.filter(({ isUnread }) => isUnread),
    );
  };
  /** Sends a new thread; where it is refused, its words are there again, or beside the next one's. */
  const begin = async (unsent: UnsentComment, place: Place) => {
    const threadId = crypto.randomUUID();
    setRefused(null);
    store.drafts.delete(NEW);
    const change: ThreadChange = {
      do: "begin",
      threadId,
      commentId: crypto.randomUUID(),
      place,
      organizationId: unsent.organizationId,
      text: unsent.text,
      mentions: [...unsent.mentions],
      suggestion: null,
      ...(unsent.give && { give: unsent.give }),
    };
    const sent = store.send(change);
    setWriting(null);
    store.active.set(threadId);
    focusCard(threadId);
    const outcome = await sent;
    if (outcome.ok) return;
    const { sentence } = outcome.refusal;
    if (isWriting.current) return void store.setAside(change, sentence);
    store.active.set(null);
    store.drafts.set(NEW, unsent);
    setRefused(sentence);
    setWriting(place);
  };
  const stopWriting = () => {
    setRefused(null);
    store.drafts.delete(NEW);
    setWriting(null);
  };
  return {
    threads,
    active,
    filter,
    setFilter,
    writing,
    setWriting,
    refused,
    told,
    setTold,
    isLoaded,
    arrival,
    readAll,
    begin,
    stopWriting,
  };
}

type ThreadList = ReturnType<typeof useThreadList>;

/** Those of the threads that the filter shows, with the one that the reader is at; and how many there are of each. */
export function useListed(
  { threads, active, filter }: ThreadList,
  userId: string,
  removed: ReadonlySet<string>,
) {
  const reader: FilterReader = useMemo(() => ({ userId, removed }), [userId, removed]);
  const counts = useMemo(() => countThreads(threads, reader), [threads, reader]);
  const listed = useMemo(
    () => threads.filter((thread) => isShown(thread, filter, reader) || thread.id === active),
    [threads, filter, reader, active],
  );
  return { counts, listed };
}

/** Marks the thread that the reader is at as read, while the list is shown. */
export function useReadActive(
  store: ThreadStore,
  threads: readonly ThreadView[],
  { active, isShown: isListShown }: { readonly active: string | null; readonly isShown: boolean },
): void {
  const isNew = threads.some(({ id, isUnread }) => isUnread && id === active);
  useEffect(() => {
    if (active !== null && isListShown && isNew) {
      void store.send({ do: "read", threadIds: [active] });
    }
  }, [store, active, isListShown, isNew]);
}

/** Said where a link leads to a thread that is not there for the reader. */
export const NO_LINKED =
  "The comment that the link leads to is not there any more, or not yours to read.";
