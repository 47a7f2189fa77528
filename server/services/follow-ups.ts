import type { AuditEventType } from "#app/domain/audit-event.ts";
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

/** Writes the jobs that follow the events of that transaction; returns whether there are any. */
export async function writeFollowUps(
  tx: Transaction,
  at: Date,
  events: readonly NewEvent[],
): Promise<boolean> {
  const jobs = events.flatMap((event) => FOLLOW_UPS[event.type]?.(event) ?? []);
  for (const job of jobs) await writeJob(tx, at, job);
  return jobs.length > 0;
}
