import { writeJob } from "#server/jobs/index.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Has those told of a comment whom it names, and those who wrote before it in its thread: call it in the
 * transaction that writes or edits the comment, and wake the jobs after the commit. Whom an earlier state
 * of the same comment told is not told again.
 * @param at the moment of the transaction; the comment's own can be later, since those of a thread are in order.
 */
export async function writeCommentFollowUp(
  tx: Transaction,
  at: Date,
  { commentId, writtenAt }: { readonly commentId: string; readonly writtenAt: Date },
): Promise<void> {
  await writeJob(tx, at, {
    kind: "reminders.comment",
    key: `comment:${commentId}:${writtenAt.getTime()}`,
    payload: { commentId },
  });
}
