import * as z from "zod";
import { id } from "./fields.ts";

/** The largest archive of matters that can be brought in, in bytes. */
export const BROUGHT_ARCHIVE_BYTES = 1_000_000_000;

/** The field that carries it. */
export const BROUGHT_ARCHIVE_FIELD = "file";

/** Sends an archive; all that is known of it stands in it. */
export const bringArchiveForm = z.object({});

/** Organizations of one person that can each be one of an archive. */
const MOST_OWN = 50;

/** An organization here and the one of an archive that it is: two ids with a space between them. */
export function ownInArchive(here: string, there: string): string {
  return `${here} ${there}`;
}

/** The organizations here by the ids of the archive's; null where one of either stands twice. */
export function ownByArchive(chosen: readonly string[]): Readonly<Record<string, string>> | null {
  const own = new Map<string, string>();
  for (const each of chosen) {
    const space = each.indexOf(" ");
    const [here, there] = [each.slice(0, space), each.slice(space + 1)];
    if (space < 1 || there === "" || own.has(there) || [...own.values()].includes(here)) {
      return null;
    }
    own.set(there, here);
  }
  return Object.fromEntries(own);
}

/** The lead here, and the organizations of the archive that are one's own. */
export const chooseForArchiveForm = z.object({
  leadOrganizationId: id("Choose the organization that leads."),
  own: z
    .array(z.string().max(200, "Choose from the organizations shown.").optional())
    .max(MOST_OWN, "Choose from the organizations shown.")
    .default([]),
});

/** Deletes an archive that was brought, or calls its bringing in off. */
export const discardBroughtForm = z.object({});
