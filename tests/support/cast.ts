import type { Actor, ActorMembership, Role } from "#app/domain/actor.ts";
import type { DocumentStatus, DocumentSubject } from "#app/domain/document.ts";
import type { MatterSubject } from "#app/domain/matter.ts";

// The cast of the tests, as data: people, organizations, and one matter. Each kind of test uses it
// in its own form: as subjects of decisions (tests/domain/cast.ts), as rows below a room
// (cast-rows.ts), as people who were created and invited (tests/services/workspace.ts). Tests that
// start the whole server use the demonstration's cast (prisma/seed/demo-matter.ts and people.ts) instead.

export interface CastOrganization {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly colour: number;
}

function organization(shortName: string, colour: number): CastOrganization {
  const slug = shortName.toLowerCase();
  return { id: slug, slug, name: `${shortName} Example Organization`, shortName, colour };
}

/** The lead of the matter. */
export const COUNCIL = organization("Council", 0);
/** The matter's other party. */
export const ILRC = organization("ILRC", 1);
/** Not a party. */
export const OUTSIDE = organization("Outside", 2);

export const CAST_ORGANIZATIONS: readonly CastOrganization[] = [COUNCIL, ILRC, OUTSIDE];

/** The organization with that id, which may be one that only the test knows. */
export function organizationOf(id: string): CastOrganization {
  const known = CAST_ORGANIZATIONS.find((one) => one.id === id);
  return known ?? { ...organization(id, 0), id };
}

/** The matter of the two parties, with one draft. */
export const MATTER = {
  id: "matter-1",
  slug: "matter-1",
  title: "Records about the priorities",
  narrative: "What is asked, and why.",
  lead: COUNCIL,
  parties: [COUNCIL, ILRC],
  documentId: "draft-1",
} as const;

export interface CastPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly organization: CastOrganization;
  readonly roles: readonly Role[];
  readonly workspaceAdmin: boolean;
}

/** A person whose id and address are derived from their key. */
function person(
  key: string,
  name: string,
  at: CastOrganization,
  roles: readonly Role[],
  workspaceAdmin = false,
): CastPerson {
  const email = `${key}@example.org`;
  return { id: `user-${key}`, email, name, organization: at, roles, workspaceAdmin };
}

const EVERYTHING: readonly Role[] = ["drafter", "reviewer", "staff", "admin"];

export const CAST = {
  // Named people, for tests in which two or more write.
  ana: person("ana", "Ana Example", COUNCIL, ["drafter"]),
  ben: person("ben", "Ben Example", COUNCIL, ["drafter", "reviewer"]),
  ida: person("ida", "Ida Example", ILRC, ["drafter"]),
  olga: person("olga", "Olga Example", ILRC, ["observer"]),
  // People named after their role, for tests of permissions.
  admin: person("admin", "Ada Demo", COUNCIL, ["admin"], true),
  drafter: person("drafter", "drafter", COUNCIL, ["drafter"]),
  staff: person("staff", "staff", COUNCIL, ["staff"]),
  observer: person("observer", "observer", COUNCIL, ["observer"]),
  ilrcAdmin: person("ilrc-admin", "ilrc-admin", ILRC, ["admin"]),
  ilrcDrafter: person("ilrc-drafter", "ilrc-drafter", ILRC, ["drafter"]),
  // Has every role, in an organization that is not a party.
  stranger: person("stranger", "stranger", OUTSIDE, EVERYTHING),
} as const;

/** A person of the cast as an actor, optionally with other roles. */
export function actorOf(who: CastPerson, roles: readonly Role[] = who.roles): Actor {
  const { id: userId, name, email, workspaceAdmin } = who;
  const memberships = [membershipIn(who.organization, roles)];
  return { userId, name, email, workspaceAdmin, memberships };
}

export function membershipIn(
  { id, name, shortName, colour }: CastOrganization,
  roles: readonly Role[],
): ActorMembership {
  return {
    organizationId: id,
    organizationName: name,
    organizationShortName: shortName,
    organizationColor: colour,
    roles: new Set(roles),
  };
}

/** The matter as the subject of decisions. */
export const matterSubject = (
  partyIds: Iterable<string> = MATTER.parties.map(({ id }) => id),
): MatterSubject => ({
  matterId: MATTER.id,
  leadOrganizationId: MATTER.lead.id,
  partyIds: new Set(partyIds),
  isArchived: false,
});

/** A request of the matter as the subject of decisions. */
export function documentSubject(
  documentId: string,
  status: DocumentStatus,
  required: Iterable<string> = MATTER.parties.map(({ id }) => id),
  matter: MatterSubject = matterSubject(),
): DocumentSubject {
  return {
    documentId,
    kind: "request",
    status,
    requiredOrganizationIds: new Set(required),
    matter,
  };
}
