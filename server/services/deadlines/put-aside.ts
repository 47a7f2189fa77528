import type { AuditEventType } from "#app/domain/audit-event.ts";
import type { Deadline } from "#app/domain/deadlines/deadline.ts";
import type { MissedDecision } from "#app/domain/deadlines/missed.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { broughtAmong } from "#server/services/audit/brought.ts";

/** Lines after which what was put aside is told of again. */
const CHANGES: readonly AuditEventType[] = [
  "agency-record.recorded",
  "agency-record.corrected",
  "docket.event-recorded",
  "docket.event-corrected",
  "docket.event-retracted",
];

/** A decision of staff that holds. */
export interface Settled {
  readonly decision: MissedDecision;
  readonly reason: string;
  readonly byId: string;
  readonly at: Date;
}

/** The ways in which a deadline is put aside: by staff for its matter, and by the reader for themselves. */
export interface PutAside {
  readonly settled: Settled | null;
  /** ISO day on which the reader wants to be told again; null for no reminder. */
  readonly remindOn: string | null;
}

/**
 * Says what is put aside of a deadline of these matters. Neither holds once the record of its paper or
 * of the matter's lawsuits has changed.
 */
export async function putAside(
  client: PrismaClient,
  userId: string,
  matterIds: readonly string[],
): Promise<(deadline: Deadline, matterId: string) => PutAside> {
  const within = { matterId: { in: [...matterIds] } };
  const [settled, reminders] = await Promise.all([
    client.settledDeadline.findMany({ where: within }),
    client.deadlineReminder.findMany({ where: { userId, ...within } }),
  ]);
  const all = [...settled, ...reminders];
  if (all.length === 0) return () => ({ settled: null, remindOn: null });
  const first = Math.min(
    ...settled.map((row) => row.recordedAs),
    ...reminders.map((row) => row.seen),
  );
  const lines = await client.auditEvent.groupBy({
    by: ["matterId", "documentId"],
    where: {
      matterId: { in: [...new Set(all.map(({ matterId }) => matterId))] },
      type: { in: [...CHANGES] },
      sequence: { gt: first },
    },
    _max: { sequence: true },
  });
  const brought = await broughtAmong(
    client,
    settled.map(({ recordedAs }) => recordedAs),
  );
  const changed = new Map(
    lines.map((line) => [`${line.matterId} ${line.documentId ?? ""}`, line._max.sequence ?? 0]),
  );
  const settledBy = new Map(settled.map((row) => [row.deadline, row]));
  const remindedBy = new Map(reminders.map((row) => [row.deadline, row]));
  return ({ key, due, place }, matterId) => {
    const last = changed.get(`${matterId} ${place.of === "paper" ? place.documentId : ""}`) ?? 0;
    const decided = settledBy.get(key);
    const reminder = remindedBy.get(key);
    // A decision that an archive tells of keeps nobody here from hearing what is due.
    const isHere = decided !== undefined && !brought.has(decided.recordedAs);
    const holds = isHere && decided.due === due && decided.recordedAs > last;
    return {
      // A value of the closed set, which the command alone writes.
      settled: holds ? { ...decided, decision: decided.decision as MissedDecision } : null,
      remindOn: reminder && reminder.seen >= last ? reminder.until : null,
    };
  };
}
