import type { Actor, ActorMembership, Role } from "#app/domain/actor.ts";
import type { DocumentSubject, DocumentStatus } from "#app/domain/document.ts";
import type { MatterSubject } from "#app/domain/matter.ts";

/** Invented organisations: two parties, of which one leads, and one that is party to nothing. */
export const LEAD = "org-lead";
export const PARTY = "org-party";
export const OUTSIDE = "org-outside";

export const MATTER: MatterSubject = {
  matterId: "matter",
  leadOrganizationId: LEAD,
  partyIds: new Set([LEAD, PARTY]),
};

export function documentIn(
  status: DocumentStatus,
  requiredOrganizationIds = [LEAD, PARTY],
): DocumentSubject {
  return {
    documentId: "document",
    kind: "request",
    status,
    requiredOrganizationIds: new Set(requiredOrganizationIds),
    matter: MATTER,
  };
}

/** Somebody with those roles in those organisations. */
export function person(
  places: Readonly<Record<string, readonly Role[]>>,
  options: { workspaceAdmin?: boolean } = {},
): Actor {
  return {
    userId: "user",
    name: "Ana Example",
    email: "ana@example.org",
    workspaceAdmin: options.workspaceAdmin ?? false,
    memberships: Object.entries(places).map(([organizationId, roles]): ActorMembership => ({
      organizationId,
      organizationName: organizationId,
      organizationShortName: organizationId,
      organizationColour: 0,
      roles: new Set(roles),
    })),
  };
}
