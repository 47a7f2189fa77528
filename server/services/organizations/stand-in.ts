/**
 * Conditions that leave out organizations that came with an archive (A3): each stands for one elsewhere,
 * nobody belongs to it, and it is asked, offered and told nothing.
 */

/** Of organizations. */
export const IS_HERE = { broughtFrom: null } as const;

/** Of rows that name one, such as a matter's parties. */
export const OF_HERE = { organization: IS_HERE } as const;
