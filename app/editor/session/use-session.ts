import { useEffect, useMemo, useState } from "react";
import type { RoomState } from "./room-state.ts";
import { type DraftPage, DeskSession, type SessionState } from "./session.ts";
import { Store, sameValues, useStore } from "#app/ui/store.ts";

/** The session of a desk that is open, and its facts; null on the server and while waking up. */
export interface OpenSession {
  readonly session: DeskSession | null;
  /** Without what changes with every key: how much is unsaved stands in the save line alone. */
  readonly facts: SessionState | null;
}

/** Opens the draft for as long as the desk is on the screen. */
export function useSession(page: DraftPage): OpenSession {
  const [session, setSession] = useState<DeskSession | null>(null);
  const watched = useMemo(() => new Store<SessionState | null>(null, sameButForSaving), []);
  const { documentId, userId, schemaVersion } = page;

  useEffect(() => {
    const opened = new DeskSession(page);
    opened.on("change", (facts) => watched.set(facts));
    setSession(opened);
    watched.set(opened.facts);
    return () => {
      opened.leave();
      setSession(null);
    };
    // What else the page says of the draft is news from the server, which the room tells as well.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [documentId, userId, schemaVersion, watched]);

  return { session, facts: useStore(watched) };
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
