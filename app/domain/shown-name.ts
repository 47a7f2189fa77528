/** The suffix of an unconfirmed account's name. */
export const UNCONFIRMED_MARK = "(not confirmed)";

/**
 * A person's name as others see it, marked while nobody has shown that the account's address is
 * theirs. Used by pages, drafts and certificates alike.
 */
export function shownName(person: {
  readonly name: string;
  readonly unconfirmed?: boolean;
}): string {
  return person.unconfirmed ? `${person.name} ${UNCONFIRMED_MARK}` : person.name;
}
