import * as z from "zod";
import { hash, id, instant, line, number } from "./columns.ts";
import { ARCHIVE_KINDS } from "./format.ts";

/**
 * Bringing an archive in (A3). Whatever stands in it is what a stranger says: everybody whom it names comes
 * as a stand-in, a person who can't sign in and an organization without people, and nobody here is ever
 * made the author of anything in it.
 */

/** A matter in an archive, as far as whoever brings it in has to know it before. */
const reportedMatter = z.strictObject({
  id,
  folder: line,
  slug: line,
  title: line,
  leadOrganizationId: id,
  documents: z.array(z.strictObject({ title: line, kind: line, status: line })).max(10_000),
  versions: number,
  filings: number,
  files: number,
  fileBytes: number,
  threads: number,
  lines: number,
});

/** An archive that was looked through: what it says of itself, and that it agrees with itself. */
export const broughtReportSchema = z.strictObject({
  kind: z.enum(ARCHIVE_KINDS),
  archiveId: id,
  madeAt: instant,
  release: line,
  workspace: line.nullable(),
  manifestSha256: hash,
  chain: z.strictObject({ sequence: number, hash }).nullable(),
  matters: z.array(reportedMatter).max(1_000),
  organizations: z
    .array(z.strictObject({ id, name: line, shortName: line, hasOwnThreads: z.boolean() }))
    .max(1_000),
  /** How many people it names, and the first of them by name. */
  people: number,
  names: z.array(line).max(200),
  /** Sentences: what its maker left out, then what is other here than there. */
  leftOut: z.array(line).max(1_000),
  different: z.array(line).max(1_000),
});
export type BroughtReport = z.output<typeof broughtReportSchema>;

/**
 * Chosen before anything is written: who leads here, and which organizations of the archive are one's own,
 * by their ids there. Only what they read among themselves and their place as a party pass to those;
 * all others stay stand-ins, and everything that somebody did or said is a stand-in's.
 */
export const broughtChoicesSchema = z.strictObject({
  leadOrganizationId: id,
  own: z.record(id, id),
});
export type BroughtChoices = z.output<typeof broughtChoicesSchema>;
