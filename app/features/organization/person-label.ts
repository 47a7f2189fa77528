import type { PersonTag } from "#server/services/index.ts";

/** "Ravi Sample (ILRC)": a person with the organization they act for. */
export function personLabel(person: PersonTag | null, gone = "somebody who has left"): string {
  if (person === null) return gone;
  const { name, organization } = person;
  return organization ? `${name} (${organization.shortName})` : name;
}
