import type { DocumentStatus } from "#app/domain/document.ts";

/**
 * State of a thread that was given to a person (M27). Only `open` waits for them; `left`, `closed`
 * and `removed` are what they can't do any more, which whoever asked for it hears.
 */
export type AssignmentState = "open" | "done" | "resolved" | "removed" | "closed" | "left";

/** Facts that tell it: none of it is kept, so nothing has to stay in step with it. */
interface AssignedThreadState {
  readonly givenAt: Date;
  readonly doneAt: Date | null;
  readonly resolvedAt: Date | null;
  /** Whether anything of the thread still stands: a comment, or a suggestion. */
  readonly hasText: boolean;
  /** Whether the person to whom it is given may read it now. */
  readonly isReadable: boolean;
  readonly document: { readonly status: DocumentStatus; readonly statusAt: Date };
}

/** Statuses in which a paper is out of everybody's hands. */
const CLOSED: ReadonlySet<DocumentStatus> = new Set(["filed", "superseded", "withdrawn"]);

export function assignmentState(thread: AssignedThreadState): AssignmentState {
  const { document } = thread;
  if (thread.doneAt) return "done";
  if (thread.resolvedAt) return "resolved";
  if (!thread.hasText) return "removed";
  // Work given about a filed paper, after it was filed, can still be done.
  if (CLOSED.has(document.status) && document.statusAt >= thread.givenAt) return "closed";
  return thread.isReadable ? "open" : "left";
}

/** Whether somebody was to do it and can't. */
export function isUndone(state: AssignmentState): state is "removed" | "closed" | "left" {
  return state === "removed" || state === "closed" || state === "left";
}
