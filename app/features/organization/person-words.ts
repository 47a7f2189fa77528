import type { PersonTag } from "#server/services/index.ts";

/** "Ravi Sample (ILRC)": who did something, with the organization they are seen as. */
export function personInWords(person: PersonTag | null, gone = "somebody who has left"): string {
  if (person === null) return gone;
  const { name, organization } = person;
  return organization ? `${name} (${organization.shortName})` : name;
}
