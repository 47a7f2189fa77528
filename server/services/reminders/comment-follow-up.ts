import { writeJobAgain } from "#server/jobs/index.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Has those told of a comment whom it names, and those who wrote before it in its thread: call it in the
 * transaction that writes or edits the comment, and wake the jobs after the commit. Whom an earlier state
 * of the same comment told is not told again.
 * However often it is edited, it has one job.
 */
export async function writeCommentFollowUp(
  tx: Transaction,
  at: Date,
  commentId: string,
): Promise<void> {
  await writeJobAgain(tx, at, {
    kind: "reminders.comment",
    key: `comment:${commentId}`,
    payload: { commentId },
  });
}
