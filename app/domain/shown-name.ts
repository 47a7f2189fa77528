/** What stands behind the name of an account that nobody has confirmed. */
export const UNCONFIRMED_MARK = "(not confirmed)";

/**
 * A person's name as others see it: beside it stands where nobody has shown yet that the address of
 * the account is theirs. The one place that says so, on pages, in drafts and on the record's papers.
 */
export function shownName(person: {
  readonly name: string;
  readonly unconfirmed?: boolean;
}): string {
  return person.unconfirmed ? `${person.name} ${UNCONFIRMED_MARK}` : person.name;
}
