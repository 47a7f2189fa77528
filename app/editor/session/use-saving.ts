import { useEffect, useMemo, useSyncExternalStore } from "react";
import { dateIn } from "#app/domain/dates.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import { leavingLosesWords, saveState, type SaveState } from "./save-state.ts";
import type { DeskSession, SessionState } from "./session.ts";
import { sameValues, Store } from "#app/ui/store.ts";

/** What the save line and its kin show; it changes apart from the desk around it. */
export interface Saving extends SaveState {
  readonly losesWords: boolean;
}

/**
 * "Saved" and the count of what is kept are held back this long after the last key: typing does not
 * make the bar flicker, and nothing is said before it is done.
 */
const CALM_MS = 400;

interface FirstFacts {
  readonly access: "read" | "write";
  readonly status: DocumentStatus;
  readonly statusAt: string;
  /** ISO date in UTC, when the page was made. */
  readonly today: string;
}

/**
 * The save state in words, kept up to date for whoever watches it. Before the page is hydrated it says
 * what the server knew; while words are on their way it never runs ahead of the receipts.
 */
export function useSaving(session: DeskSession | null, first: FirstFacts): Store<Saving> {
  const zone = useSyncExternalStore(neverChanges, zoneHere, () => "UTC");
  // oxlint-disable-next-line react/exhaustive-deps -- what comes later comes through the effect
  const watched = useMemo(() => new Store<Saving>(beforeWaking(first), sameValues), []);

  useEffect(() => {
    if (!session) return;
    const dayOf = daysIn(zone);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = () => {
      timer = null;
      watched.set(savingOf(session.facts, dayOf));
    };
    const onChange = (facts: SessionState) => {
      if (timer) clearTimeout(timer);
      timer = null;
      const next = savingOf(facts, dayOf);
      const now = watched.get();
      const settles = next.tone === "quiet" && now.tone === "busy" && facts.room.everSynced;
      // A change is said to be kept on the device only when the device has had the time to do it.
      const counts = facts.room.connection === "offline" && facts.keptOnDevice;
      const grows = counts && next.tone === now.tone && next.losesWords === now.losesWords;
      if (settles || grows) timer = setTimeout(show, CALM_MS);
      else watched.set(next);
    };
    show();
    session.on("change", onChange);
    return () => {
      session.off("change", onChange);
      if (timer) clearTimeout(timer);
    };
  }, [session, watched, zone]);
  return watched;
}

function savingOf(facts: SessionState, dayOf: (instant: string | null) => string): Saving {
  const { access, status, statusAt, keptOnDevice, reloads, room } = facts;
  const { connection, ending, unsaved, late, refused } = room;
  const stands = { access, status, keptOnDevice, reloads };
  const told = { ...stands, connection, ending, unsaved, late, refused };
  const state = saveState({ ...told, statusAt: dayOf(statusAt) }, dayOf(null));
  return { ...state, losesWords: leavingLosesWords(told) || facts.offeredOnlyHere };
}

/** The reader's date of an instant, or of now: remembered, since it is asked for with every key. */
function daysIn(zone: string): (instant: string | null) => string {
  const known = new Map<string, string>();
  return (instant) => {
    const hour = instant ?? new Date().toISOString().slice(0, 13);
    const day = known.get(hour) ?? dateIn(instant ? new Date(instant) : new Date(), zone);
    known.set(hour, day);
    return day;
  };
}

function beforeWaking({ access, status, statusAt, today }: FirstFacts): Saving {
  const state = saveState(
    {
      access,
      status,
      statusAt,
      connection: "connecting",
      ending: null,
      unsaved: 0,
      keptOnDevice: false,
      reloads: false,
      late: false,
      refused: null,
    },
    today,
  );
  return { ...state, losesWords: false };
}

const neverChanges = () => () => undefined;
const zoneHere = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
