import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import type { RoomProvider } from "#app/editor/session/room-provider.ts";
import type { Notice } from "#app/protocol/notices.ts";
import { threadsDevice } from "./device-threads.ts";
import { ThreadStore } from "./thread-store.ts";

/** Fetches the threads that a room names; answers what ends it. */
export function hearThreads(
  room: Pick<RoomProvider, "on" | "off">,
  store: ThreadStore,
): () => void {
  const onNotice = (notice: Notice) => {
    if (notice.kind === "threads") store.onNotice(notice.ids);
  };
  room.on("notice", onNotice);
  return () => room.off("notice", onNotice);
}

/** Loads the threads once their room is live, and again whenever that is back. */
export function useWakes(store: ThreadStore, online: boolean): void {
  useEffect(() => {
    if (online) store.wake();
    // Without a room the server may still answer; without a server, the device has the last answer.
    else if (store.load === "loading") void store.refresh();
  }, [online, store]);
}

/** A store for as long as the component is mounted; it loads nothing by itself. */
export function useThreadStore(documentId: string, you: ThreadPerson): ThreadStore {
  const { userId } = you;
  const store = useMemo(
    () => new ThreadStore({ documentId, you, device: threadsDevice(userId) }),
    // The person's name and color don't change while a page is open.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
    [documentId, userId],
  );
  useEffect(() => store.start(), [store]);
  return store;
}

/** The threads as they are now; renders with each change. */
export function useThreads(store: ThreadStore): readonly ThreadView[] {
  return useSyncExternalStore(
    store.subscribe,
    () => store.all(),
    () => store.all(),
  );
}
