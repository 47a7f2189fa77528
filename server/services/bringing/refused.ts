/** Why an archive can't be brought in, as a sentence for whoever brought it. */
export class BringingRefused extends Error {}

/** Said where no matter of the archive is here; where some came in before, its page says it otherwise. */
export const NOTHING = "Nothing was brought in.";

const NOTHING_MORE = "Nothing more was brought in.";

/** A sentence of why, for an archive of which matters came in before it failed. */
export function afterSome(why: string): string {
  return why.replace(NOTHING, NOTHING_MORE);
}
