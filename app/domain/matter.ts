/** What decisions need to know of a matter. */
export interface MatterFacts {
  readonly matterId: string;
  readonly leadOrganizationId: string;
  /** Organisations that are party to the matter, the lead among them. */
  readonly partyIds: ReadonlySet<string>;
}
