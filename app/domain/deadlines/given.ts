import { writtenDate } from "#app/domain/dates.ts";
import type { AssignmentState } from "#app/domain/margin/assignment.ts";
import type { CalendarEvent } from "./calendar-event.ts";
import { distanceText, type Deadline } from "./deadline.ts";

/** A thread that is given to somebody and not done, as the reader is told of it. */
interface GivenThread {
  readonly threadId: string;
  readonly documentId: string;
  /** The document's title. */
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** The short name of the organization whose people alone see it; null for all parties. */
  readonly among: string | null;
  /** ISO instant at which it was given. */
  readonly at: string;
}

/** GivenComment to the reader, who can do it. */
export interface GivenComment extends GivenThread {
  /** The giver; null for the reader. */
  readonly by: string | null;
  /** ISO day. */
  readonly dueOn: string | null;
}

/** GivenComment to somebody for the reader, and it can't be done any more. */
export interface UndoneComment extends GivenThread {
  readonly to: string;
  readonly state: Extract<AssignmentState, "closed" | "left" | "removed">;
}

/** Those with a day first, the nearest before the others; then as they were given. */
export function byDay(one: GivenComment, other: GivenComment): number {
  const key = ({ dueOn, at, threadId }: GivenComment) => `${dueOn ?? "~"} ${at} ${threadId}`;
  return key(one) < key(other) ? -1 : 1;
}

/** Says that a comment waits, and never its words. */
export function entryOfGiven(given: GivenComment, today: string) {
  const { threadId, by, dueOn, at } = given;
  return {
    ...entryOf(given),
    key: `given:${threadId}`,
    what: `${by === null ? "You gave yourself a comment" : `${by} gave you a comment`}${within(given)}`,
    due:
      dueOn === null
        ? null
        : {
            on: dueOn,
            words: writtenDate(dueOn),
            distance: distanceText({ due: dueOn, by: "us" }, today),
          },
    since: dueOn === null ? at : null,
    why: null,
  };
}

export function entryOfUndone(undone: UndoneComment) {
  return {
    ...entryOf(undone),
    key: `undone:${undone.threadId}`,
    what: `${undoneSentence(undone)}${within(undone)}`,
    due: null,
    since: undone.at,
    why:
      undone.state === "left"
        ? "Give it to somebody else, or take it back."
        : "Take it back, or ask anew.",
  };
}

function undoneSentence({ to, state }: UndoneComment): string {
  switch (state) {
    case "left":
      return `${to} can no longer read the comment that you gave them`;
    case "closed":
      return `It left everybody’s hands before ${to} was done with the comment that you gave them`;
    case "removed":
      return `Nothing is left of the comment that you gave ${to}`;
  }
}

const within = ({ among }: GivenThread) => (among === null ? "" : ` among ${among}`);

function entryOf({ threadId, documentId, title, matter }: GivenThread) {
  const path = `/documents/${documentId}#thread-${threadId}`;
  return { about: title, matter, path, source: null, isInvented: false };
}

/**
 * The day of one in a calendar, which other people look at and other programs copy: that a comment
 * waits, and nothing more. Not even its link tells of which document.
 */
export function calendarEventOfGiven(given: GivenComment): CalendarEvent[] {
  const { threadId, dueOn } = given;
  if (dueOn === null) return [];
  return [
    {
      key: `given:${threadId}`,
      day: dueOn,
      hour: null,
      summary: "A comment waits",
      description: "A comment waits",
      path: "/",
    },
  ];
}
