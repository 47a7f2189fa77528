import { useEffect, useMemo } from "react";
import { dateIn } from "#app/domain/dates.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import { type DeskMode, leavingLosesEdits, saveState, type SaveState } from "./save-state.ts";
import type { DeskSession, SessionState } from "./session.ts";
import { sameValues, Store } from "#app/ui/store.ts";
import { zoneHere } from "#app/ui/zone-here.ts";

/** The state that the save line and related parts show; it changes independently of the desk. */
export interface Saving extends SaveState {
  readonly losesEdits: boolean;
}

/**
 * "Saved" and the count of kept changes are delayed by this many milliseconds after the last key:
 * the bar does not flicker while somebody types, and nothing is claimed before it is done.
 */
const IDLE_MS = 400;

interface InitialSaving {
  readonly access: "read" | "write";
  readonly status: DocumentStatus;
  readonly statusAt: string;
  /** The filing's own day: a paper is often recorded as filed days later. Null for unfiled ones. */
  readonly filed: { readonly on: string } | null;
  /** ISO date in UTC, when the page was rendered. */
  readonly today: string;
  readonly mode: DeskMode;
  readonly matter: { readonly isArchived: boolean };
}

/**
 * The save state in words, as a store. Before hydration it says what the server knew; while changes
 * are pending it never runs ahead of the receipts.
 */
export function useSaving(session: DeskSession | null, first: InitialSaving): Store<Saving> {
  // oxlint-disable-next-line react/exhaustive-deps -- later values come through the effect
  const watched = useMemo(() => new Store<Saving>(beforeHydration(first), sameValues), []);

  const filedOn = first.filed?.on ?? null;
  const { mode } = first;
  const { isArchived } = first.matter;
  useEffect(() => {
    if (!session) return;
    const dayOf = daysHere();
    const told = { filedOn, mode, isArchived };
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = () => {
      timer = null;
      watched.set(savingOf(session.state, told, dayOf));
    };
    const onChange = (state: SessionState) => {
      if (timer) clearTimeout(timer);
      timer = null;
      const next = savingOf(state, told, dayOf);
      const now = watched.get();
      const settles = next.tone === "quiet" && now.tone === "busy" && state.room.everSynced;
      // A change is reported as kept on the device only after the device has had time to store it.
      const counts = state.room.connection === "offline" && state.keptOnDevice;
      const grows = counts && next.tone === now.tone && next.losesEdits === now.losesEdits;
      if (settles || grows) timer = setTimeout(show, IDLE_MS);
      else watched.set(next);
    };
    show();
    session.on("change", onChange);
    return () => {
      session.off("change", onChange);
      if (timer) clearTimeout(timer);
    };
  }, [session, watched, filedOn, mode, isArchived]);
  return watched;
}

function savingOf(
  session: SessionState,
  {
    filedOn,
    mode,
    isArchived,
  }: { readonly filedOn: string | null; readonly mode: DeskMode; readonly isArchived: boolean },
  dayOf: (instant: string | null) => string,
): Saving {
  const { access, status, keptOnDevice, reloads, room } = session;
  const { connection, ending, unsaved, late, refused } = room;
  const stands = { access, status, isArchived, keptOnDevice, reloads, mode };
  const told = { ...stands, connection, ending, unsaved, late, refused };
  const state = saveState(told, () => ({
    since: (status === "filed" ? filedOn : null) ?? dayOf(session.statusAt),
    today: dayOf(null),
  }));
  return { ...state, losesEdits: leavingLosesEdits(told) || session.offeredOnlyHere };
}

/** Converts an instant, or now, to the reader's date: cached, since it may be called with every key. */
function daysHere(): (instant: string | null) => string {
  const known = new Map<string, string>();
  return (instant) => {
    const hour = instant ?? new Date().toISOString().slice(0, 13);
    const day = known.get(hour) ?? dateIn(instant ? new Date(instant) : new Date(), zoneHere());
    known.set(hour, day);
    return day;
  };
}

function beforeHydration(first: InitialSaving): Saving {
  const { access, status, statusAt, filed, today, mode, matter } = first;
  const state = saveState(
    {
      access,
      status,
      isArchived: matter.isArchived,
      connection: "connecting",
      ending: null,
      unsaved: 0,
      keptOnDevice: false,
      reloads: false,
      late: false,
      refused: null,
      mode,
    },
    () => ({ since: (status === "filed" ? filed?.on : null) ?? statusAt, today }),
  );
  return { ...state, losesEdits: false };
}
