export interface MatterSubject {
  readonly matterId: string;
  readonly leadOrganizationId: string;
  /** Ids of the organizations that are party to the matter, including the lead. */
  readonly partyIds: ReadonlySet<string>;
}
