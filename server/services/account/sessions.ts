import { done, refuse } from "#app/domain/refusal.ts";
import { endSessions } from "#server/auth/index.ts";
import { appendSignInsOf } from "#server/services/audit/record-sign-ins.ts";
import { command, taking, theActor } from "#server/services/command.ts";

/** Ends one of the actor's sessions, this one or another device's. */
export const endSession = command({
  on: theActor,
  takes: taking<[sessionId: string]>(),
  async run({ tx, actor: { userId }, extra: [sessionId], record, afterCommit }) {
    const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
    if (count === 0) return refuse("not-found");
    // So that a session's start is recorded before its end.
    await appendSignInsOf(tx, userId);
    await record({ type: "session.signed-out", details: {} });
    afterCommit(({ auth }) => auth.announceEnded([sessionId]));
    return done();
  },
});

/** Ends all of the actor's sessions, including this one. */
export const signOutEverywhere = command({
  on: theActor,
  async run({ tx, at, actor: { userId }, record, afterCommit }) {
    const ended = await endSessions(tx, userId, at);
    await appendSignInsOf(tx, userId);
    await record({
      type: "session.signed-out-everywhere",
      details: { sessionsEnded: ended.length },
    });
    afterCommit(({ auth }) => auth.announceEnded(ended));
    return done();
  },
});

/** Ends all of the actor's sessions but this one. */
export const signOutElsewhere = command({
  on: theActor,
  takes: taking<[sessionId: string]>(),
  async run({ tx, at, actor: { userId }, extra: [sessionId], record, afterCommit }) {
    // One that was ended meanwhile can't end those that came after it.
    const session = await tx.session.findUnique({ where: { id: sessionId } });
    if (session?.userId !== userId) return refuse("not-signed-in");
    const ended = await endSessions(tx, userId, at, sessionId);
    await appendSignInsOf(tx, userId);
    await record({
      type: "session.signed-out-everywhere",
      details: { sessionsEnded: ended.length, butThisOne: true },
    });
    afterCommit(({ auth }) => auth.announceEnded(ended));
    return done();
  },
});
