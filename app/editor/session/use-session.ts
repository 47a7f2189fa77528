import { useEffect, useMemo, useState } from "react";
import type { RoomState } from "./room-state.ts";
import { type DraftPage, DeskSession, type SessionState } from "./session.ts";
import { earlySession } from "./early-session.ts";
import { Store, sameValues, useStore } from "#app/ui/store.ts";

/** The session of an open desk, and its state; null on the server and before hydration. */
interface OpenSession {
  readonly session: DeskSession | null;
  /** Without what changes with every key: the unsaved count is in the save line alone. */
  readonly state: SessionState | null;
}

/** Opens the draft for as long as the desk is mounted. */
export function useSession(page: DraftPage): OpenSession {
  const [session, setSession] = useState<DeskSession | null>(null);
  const watched = useMemo(() => new Store<SessionState | null>(null, sameButForSaving), []);
  const { documentId, userId, schemaVersion } = page;

  useEffect(() => {
    const opened = earlySession(page) ?? new DeskSession(page);
    opened.on("change", (state) => watched.set(state));
    setSession(opened);
    watched.set(opened.state);
    return () => {
      opened.leave();
      setSession(null);
    };
    // The page's other data about the draft is news from the server, which the room reports as
    // well.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [documentId, userId, schemaVersion, watched]);

  return { session, state: useStore(watched) };
}

function sameButForSaving(one: SessionState | null, other: SessionState | null): boolean {
  if (one === null || other === null) return one === other;
  const { room: oneRoom, ...oneRest } = one;
  const { room: otherRoom, ...otherRest } = other;
  return sameValues(oneRest, otherRest) && sameValues(lasting(oneRoom), lasting(otherRoom));
}

function lasting(room: RoomState): Omit<RoomState, "unsaved" | "late"> {
  const { unsaved: _unsaved, late: _late, ...rest } = room;
  return rest;
}
