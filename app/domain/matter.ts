export interface MatterSubject {
  readonly matterId: string;
  readonly leadOrganizationId: string;
  /**
   * Ids of the organizations that are party to the matter, including the lead; without those that came with
   * an archive and stand for one elsewhere.
   */
  readonly partyIds: ReadonlySet<string>;
  /** Whether it was put away: it is read as before, and written no more. */
  readonly isArchived: boolean;
}

/** The same matter as if it were not put away: what somebody could do before, or will be able to again. */
export function broughtBack(matter: MatterSubject): MatterSubject {
  return matter.isArchived ? { ...matter, isArchived: false } : matter;
}
