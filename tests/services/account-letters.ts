import { jobHandlers } from "#server/services/job-handlers.ts";
import type { Workspace } from "./workspace.ts";

/** Sends the letters that wait, of what was done at accounts. */
export async function sendLetters({ database, resources }: Workspace): Promise<void> {
  const kind = "account.told";
  const handler = jobHandlers(resources)[kind];
  const where = { kind, doneAt: null };
  for (const job of await database.client.job.findMany({ where, orderBy: { createdAt: "asc" } })) {
    const { id, key } = job;
    await handler?.(
      { id, key, kind, payload: JSON.parse(job.payload) as unknown, attempt: 1 },
      new AbortController().signal,
    );
    await database.client.job.update({ where: { id }, data: { doneAt: new Date() } });
  }
}
