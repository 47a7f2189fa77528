import { roomAccess } from "#app/domain/permissions.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { SyncSession } from "#server/rooms/session/sync-session.ts";
import type { RoomsPorts } from "#server/rooms/ports.ts";
import type { Scheduler } from "#server/scheduler.ts";

/** Selects connections: those for which every given field matches. */
export interface Revocation {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly organizationId?: string;
  readonly documentId?: string;
  readonly matterId?: string;
}

/** Milliseconds to determine the right close code; R5 allows a second in total. */
const DEADLINE_MS = 700;

/**
 * Closes the sessions that a change of rights affects (R5), each with the code that tells its page
 * what to do. From this moment on, nothing from them is accepted.
 */
export async function revoke(
  sessions: Iterable<SyncSession>,
  revocation: Revocation,
  ports: RoomsPorts,
  scheduler: Scheduler,
  /** The line of the audit record that tells of it: who joined after it has the new rights. */
  recordedAt = Infinity,
): Promise<void> {
  const affected = [...sessions].filter(
    (session) => isAffected(session, revocation) && (session.seat?.recordRead ?? 0) < recordedAt,
  );
  for (const session of affected) session.revoke();
  await Promise.all(
    affected.map(async (session) => {
      const code = await within(scheduler, codeFor(session, ports), CLOSE.decideAfresh);
      session.close(code);
    }),
  );
}

function isAffected({ state }: SyncSession, revocation: Revocation): boolean {
  if (!("isSynced" in state)) return false;
  const { identity, matterId, documentId } = state.seat;
  const { actor } = identity;
  if (revocation.userId !== undefined && actor.userId !== revocation.userId) return false;
  if (revocation.sessionId !== undefined && identity.sessionId !== revocation.sessionId)
    return false;
  if (revocation.documentId !== undefined && documentId !== revocation.documentId) return false;
  if (revocation.matterId !== undefined && matterId !== revocation.matterId) return false;
  const { organizationId } = revocation;
  return (
    organizationId === undefined ||
    actor.memberships.some((membership) => membership.organizationId === organizationId)
  );
}

async function codeFor({ seat, cookieHeader }: SyncSession, ports: RoomsPorts): Promise<CloseCode> {
  if (!seat) return CLOSE.decideAfresh;
  const identity = await ports.identify(cookieHeader);
  if (!identity) return CLOSE.signInAgain;
  const subject = await ports.loadDocumentSubject(seat.documentId);
  const isOut = !subject || roomAccess(identity.actor, subject) === "none";
  return isOut ? CLOSE.noSuchDraft : CLOSE.decideAfresh;
}

/** The result if it arrives in time; otherwise `otherwise`. */
async function within<T>(scheduler: Scheduler, work: Promise<T>, otherwise: T): Promise<T> {
  let callOff = () => {};
  const late = new Promise<T>((resolve) => {
    callOff = scheduler.after(DEADLINE_MS, () => resolve(otherwise));
  });
  const answer = await Promise.race([work.catch(() => otherwise), late]);
  callOff();
  return answer;
}
