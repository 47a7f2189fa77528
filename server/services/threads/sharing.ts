import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadRow } from "./load.ts";
import type { NamePerson } from "./people.ts";

/**
 * The comments whose authors have to agree before all parties may read a thread of one organization:
 * the first, since it names who began it, and every other that was not removed (M2).
 */
function agreed({ comments }: ThreadRow) {
  return comments.filter(({ removedAt }, index) => index === 0 || removedAt === null);
}

/** The authors whose agreement is missing. */
export function waitsFor(thread: ThreadRow): string[] {
  const missing = agreed(thread).filter(({ sharedAt }) => sharedAt === null);
  return [...new Set(missing.map(({ authorId }) => authorId))];
}

/** Those whose names go with a thread that all parties may read. */
export function authorsShared(thread: ThreadRow): ReadonlySet<string> {
  return new Set(agreed(thread).map(({ authorId }) => authorId));
}

/** Whether that person wrote something that the others may not read without their act. */
export function hasPart(thread: ThreadRow, userId: string): boolean {
  return agreed(thread).some(({ authorId }) => authorId === userId);
}

/** How far the sharing of a thread is; null where nobody asked for it. */
export function sharingOf(
  thread: ThreadRow,
  userId: string,
  name: NamePerson,
): ThreadView["sharing"] {
  const { organizationId, comments } = thread;
  const isAsked = comments.some(({ sharedAt }) => sharedAt !== null);
  if (organizationId === null || !isAsked) return null;
  const missing = waitsFor(thread);
  return {
    waitsFor: missing.map((authorId) => name(authorId, organizationId)),
    youAgreed: hasPart(thread, userId) && !missing.includes(userId),
  };
}
