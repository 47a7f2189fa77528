import type { AuditEventType } from "#app/domain/audit-event.ts";
import { isFollowedStep } from "#app/domain/follow.ts";
import type { Transaction } from "#server/database/index.ts";
import { writeJob, type NewJob } from "#server/jobs/index.ts";
import type { NewEvent } from "#server/services/audit/append.ts";

/** The jobs that follow an event, written in its transaction (R28), so that neither is lost. */
const FOLLOW_UPS: Partial<Readonly<Record<AuditEventType, (event: NewEvent) => NewJob[]>>> = {
  "document.submitted": (event) => [...tell("sign-offs", event), ...tell("changes-met", event)],
  "document.changes-requested": (event) => tell("changes", event),
};

/** Mails the people whom a step of a document concerns, once for each version. */
function tell(about: "sign-offs" | "changes" | "changes-met", event: NewEvent): NewJob[] {
  const { documentId, details } = event;
  const versionId = details["versionId"];
  if (!documentId || typeof versionId !== "string") return [];
  return [
    {
      kind: "reminders.ask",
      key: `ask:${about}:${versionId}`,
      payload: { about, documentId, versionId },
    },
  ];
}

/** Mails those who follow the document, but who did it (M27). */
async function tellFollowers(tx: Transaction, at: Date, event: NewEvent): Promise<NewJob[]> {
  const { type, documentId, actorId } = event;
  if (!documentId) return [];
  const followers = await tx.documentFollow.findMany({
    where: { documentId, how: "follow", ...(actorId && { userId: { not: actorId } }) },
    orderBy: { userId: "asc" },
  });
  return followers.map(({ userId }) => ({
    kind: "mail.reminder",
    key: `mail:followed:${documentId}:${type}:${at.getTime()}:${userId}`,
    payload: { of: "followed", userId, documentId },
  }));
}

/** Writes the jobs that follow the events of that transaction; returns whether there are any. */
export async function writeFollowUps(
  tx: Transaction,
  at: Date,
  events: readonly NewEvent[],
): Promise<boolean> {
  const jobs = events.flatMap((event) => FOLLOW_UPS[event.type]?.(event) ?? []);
  for (const event of events) {
    if (isFollowedStep(event.type)) jobs.push(...(await tellFollowers(tx, at, event)));
  }
  for (const job of jobs) await writeJob(tx, at, job);
  return jobs.length > 0;
}
