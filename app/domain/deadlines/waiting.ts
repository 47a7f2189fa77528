import {
  aboutOf,
  byUrgency,
  deadlineDayText,
  distanceText,
  pathOf,
  urgencyOf,
  type Deadline,
} from "./deadline.ts";
import { isMissed, reminderOf } from "./missed.ts";
import { listed } from "./names.ts";
import { entryOfChanged, type ChangedDraft } from "./changed-draft.ts";
import { entryOfFollowed, type Followed } from "./followed.ts";
import { entryOfGiven, entryOfUndone, type GivenComment, type UndoneComment } from "./given.ts";
import { entryOfOvertaken, type OvertakenPage } from "./overtaken-page.ts";
import type { TurnLine } from "./turn.ts";
import { entryOfUncounted, type UncountedRequest } from "./uncounted.ts";
import { entryOfUnconfirmed, type UnconfirmedReceipt } from "./receipt.ts";

/** An act that a document's status requires from somebody. */
export interface Ask {
  readonly what: "sign-off" | "changes" | "filing";
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** The short name of the organization that must sign, that requested changes, or that files. */
  readonly organization: string;
  /** ISO instant. */
  readonly since: string;
  /** Whether the reader asked for changes before this version; absent for no. */
  readonly isAnswered?: boolean;
}

/**
 * They were named; somebody wrote after them; what they had given away is done; somebody agrees with
 * their comment (M27).
 */
export type SaidWhy = "mentioned" | "answered" | "done" | "agreed";

/** Somebody's words beside a text that are for the reader and not read yet. */
export interface Said {
  readonly threadId: string;
  readonly why: SaidWhy;
  readonly documentId: string;
  /** The document's title. */
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** The names of those who wrote, without duplicates. */
  readonly by: readonly string[];
  /** The short name of the organization whose people alone see it; null for all parties. */
  readonly among: string | null;
  /** ISO instant. */
  readonly at: string;
}

/** Decisions on the reader's suggestions to one document that they have not read yet. */
export interface Decided {
  /** One of their threads. */
  readonly threadId: string;
  /** Overtaken: it is open while another for the same words was accepted; reopened: it was decided. */
  readonly was: "accepted" | "rejected" | "overtaken" | "reopened";
  readonly count: number;
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** The names of those who decided, without duplicates. */
  readonly by: readonly string[];
  /** Whether somebody wrote to one of them since. */
  readonly isAnswered: boolean;
  /** The short name of the organization whose people alone see them; null for all parties. */
  readonly among: string | null;
  /** The last of the decisions; ISO instant. */
  readonly at: string;
}

/** A version that was submitted after the reader asked for changes, and that they need not sign. */
export interface MetRequest {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  readonly version: number;
  /** ISO instant. */
  readonly since: string;
}

/** One entry of the list of waiting tasks. */
export interface WaitingEntry {
  readonly key: string;
  readonly what: string;
  /** The document or the lawsuit. */
  readonly about: string;
  readonly matter: Deadline["matter"];
  /** The page on which it is done, as a path within the workspace. */
  readonly path: string;
  /**
   * The day (with the alternative of an unsettled rule) and its distance; null for entries without
   * a day.
   */
  readonly due: { readonly on: string; readonly words: string; readonly distance: string } | null;
  /** ISO instant since which it waits; null for entries with a day, and where it is not known. */
  readonly since: string | null;
  /** How the day follows, and its source; null for none. */
  readonly why: string | null;
  readonly source: string | null;
  readonly isInvented: boolean;
}

type WaitingGroupName =
  | "late"
  | "soon"
  | "asked"
  | "said"
  | "agency-late"
  | "month"
  | "changed"
  | "later";

export interface WaitingGroup {
  readonly name: WaitingGroupName;
  readonly title: string;
  readonly entries: readonly WaitingEntry[];
  /** How many more there are. */
  readonly more: number;
}

