/**
 * Guests: people of no organization who read one document by a link, until a day.
 */

/** Days for which a link is made at most. */
export const GUEST_DAYS = 90;

/** Links that are open at one document at once. */
export const MOST_GUESTS = 20;

/** Threads that one guest begins beside a document: all guests together leave room for the parties. */
export const THREADS_OF_GUEST = 200;

/** All that a guest's link opens, as every decision sees it. */
export interface GuestAccess {
  readonly linkId: string;
  readonly documentId: string;
  /** The party that answers for them. */
  readonly organizationId: string;
  /** Whether they comment and suggest, in threads of the parties. */
  readonly mayComment: boolean;
  readonly mayReadVersions: boolean;
}

/** Under a domain that no mail ever reaches (RFC 6761): a guest's User row is no way to sign in. */
const GUEST_DOMAIN = "@guest.invalid";

export function guestAddress(userId: string): string {
  return `${userId}${GUEST_DOMAIN}`;
}

export function isGuestAddress(email: string): boolean {
  return email.endsWith(GUEST_DOMAIN);
}

const GUEST_OF = "guest of ";

/** "Jane Doe, guest of ILRC": how they are named wherever a name stands alone. */
export function guestName(name: string, organization: string): string {
  return `${name}, ${GUEST_OF}${organization}`;
}

/** The same in two, for where an organization stands beside a name; null for who is no guest. */
export function guestNameParts(
  whole: string,
): { readonly name: string; readonly organization: string } | null {
  const at = whole.lastIndexOf(`, ${GUEST_OF}`);
  return at < 0 ? null : { name: whole.slice(0, at), organization: whole.slice(at + 2) };
}

/** Whether these words stand for a guest where an organization's name stands for others. */
export function isGuestOf(organization: string): boolean {
  return organization.startsWith(GUEST_OF);
}

/** Whether words that somebody chose as a name claim to be a guest's: no line of the record tells them apart. */
export function claimsToBeGuest(name: string): boolean {
  const words = name.toLowerCase().split(/\s+/u).join(" ");
  return `${words} `.includes(GUEST_OF);
}

/** "j…@example.org": enough for its owner to know it, and for nobody else to learn it. */
export function maskedAddress(email: string): string {
  const at = email.lastIndexOf("@");
  return `${Array.from(email.slice(0, at))[0] ?? ""}…${email.slice(at)}`;
}
