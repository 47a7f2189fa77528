import type { ThreadView } from "#app/document/margin/thread-view.ts";

/** Which threads are shown. */
export const THREAD_FILTERS = [
  "open",
  "unread",
  "mine",
  "organization",
  "suggestions",
  "resolved",
  "removed",
] as const;
export type ThreadFilter = (typeof THREAD_FILTERS)[number];

/** The reader, and the threads whose words are gone, for choosing among threads. */
export interface FilterReader {
  readonly userId: string;
  readonly removed: ReadonlySet<string>;
}

/** Whether something is still to be said or decided. */
export function isOpen({ resolved, suggestion }: ThreadView): boolean {
  return resolved === null && (suggestion === null || suggestion.state === "open");
}

/** Whether the reader wrote in it, is named in it, or has it given to them. */
function isMine({ by, comments, assignment }: ThreadView, userId: string): boolean {
  return (
    by.userId === userId ||
    assignment?.to.userId === userId ||
    comments.some(
      ({ isMine: own, mentions }) => own || mentions.some((person) => person.userId === userId),
    )
  );
}

/**
 * Whether something in a thread waits for the reader. What others decided or resolved among themselves does
 * not, though they never read it: nothing is left to be said there, unless somebody wrote after that.
 */
function isNews(thread: ThreadView, userId: string): boolean {
  const { isUnread, resolved, comments } = thread;
  if (!isUnread) return false;
  const isAnswered = resolved !== null && comments.some(({ at }) => at > resolved.at);
  return isOpen(thread) || isMine(thread, userId) || isAnswered;
}

/** Whether a filter shows a thread. */
export function isShown(thread: ThreadView, filter: ThreadFilter, reader: FilterReader): boolean {
  switch (filter) {
    case "open":
      return isOpen(thread);
    case "unread":
      return isNews(thread, reader.userId);
    case "mine":
      return isOpen(thread) && isMine(thread, reader.userId);
    case "organization":
      return isOpen(thread) && thread.organization !== null;
    case "suggestions":
      return isOpen(thread) && thread.suggestion !== null;
    case "resolved":
      return !isOpen(thread);
    case "removed":
      return isOpen(thread) && reader.removed.has(thread.id);
  }
}

/** The number of threads behind each filter. */
export function countThreads(
  threads: readonly ThreadView[],
  reader: FilterReader,
): Readonly<Record<ThreadFilter, number>> {
  const counts = Object.fromEntries(THREAD_FILTERS.map((filter) => [filter, 0])) as Record<
    ThreadFilter,
    number
  >;
  for (const thread of threads) {
    for (const filter of THREAD_FILTERS) if (isShown(thread, filter, reader)) counts[filter] += 1;
  }
  return counts;
}
