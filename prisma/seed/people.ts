import type { Role } from "#app/domain/actor.ts";
import {
  COALITION,
  COUNCIL,
  ILRC,
  MIJENTE,
  OUTSIDE,
  type DemoOrganization,
} from "./demo-matter.ts";

/**
 * The password of every demonstration account. It is public: never seed a workspace that is in use.
 */
export const DEMO_PASSWORD = "coalition-demo";

export interface DemoPerson {
  /** Fixed, so that links and tests can name the person. */
  readonly id: string;
  readonly email: string;
  /** Obviously invented. */
  readonly name: string;
  readonly organization: DemoOrganization;
  readonly roles: readonly Role[];
  readonly workspaceAdmin: boolean;
}

type NameByRole = Readonly<Record<Role, string>>;

/** The surname states the role, so that a demonstration is easy to follow. */
const NAMES: Readonly<Record<string, NameByRole>> = {
  [COUNCIL.slug]: {
    drafter: "Ana Example",
    reviewer: "Rosa Sample",
    staff: "Simon Specimen",
    admin: "Ada Demo",
    observer: "Olga Placeholder",
  },
  [ILRC.slug]: {
    drafter: "Ines Example",
    reviewer: "Ravi Sample",
    staff: "Sol Specimen",
    admin: "Ike Demo",
    observer: "Otis Placeholder",
  },
  [MIJENTE.slug]: {
    drafter: "Dani Example",
    reviewer: "Remedios Sample",
    staff: "Sabina Specimen",
    admin: "Mara Demo",
    observer: "Oriol Placeholder",
  },
};

const SEEDED_ROLES = ["drafter", "reviewer", "staff", "admin", "observer"] as const;

function peopleOf(organization: DemoOrganization): DemoPerson[] {
  const names = NAMES[organization.slug];
  if (!names) throw new Error(`No demonstration people for ${organization.slug}.`);
  return SEEDED_ROLES.map((role) => ({
    id: `demo-${organization.slug}-${role}`,
    email: `${organization.slug}.${role}@example.org`,
    name: names[role],
    organization,
    roles: [role],
    workspaceAdmin: organization === COUNCIL && role === "admin",
  }));
}

/** A person with every role in an organization that is party to nothing. */
export const STRANGER: DemoPerson = {
  id: "demo-stranger",
  email: "stranger@example.org",
  name: "Stella Stranger",
  organization: OUTSIDE,
  roles: ["drafter", "reviewer", "staff", "admin"],
  workspaceAdmin: false,
};

export const DEMO_PEOPLE: readonly DemoPerson[] = [...COALITION.flatMap(peopleOf), STRANGER];

/** The demonstration person with `role` in one of the three organizations. */
export function demoPerson(organization: DemoOrganization, role: Role): DemoPerson {
  const person = DEMO_PEOPLE.find(
    (one) => one.organization === organization && one.roles.includes(role),
  );
  if (!person) throw new Error(`No demonstration ${role} in ${organization.name}.`);
  return person;
}
