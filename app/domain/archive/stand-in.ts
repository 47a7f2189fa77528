/**
 * Everybody whom an archive names that was brought in (A3) stands here as a stand-in: an account that nobody
 * signs in to, or an organization without people.
 */

/** Under a domain that no mail ever reaches (RFC 6761). */
export const STAND_IN_DOMAIN = "@brought.invalid";

/** The address of a stand-in's account, which no mail reaches and nobody signs in with. */
export function standInAddress(userId: string): string {
  return `${userId}${STAND_IN_DOMAIN}`;
}

export function isStandInAddress(email: string): boolean {
  return email.endsWith(STAND_IN_DOMAIN);
}

const MARK = " (from an archive)";

/**
 * A name out of an archive, as it is stored here: "Ana Ruiz (from an archive)". Whoever meets it, on pages,
 * in files and in what is found, sees that it is nobody here, even where somebody here is called the same.
 */
export function fromArchiveName(name: string): string {
  return `${nameInArchive(name)}${MARK}`;
}

/** The name as the archive had it, however often it was brought in and taken along again. */
export function nameInArchive(name: string): string {
  let own = name;
  while (own.endsWith(MARK)) own = own.slice(0, -MARK.length);
  return own;
}
