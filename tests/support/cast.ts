import type { Actor, ActorMembership, Role } from "#app/domain/actor.ts";
import type { DocumentStatus, DocumentSubject } from "#app/domain/document.ts";
import type { MatterSubject } from "#app/domain/matter.ts";

// The one cast of the tests, as data: who there is, where, and in which matter. Each kind of test shows
// it in its own way: as facts for a decision (tests/domain/cast.ts), as rows below a room
// (cast-rows.ts), as people who were added and invited (tests/services/workspace.ts). Tests that start
// the whole server have the demonstration's (prisma/seed/facts.ts and people.ts) instead.

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

/** Leads the matter. */
export const COUNCIL = organization("Council", 0);
/** The matter's other party. */
export const ILRC = organization("ILRC", 1);
/** Party to nothing. */
export const OUTSIDE = organization("Outside", 2);

export const CAST_ORGANIZATIONS: readonly CastOrganization[] = [COUNCIL, ILRC, OUTSIDE];

/** The organization of that id, which may be one that only a test knows. */
export function organizationOf(id: string): CastOrganization {
  const known = CAST_ORGANIZATIONS.find((one) => one.id === id);
  return known ?? { ...organization(id, 0), id };
}

/** The matter of the two, with its one draft. */
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

/** Somebody whose id and address follow from what they are called in tests. */
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
  // Called by name, where two or more write.
  ana: person("ana", "Ana Example", COUNCIL, ["drafter"]),
  ben: person("ben", "Ben Example", COUNCIL, ["drafter", "reviewer"]),
  ida: person("ida", "Ida Example", ILRC, ["drafter"]),
  olga: person("olga", "Olga Example", ILRC, ["observer"]),
  // Called by what they are, where a screen or an act asks who may.
  admin: person("admin", "Ada Demo", COUNCIL, ["admin"], true),
  drafter: person("drafter", "drafter", COUNCIL, ["drafter"]),
  staff: person("staff", "staff", COUNCIL, ["staff"]),
  observer: person("observer", "observer", COUNCIL, ["observer"]),
  ilrcAdmin: person("ilrc-admin", "ilrc-admin", ILRC, ["admin"]),
  ilrcDrafter: person("ilrc-drafter", "ilrc-drafter", ILRC, ["drafter"]),
  // May everything, in the wrong place.
  stranger: person("stranger", "stranger", OUTSIDE, EVERYTHING),
} as const;

/** A person of the cast as permissions see them, in other roles where they are given. */
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
    organizationColour: colour,
    roles: new Set(roles),
  };
}

/** The matter as decisions see it. */
export const matterSubject = (
  partyIds: Iterable<string> = MATTER.parties.map(({ id }) => id),
): MatterSubject => ({
  matterId: MATTER.id,
  leadOrganizationId: MATTER.lead.id,
  partyIds: new Set(partyIds),
});

/** A request of the matter as decisions see it. */
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
