import { done, refuse, type Outcome } from "./refusal.ts";

export interface MatterSubject {
  readonly matterId: string;
  readonly leadOrganizationId: string;
  /** Ids of the organizations that are party to the matter, including the lead. */
  readonly partyIds: ReadonlySet<string>;
}

/**
 * Adds a party; refused with `conflict` where it is one already. Documents don't require its
 * signature until an administrator of the lead says so.
 */
export function withParty(matter: MatterSubject, organizationId: string): Outcome<MatterSubject> {
  if (matter.partyIds.has(organizationId)) {
    return refuse(
      "conflict",
      "That organization is a party of this matter already. Nothing was changed and there is nothing more to do.",
    );
  }
  return done({ ...matter, partyIds: new Set([...matter.partyIds, organizationId]) });
}

/**
 * Removes a party; refused with `not-party` where it is none and with `lead-stays` for the lead.
 * The effect on each document is lifecycle.ts's `remove-party`.
 */
export function withoutParty(
  matter: MatterSubject,
  organizationId: string,
): Outcome<MatterSubject> {
  if (organizationId === matter.leadOrganizationId) return refuse("lead-stays");
  if (!matter.partyIds.has(organizationId)) {
    return refuse(
      "not-party",
      "That organization is not a party of this matter. Nothing was changed; load the page again to see its parties.",
    );
  }
  const partyIds = new Set([...matter.partyIds].filter((id) => id !== organizationId));
  return done({ ...matter, partyIds });
}
