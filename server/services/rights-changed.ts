import type { AuditEventType } from "#app/domain/audit-event.ts";

/** The connections that an event affects: those for which every given field matches. */
export interface AffectedConnections {
  readonly userId?: string;
  readonly organizationId?: string;
  readonly matterId?: string;
}

/** The part of an audit event that tells whose rights changed. */
interface RightsEvent {
  readonly actorId: string | null;
  readonly organizationId: string | null;
  readonly matterId: string | null;
  readonly details: unknown;
}

const person = ({ details }: RightsEvent): AffectedConnections | null => {
  const userId = typeof details === "object" && details && "userId" in details && details.userId;
  return typeof userId === "string" ? { userId } : null;
};
const organization = ({ organizationId }: RightsEvent) =>
  organizationId === null ? null : { organizationId };
const actor = ({ actorId }: RightsEvent) => (actorId === null ? null : { userId: actorId });
const matter = ({ matterId }: RightsEvent) => (matterId === null ? null : { matterId });

/**
 * The events that change what somebody may do in a room, or how others see them there (R5), with
 * whose connections they affect. A command that closes connections records one of these, so that
 * every process learns of it from the record.
 */
export const RIGHTS_CHANGED: Partial<
  Readonly<Record<AuditEventType, (event: RightsEvent) => AffectedConnections | null>>
> = {
  "person.joined": person,
  "person.roles-set": person,
  "person.removed": person,
  "person.confirmed": person,
  "person.renamed": actor,
  "matter.party-removed": matter,
  "matter.party-left": matter,
  "matter.lead-handed-over": matter,
  // Its drafts are read alone, or written again (R44).
  "matter.archived": matter,
  "matter.unarchived": matter,
  "matter.party-accepted": organization,
  // Whom a requirement takes roles from, or gives them back.
  "organization.provider-set": organization,
  "organization.provider-removed": organization,
  // The line names the session by a hash: all of the person's ask anew what they may.
  "session.own-factor-proved": actor,
};
