import { writeJob } from "#server/jobs/index.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Has the suggesters told what became of suggestions that were decided in one step, and those whose
 * suggestions they overtook: call it in the transaction that decides, and wake the jobs after the commit.
 * @param at the moment of the transaction.
 */
export async function writeDecisionFollowUp(
  tx: Transaction,
  at: Date,
  { threadIds, decidedAt }: { readonly threadIds: readonly string[]; readonly decidedAt: Date },
): Promise<void> {
  await writeJob(tx, at, {
    kind: "reminders.decision",
    key: `decision:${threadIds[0]}:${decidedAt.getTime()}`,
    payload: { threadIds },
  });
}
