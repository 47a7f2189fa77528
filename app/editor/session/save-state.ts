import { shortDate, shortDay } from "#app/domain/dates.ts";
import type { DocumentStatus } from "#app/domain/document.ts";

/** Why the server ended the connection for good (R2), as far as the page distinguishes. */
export type Ending =
  | "signed-out"
  | "no-such-draft"
  | "reload"
  | "too-many"
  | "malformed"
  | "unknown";

/** The state of the connection to the draft's room. */
export type ConnectionState = "connecting" | "live" | "offline" | "ended";

/** Why the server refuses the last edits permanently (R8, R17, R22). */
export type EditsRefused = "read-only" | "frozen" | "draft-full";

/** The inputs of the save state. */
export interface SaveInputs {
  readonly access: "read" | "write";
  readonly status: DocumentStatus;
  /** Whether its matter was put away. */
  readonly isArchived: boolean;
  readonly connection: ConnectionState;
  readonly ending: Ending | null;
  /** Local changes without a receipt (R11). */
  readonly unsaved: number;
  /** Whether this device keeps a copy that survives closing the page. */
  readonly keptOnDevice: boolean;
  /** Whether reloading the page offline opens the draft. */
  readonly reloads: boolean;
  /** The server reported a failed commit, or a receipt is late (R12). */
  readonly late: boolean;
  readonly refused: EditsRefused | null;
  /** Mode of the reader's keys here. */
  readonly mode: DeskMode;
}

/** Keys at a desk change the draft, propose changes to it, or do nothing. */
export type DeskMode = "editing" | "suggesting" | "reading";

/** The style of the words: quiet, in progress, a warning, or stopped. */
type SaveTone = "quiet" | "busy" | "warning" | "stopped";

/** Days by which a status is dated, in the reader's time zone. */
interface StatusDays {
  /** When the status last changed: ISO 8601, a date or an instant. */
  readonly since: string;
  /** ISO date (yyyy-mm-dd), to omit the current year. */
  readonly today: string;
}

export interface SaveState {
  readonly words: string;
  readonly tone: SaveTone;
}

/**
 * The save state in words. "Saved" only where the connection is live and the last receipt has
 * arrived (R11); nothing is promised that the device or the server has not confirmed.
 * @param days asked only where the words name a day: most states name none.
 */
export function saveState(inputs: SaveInputs, days: () => StatusDays): SaveState {
  if (inputs.connection === "ended") return ended(inputs);
  if (inputs.refused === "draft-full") {
    return {
      words: "The draft is full: your last words are not saved. Delete something first",
      tone: "stopped",
    };
  }
  if (inputs.access === "read" || inputs.refused !== null) return readOnly(inputs, days);
  if (inputs.connection === "live") return live(inputs);
  const apart = inputs.connection === "offline" ? "Offline" : "Connecting…";
  if (inputs.unsaved === 0) {
    return inputs.connection === "offline"
      ? { words: `Offline: everything so far is saved${untilThen(inputs)}`, tone: "warning" }
      : { words: apart, tone: "busy" };
  }
  const joined = inputs.connection === "offline" ? `${apart}: ` : `${apart} `;
  const until = inputs.connection === "offline" && inputs.keptOnDevice ? untilThen(inputs) : "";
  return { words: `${joined}${unsavedText(inputs)}${until}`, tone: "warning" };
}

/** A warning where a reload would show the browser's own error page. */
function untilThen({ reloads }: SaveInputs): string {
  return reloads ? "" : ". Don’t reload before you are connected";
}

function live({ unsaved, late }: SaveInputs): SaveState {
  if (unsaved === 0) return { words: "Saved", tone: "quiet" };
  return late
    ? { words: "Not saved yet, trying again", tone: "warning" }
    : { words: "Saving…", tone: "busy" };
}

function readOnly(inputs: SaveInputs, days: () => StatusDays): SaveState {
  const suggests = inputs.mode === "suggesting" && inputs.refused === null && !inputs.isArchived;
  const stands = inputs.isArchived
    ? "its matter is archived"
    : suggests && inputs.status === "draft"
      ? ACCEPTED
      : READING[inputs.status](() => dayOf(days()));
  const why = `${suggests ? "Suggesting" : "Read-only"}: ${stands}`;
  if (inputs.unsaved > 0) {
    return { words: `${why}. Your last words were not taken`, tone: "stopped" };
  }
  if (inputs.connection === "offline") return { words: `Offline. ${why}`, tone: "warning" };
  return { words: why, tone: "quiet" };
}

/** The same word above and on the bar where the role only suggests. */
const ACCEPTED = "drafters accept what you propose";

const READING: Readonly<Record<DocumentStatus, (day: () => string) => string>> = {
  draft: () => "your role can’t write here",
  in_review: (day) => `in review since ${day()}`,
  approved: (day) => `approved on ${day()}`,
  filed: (day) => `filed on ${day()}`,
  superseded: (day) => `superseded on ${day()}`,
  withdrawn: (day) => `withdrawn on ${day()}`,
};

/** "Sep 3", with the year unless it is the reader's current one. */
function dayOf({ since, today }: StatusDays): string {
  const day = since.slice(0, 10);
  return day.slice(0, 4) === today.slice(0, 4) ? shortDay(day) : shortDate(day);
}

function ended(inputs: SaveInputs): SaveState {
  const state = ENDED[inputs.ending ?? "unknown"];
  if (inputs.unsaved === 0 || inputs.ending === "no-such-draft") {
    return { words: state, tone: "stopped" };
  }
  return { words: `${state}: ${unsavedText(inputs)}`, tone: "stopped" };
}

const ENDED: Readonly<Record<Ending, string>> = {
  "signed-out": "Signed out",
  "no-such-draft": "No longer available to you",
  reload: "Load the page again",
  "too-many": "Too many windows on this draft",
  malformed: "Stopped, load the page again",
  unknown: "Stopped, load the page again",
};

/** Without a number: what can be counted here are keys, which nobody counts. */
function unsavedText({ keptOnDevice }: SaveInputs): string {
  return keptOnDevice
    ? "what you wrote is kept on this device"
    : "what you wrote is only in this window, keep it open";
}

/**
 * Whether leaving the page would lose edits: something is unsaved and no copy on the device keeps
 * it. Edits that the server refused permanently count too, while they are only in the window.
 */
export function leavingLosesEdits(inputs: Pick<SaveInputs, "unsaved" | "keptOnDevice">): boolean {
  return inputs.unsaved > 0 && !inputs.keptOnDevice;
}
