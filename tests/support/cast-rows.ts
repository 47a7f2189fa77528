import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { CastOrganization, CastPerson } from "./cast.ts";

// The cast as database rows, for tests that don't care how the rows came about.

/** The creation time of all rows. */
export const CAST_AT = new Date("2026-01-05T09:00:00Z");

export function organizationRow(
  { id, slug, name, shortName, colour }: CastOrganization,
  createdAt = CAST_AT,
) {
  return { id, slug, name, shortName, colour, createdAt };
}

/** A person with a membership and without a password. */
export function personRow(
  { id, email, name, organization, roles, workspaceAdmin }: CastPerson,
  createdAt = CAST_AT,
) {
  const places = roles.map((role) => ({ role }));
  const membership = { id, organizationId: organization.id, createdAt, roles: { create: places } };
  return {
    id,
    email,
    name,
    passwordHash: "none",
    workspaceAdmin,
    createdAt,
    memberships: { create: membership },
  };
}

interface CastMatter {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly narrative: string;
  readonly lead: Pick<CastOrganization, "id">;
}

export function matterRow(
  { id, slug, title, narrative, lead }: CastMatter,
  createdById: string,
  createdAt = CAST_AT,
) {
  return { id, slug, title, narrative, leadOrganizationId: lead.id, createdById, createdAt };
}

interface CastDraft {
  readonly id: string;
  readonly matterId: string;
  readonly createdById: string;
  readonly title?: string;
  readonly sequence?: number;
  readonly schemaVersion?: number;
  readonly at?: Date;
}

/** A request in draft, with an empty text. */
export function draftRow({
  id,
  matterId,
  createdById,
  title = "Request",
  sequence = 0,
  schemaVersion = SCHEMA_VERSION,
  at = CAST_AT,
}: CastDraft) {
  return {
    id,
    matterId,
    kind: "request",
    title,
    layoutProfile: "letter",
    status: "draft",
    statusAt: at,
    schemaVersion,
    generation: 1,
    sequence,
    facts: "{}",
    factsRevision: 0,
    createdById,
    createdAt: at,
    editedAt: at,
  } as const;
}
