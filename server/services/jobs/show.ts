import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import type { FailedJobsView } from "./views.ts";

const MAX_SHOWN = 100;

/** The jobs that were given up, which the administrator can retry or discard. */
export async function showFailedJobs(
  { database: { client }, clock }: Resources,
  actor: Actor,
): Promise<Outcome<FailedJobsView>> {
  const permitted = may(actor, "workspace.mend-jobs", {});
  if (!permitted.ok) return permitted;
  const dead = { doneAt: null, failedAt: { not: null } };
  const due = { doneAt: null, failedAt: null, runAt: { lte: clock() } };
  const [rows, count, waiting, retrying] = await Promise.all([
    client.job.findMany({
      where: dead,
      orderBy: [{ failedAt: "desc" }, { id: "asc" }],
      take: MAX_SHOWN,
    }),
    client.job.count({ where: dead }),
    client.job.count({ where: due }),
    client.job.count({ where: { doneAt: null, failedAt: null, lastError: { not: null } } }),
  ]);
  return done({
    jobs: rows.map(({ id, kind, attempts, createdAt, failedAt, lastError }) => ({
      id,
      kind,
      attempts,
      writtenAt: createdAt.toISOString(),
      failedAt: (failedAt ?? createdAt).toISOString(),
      why: lastError,
    })),
    count,
    waiting,
    retrying,
  });
}
