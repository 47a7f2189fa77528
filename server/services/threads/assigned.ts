import type { DocumentStatus } from "#app/domain/document.ts";
import { assignmentState, type AssignmentState } from "#app/domain/margin/assignment.ts";
import type { Assignment } from "#server/database/generated/sqlite/client/client.ts";

/** Facts of a thread that tell the state of its assignment. */
interface AssignedThread {
  readonly organizationId: string | null;
  readonly resolvedAt: Date | null;
  readonly suggestion: object | null;
  readonly comments: readonly { readonly removedAt: Date | null }[];
  readonly document: { readonly status: string; readonly statusAt: Date };
}

/** Its state, by the rows and by who may read the thread now. */
export function assignmentStateOf(
  { userId, givenAt, doneAt }: Assignment,
  { organizationId, resolvedAt, suggestion, comments, document }: AssignedThread,
  mayRead: (userId: string, organizationId: string | null) => boolean,
): AssignmentState {
  return assignmentState({
    givenAt,
    doneAt,
    resolvedAt,
    hasText: suggestion !== null || comments.some(({ removedAt }) => removedAt === null),
    isReadable: mayRead(userId, organizationId),
    document: { status: document.status as DocumentStatus, statusAt: document.statusAt },
  });
}
