import { command, organizationTo, taking } from "#server/services/command.ts";
import { endMembership } from "#server/services/people/end-membership.ts";

/**
 * Ends a membership, with what opens the organization by it. Refuses to remove the last administrator.
 * Their open sockets close within a second (R5).
 */
export const removePerson = command({
  on: organizationTo("organization.manage-people"),
  takes: taking<[userId: string]>(),
  async run(inside) {
    const {
      actor,
      key: [organizationId],
      extra: [userId],
      afterCommit,
    } = inside;
    const ended = await endMembership(inside, { organizationId, userId }, { by: actor.userId });
    if (ended.ok) afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return ended;
  },
});
