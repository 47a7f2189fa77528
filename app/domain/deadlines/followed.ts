import { counted } from "#app/domain/counted.ts";
import { listed } from "./names.ts";
import type { Deadline } from "./deadline.ts";

/** News of a document that the reader follows, since they looked. */
export interface Followed {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** "submitted for review", in order, without those that were said before. */
  readonly steps: readonly string[];
  /** Threads in which somebody wrote. */
  readonly threadIds: readonly string[];
  /** The last of it; ISO instant. */
  readonly at: string;
}

export function entryOfFollowed(followed: Followed) {
  const { documentId, title, matter, steps, threadIds, at } = followed;
  const comments = threadIds.length;
  const told = [
    ...(steps.length > 0 ? [`was ${listed(steps)}`] : []),
    ...(comments > 0 ? [`has new comments in ${counted(comments, "place")}`] : []),
  ];
  return {
    key: `followed:${documentId}`,
    what: `A document that you follow ${listed(told)}`,
    about: title,
    matter,
    path: `/documents/${documentId}`,
    due: null,
    since: at,
    why: null,
    source: null,
    isInvented: false,
  };
}
