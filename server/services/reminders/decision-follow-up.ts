import { writeJob } from "#server/jobs/index.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Has the suggester told what became of a suggestion, and those whose suggestions it overtook: call it in
 * the transaction that decides, and wake the jobs after the commit.
 * @param at the moment of the transaction.
 */
export async function writeDecisionFollowUp(
  tx: Transaction,
  at: Date,
  { threadId, decidedAt }: { readonly threadId: string; readonly decidedAt: Date },
): Promise<void> {
  await writeJob(tx, at, {
    kind: "reminders.decision",
    key: `decision:${threadId}:${decidedAt.getTime()}`,
    payload: { threadId },
  });
}
