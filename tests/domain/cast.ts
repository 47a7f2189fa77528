import type { Actor, Role } from "#app/domain/actor.ts";
import type { DocumentStatus, DocumentSubject } from "#app/domain/document.ts";
import {
  actorOf,
  CAST,
  COUNCIL,
  documentSubject,
  ILRC,
  matterSubject,
  membershipIn,
  organizationOf,
  OUTSIDE as OUTSIDER,
} from "#tests/support/cast.ts";

// The cast of tests/support/cast.ts as decisions see it: two parties, of which one leads, and one that
// is party to nothing.
export const LEAD = COUNCIL.id;
export const PARTY = ILRC.id;
export const OUTSIDE = OUTSIDER.id;
export const MATTER = matterSubject();

export function documentIn(status: DocumentStatus, required = [LEAD, PARTY]): DocumentSubject {
  return documentSubject("document", status, required);
}

/** Somebody with those roles in those organizations. */
export function person(
  places: Readonly<Record<string, readonly Role[]>>,
  { workspaceAdmin = false }: { workspaceAdmin?: boolean } = {},
): Actor {
  const memberships = Object.entries(places).map(([organizationId, roles]) =>
    membershipIn(organizationOf(organizationId), roles),
  );
  return { ...actorOf(CAST.ana), workspaceAdmin, memberships };
}
