import { BringingRefused } from "#server/services/bringing/refused.ts";

const LONGEST_TITLE = 120;

/** Why a matter of an archive is refused, as a sentence that names it; to be thrown. */
export type RefuseMatter = (why: string) => BringingRefused;

/** @param title of the matter, as the archive has it. */
export function refusing(title: string): RefuseMatter {
  const named = `“${title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title}”`;
  return (why) =>
    new BringingRefused(`${named} can’t be brought in: ${why} Nothing of it was brought in.`);
}
