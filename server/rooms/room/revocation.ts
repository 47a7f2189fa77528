import { roomAccess } from "#app/domain/permissions.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Connection } from "#server/rooms/session/connection.ts";
import type { RoomsPorts } from "#server/rooms/ports.ts";

/** Whose connections are affected: those for whom every given field matches. */
export interface Revocation {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly organizationId?: string;
  readonly documentId?: string;
  readonly matterId?: string;
}

/** Milliseconds to find out which close code is right; R5 leaves a second in all. */
const DEADLINE_MS = 700;

/**
 * Closes the connections that a change of rights affects (R5), each with the code that tells its page
 * what to do. Nothing more of them is accepted from this moment on.
 */
export async function revoke(
  connections: Iterable<Connection>,
  revocation: Revocation,
  ports: RoomsPorts,
): Promise<void> {
  const affected = [...connections].filter((connection) => isAffected(connection, revocation));
  for (const connection of affected) {
    // What has been read from the socket already, and waits, is not taken either.
    connection.unheard = true;
    connection.hold();
  }
  await Promise.all(
    affected.map(async (connection) => {
      const code = await within(DEADLINE_MS, codeFor(connection, ports), CLOSE.decideAfresh);
      connection.close(code);
    }),
  );
}

function isAffected(connection: Connection, revocation: Revocation): boolean {
  const { identity, room } = connection;
  if (!identity || !room) return false;
  const { userId, sessionId, organizationId, documentId, matterId } = revocation;
  if (userId !== undefined && identity.actor.userId !== userId) return false;
  if (sessionId !== undefined && identity.sessionId !== sessionId) return false;
  if (documentId !== undefined && room.documentId !== documentId) return false;
  if (matterId !== undefined && connection.matterId !== matterId) return false;
  return (
    organizationId === undefined ||
    identity.actor.memberships.some((place) => place.organizationId === organizationId)
  );
}

async function codeFor(connection: Connection, ports: RoomsPorts): Promise<CloseCode> {
  const { room, cookieHeader } = connection;
  if (!room) return CLOSE.decideAfresh;
  const identity = await ports.identify(cookieHeader);
  if (!identity) return CLOSE.signInAgain;
  const facts = await ports.loadDocumentFacts(room.documentId);
  const isOut = !facts || roomAccess(identity.actor, facts) === "none";
  return isOut ? CLOSE.noSuchDraft : CLOSE.decideAfresh;
}

async function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), milliseconds);
  });
  const answer = await Promise.race([work.catch(() => otherwise), late]);
  clearTimeout(timer);
  return answer;
}