/** The groups, the most urgent first. */
const TITLES: readonly (readonly [WaitingGroupName, string])[] = [
  ["late", "Late"],
  ["soon", "Due within a week"],
  ["asked", "Asked of you"],
  ["said", "Said to you"],
  ["month", "Due within a month"],
  ["agency-late", "Missed by the agency"],
  ["changed", "Changed by others since you last looked"],
  ["later", "Later"],
];

/** The most lines of one group; further ones are only counted. */
const MAX_LINES = 30;

/**
 * One person's waiting tasks across their matters, by urgency. The caller passes only what that
 * person may see.
 * @param today ISO day.
 */
export function waitingGroups(
  found: {
    readonly asks: readonly Ask[];
    readonly deadlines: readonly Deadline[];
    readonly changed: readonly ChangedDraft[];
    readonly said?: readonly Said[];
    readonly decided?: readonly Decided[];
    readonly given?: readonly GivenComment[];
    readonly undone?: readonly UndoneComment[];
    readonly followed?: readonly Followed[];
    readonly met?: readonly MetRequest[];
    readonly unconfirmed?: readonly UnconfirmedReceipt[];
    readonly uncounted?: readonly UncountedRequest[];
    readonly overtaken?: readonly OvertakenPage[];
    readonly turns?: readonly TurnLine[];
    /** By key: the ISO day on which the reader wants to be told again of what the agency missed. */
    readonly remindOn?: ReadonlyMap<string, string>;
  },
  today: string,
): WaitingGroup[] {
  const groups = new Map<WaitingGroupName, WaitingEntry[]>(TITLES.map(([name]) => [name, []]));
  for (const deadline of found.deadlines.toSorted(byUrgency)) {
    const day = isMissed(deadline, today) ? found.remindOn?.get(deadline.key) : undefined;
    const group = day === undefined ? groupOf(deadline, today) : day <= today ? "asked" : null;
    if (group) groups.get(group)?.push(entryOfReminded(deadline, today, day));
  }
  // Before all else that is asked: what is due is on no list until it is mended.
  for (const request of found.uncounted ?? []) groups.get("asked")?.push(entryOfUncounted(request));
  for (const ask of found.asks) groups.get("asked")?.push(entryOfAsk(ask));
  for (const one of found.unconfirmed ?? []) groups.get("asked")?.push(entryOfUnconfirmed(one));
  for (const page of found.overtaken ?? []) groups.get("asked")?.push(entryOfOvertaken(page));
  for (const one of found.given ?? []) groups.get("said")?.push(entryOfGiven(one, today));
  for (const one of found.undone ?? []) groups.get("said")?.push(entryOfUndone(one));
  for (const { group, entry } of found.turns ?? []) groups.get(group)?.push(entry);
  for (const met of found.met ?? []) groups.get("said")?.push(entryOfMet(met));
  for (const said of found.said ?? []) groups.get("said")?.push(entryOfSaid(said));
  for (const decided of found.decided ?? []) groups.get("said")?.push(entryOfDecided(decided));
  for (const one of found.followed ?? []) groups.get("changed")?.push(entryOfFollowed(one));
  for (const draft of found.changed) groups.get("changed")?.push(entryOfChanged(draft));
  return TITLES.flatMap(([name, title]) => {
    const entries = groups.get(name) ?? [];
    if (entries.length === 0) return [];
    const shown = entries.slice(0, MAX_LINES);
    return [{ name, title, entries: shown, more: entries.length - shown.length }];
  });
}

function groupOf(deadline: Deadline, today: string): WaitingGroupName {
  switch (urgencyOf(deadline, today)) {
    case "late":
      return deadline.by === "us" ? "late" : "agency-late";
    case "today":
    case "week":
      return "soon";
    case "month":
      return "month";
    case "later":
      return "later";
  }
}

export function entryOfDeadline(deadline: Deadline, today: string): WaitingEntry {
  const { key, what, matter, why, source, due, isInvented } = deadline;
  return {
    key,
    what,
    about: aboutOf(deadline),
    matter,
    path: pathOf(deadline),
    due: { on: due, words: deadlineDayText(deadline), distance: distanceText(deadline, today) },
    since: null,
    why,
    source,
    isInvented,
  };
}

