import { useEffect, useState } from "react";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { leaveDevice } from "#app/editor/session/device-people.ts";
import { RoomProvider, roomsUrl } from "#app/editor/session/room-provider.ts";
import type { RoomState } from "#app/editor/session/room-state.ts";
import type { ThreadStore } from "./thread-store.ts";
import { hearThreads, useWakes } from "./use-thread-store.ts";

/** Events after which a connection may be gone, or back. */
const WAKES = ["online", "offline", "pageshow"] as const;

/**
 * Hears of a version's comments over its draft's room, without the draft's words and its people (R39).
 * Answers why no new ones come, in words; null while they do.
 */
export function useVersionRoom(
  { documentId, userId }: { readonly documentId: string; readonly userId: string },
  store: ThreadStore,
): string | null {
  const [state, setState] = useState<RoomState | null>(null);
  useEffect(() => {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    awareness.setLocalState(null);
    const opened = new RoomProvider({
      doc,
      awareness,
      serverUrl: roomsUrl(location),
      documentId,
      schema: SCHEMA_VERSION,
      listens: true,
    });
    const wake = () => opened.wake();
    const onVisible = () => {
      if (document.visibilityState === "visible") wake();
    };
    opened.on("change", (room) => {
      setState(room);
      // [R5] Nothing of a draft stays with somebody who lost access, neither here nor on the device.
      if (room.ending !== "no-such-draft") return;
      store.end();
      void leaveDevice(userId, "access-lost", documentId);
    });
    for (const type of WAKES) window.addEventListener(type, wake);
    document.addEventListener("visibilitychange", onVisible);
    const stopHearing = hearThreads(opened, store);
    opened.connect();
    return () => {
      for (const type of WAKES) window.removeEventListener(type, wake);
      document.removeEventListener("visibilitychange", onVisible);
      stopHearing();
      opened.destroy();
      doc.destroy();
    };
  }, [documentId, userId, store]);
  useWakes(store, state?.connection === "live");
  // The rights to write here changed with it.
  const changes = state?.changes ?? 0;
  useEffect(() => {
    if (changes > 0) void store.refresh();
  }, [changes, store]);
  switch (state?.connection) {
    case "offline":
      return "You are offline. New comments come when you are back.";
    case "ended":
      return state.ending === "no-such-draft"
        ? "You can no longer read the comments on this document."
        : "New comments no longer arrive here. Load the page again to see them.";
    default:
      return null;
  }
}