/**
 * As a list or a letter has it once the day has come on which the reader wanted to be told again.
 * @param remindOn that ISO day, if they chose one.
 */
export function entryOfReminded(
  deadline: Deadline,
  today: string,
  remindOn: string | undefined,
): WaitingEntry {
  const entry = entryOfDeadline(deadline, today);
  const isAgain = remindOn !== undefined && remindOn <= today && isMissed(deadline, today);
  return isAgain ? { ...entry, ...reminderOf(entry) } : entry;
}

/** The page on which each is done; the reason for changes stands with the versions. */
const ASK_PAGES: Readonly<Record<Ask["what"], string>> = {
  "sign-off": "review",
  filing: "file",
  changes: "versions",
};

function askLabel({ what, organization }: Pick<Ask, "what" | "organization">): string {
  switch (what) {
    case "sign-off":
      return `Sign off for ${organization}`;
    case "changes":
      return `Make the changes that ${organization} asked for`;
    case "filing":
      return `File for ${organization}`;
  }
}

export function entryOfAsk(ask: Ask): WaitingEntry {
  const { what, documentId, title, matter, organization, since, isAnswered = false } = ask;
  return {
    key: `ask:${what}:${documentId}:${organization}`,
    what: askLabel(ask),
    about: title,
    matter,
    path: `/documents/${documentId}/${ASK_PAGES[what]}`,
    due: null,
    since,
    why: isAnswered ? "You asked for changes before; this version was submitted after." : null,
    source: null,
    isInvented: false,
  };
}

export function entryOfMet(met: MetRequest): WaitingEntry {
  const { documentId, title, matter, version, since } = met;
  return {
    key: `met:${documentId}:${version}`,
    what: `Version ${version} was submitted after you asked for changes`,
    about: title,
    matter,
    path: `/documents/${documentId}/review`,
    due: null,
    since,
    why: null,
    source: null,
    isInvented: false,
  };
}

const SAID_LABELS: Readonly<Record<SaidWhy, string>> = {
  mentioned: "mentioned you",
  answered: "answered you",
  done: "is done with the comment that you gave them",
  agreed: "agreed with your comment",
};

/** Says that somebody wrote, and never what. */
export function entryOfSaid(said: Said): WaitingEntry {
  const { threadId, why, documentId, title, matter, by, among, at } = said;
  const who = by.length > 0 ? listed(by) : "Somebody";
  return {
    key: `said:${threadId}`,
    what: `${who} ${SAID_LABELS[why]}${among === null ? "" : ` among ${among}`}`,
    about: title,
    matter,
    path: `/documents/${documentId}#thread-${threadId}`,
    due: null,
    since: at,
    why: null,
    source: null,
    isInvented: false,
  };
}

/** Says what was decided, and never of which words. */
export function entryOfDecided(decided: Decided): WaitingEntry {
  const { threadId, documentId, was, count, title, matter, among, at } = decided;
  return {
    key: `decided:${was}:${threadId}`,
    what: `${decidedSentence(decided)}${among === null ? "" : ` among ${among}`}`,
    about: title,
    matter,
    path: `/documents/${documentId}#thread-${threadId}`,
    due: null,
    since: at,
    why:
      was === "overtaken"
        ? `${count === 1 ? "It is" : "They are"} still open: look whether your words should stand.`
        : null,
    source: null,
    isInvented: false,
  };
}

function decidedSentence({ was, count, by, isAnswered }: Decided): string {
  const who = by.length > 0 ? listed(by) : "Somebody";
  const yours = count === 1 ? "your suggestion" : `${count} of your suggestions`;
  if (was === "overtaken")
    return `${who} accepted other words where ${yours} ${count === 1 ? "stands" : "stand"}`;
  if (was === "reopened") return `${who} opened ${yours} again, out of the draft`;
  return `${who} ${was} ${yours}${isAnswered ? ", and there is an answer" : ""}`;
}
