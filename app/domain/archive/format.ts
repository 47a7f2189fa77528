import * as z from "zod";
import { hash, id, instant, line, number, path, text, word } from "./columns.ts";
import { ARCHIVE_LIMITS } from "./limits.ts";
import type { MatterTableName } from "./matter-tables.ts";

/**
 * The format of an archive (A1): a ZIP of one matter, or of all matters of a workspace.
 *
 *     manifest.json                       what it is, and the hash of files.jsonl
 *     files.jsonl                         every other file with its SHA-256, sorted by path
 *     READ-ME.html, verify.mjs            for people, and for Node alone (A2)
 *     record/lines.jsonl                  the record: lines of these matters, the others as hashes
 *     data/organizations.jsonl            whom rows and lines name
 *     data/people.jsonl
 *     matters/FOLDER/data/NAME.jsonl      rows, by table (matter-tables.ts)
 *     matters/FOLDER/data/blobs/SHA-256   bytes of rows that are too many for a line
 *     matters/FOLDER/…                    for people: documents, filings, attachments, threads
 *
 * A row that names bytes by their hash (a version's text, a filed PDF, an attachment) means the file of
 * that hash in files.jsonl, wherever it stands. Rows are canonical JSON (RFC 8785), one a line, each
 * line ended by one line feed, sorted by their keys: the same matter gives the same bytes.
 */
const ARCHIVE_FORMAT = 1;

export const ARCHIVE_KINDS = ["matter", "workspace"] as const;
export type ArchiveKind = (typeof ARCHIVE_KINDS)[number];

export const MANIFEST_PATH = "manifest.json";
export const FILES_PATH = "files.jsonl";
export const READ_ME_PATH = "READ-ME.html";
export const VERIFY_PATH = "verify.mjs";
export const RECORD_PATH = "record/lines.jsonl";
export const ORGANIZATIONS_PATH = "data/organizations.jsonl";
export const PEOPLE_PATH = "data/people.jsonl";

/** The folder of a matter's rows. */
export function matterFolder(folder: string): string {
  return `matters/${folder}`;
}

export function tablePath(folder: string, table: MatterTableName): string {
  return `${matterFolder(folder)}/data/${table}.jsonl`;
}

export function blobPath(folder: string, sha256: string): string {
  return `${matterFolder(folder)}/data/blobs/${sha256}`;
}

/** manifest.json: canonical JSON, without a line feed. */
export const manifestSchema = z.strictObject({
  format: z.literal(ARCHIVE_FORMAT),
  kind: z.enum(ARCHIVE_KINDS),
  /** Of this archive; the line of the record that tells of it names it. */
  id,
  madeAt: instant,
  /** The release that made it, and the schema of drafts then. */
  release: line,
  schemaVersion: number,
  /** The address of the workspace that made it; null where it had none. */
  workspace: line.nullable(),
  /**
   * The person who took it along, and the organizations by whose rights; null for the workspace's
   * administrator.
   */
  takenBy: z.strictObject({ userId: id, organizationIds: z.array(id).max(1_000) }),
  /** In the order of their folders. */
  matters: z.array(z.strictObject({ id, slug: line, title: line, folder: line })).max(100_000),
  /** The organizations whose own threads are in it, where they have any. */
  ownThreadsOf: z.array(id).max(10_000),
  /** The last line of the record in it; it begins at line 1. Null where it holds no line. */
  chain: z.strictObject({ sequence: number, hash }).nullable(),
  files: z.strictObject({
    path: z.literal(FILES_PATH),
    bytes: number,
    sha256: hash,
    count: z.int().min(0).max(ARCHIVE_LIMITS.files),
  }),
  /** Each a sentence; how many, unless that would tell what its reader may not know. */
  leftOut: z.array(z.strictObject({ what: line, count: number.nullable() })).max(1_000),
});
export type ArchiveManifest = z.output<typeof manifestSchema>;

/** A line of files.jsonl. */
export const fileSchema = z.strictObject({
  path,
  bytes: z.int().min(0).max(ARCHIVE_LIMITS.fileBytes),
  sha256: hash,
});
export type ArchivedFile = z.output<typeof fileSchema>;

/** A line of data/organizations.jsonl. */
export const organizationSchema = z.strictObject({
  id,
  slug: line,
  name: line,
  shortName: line,
  city: line.nullable(),
  website: line.nullable(),
  pressName: line.nullable(),
  pressEmail: line.nullable(),
  colour: number,
});
export type ArchivedOrganization = z.output<typeof organizationSchema>;

/**
 * A line of data/people.jsonl: everybody whom rows or lines name, with their organizations among those
 * of the archive when it was made. No address: a person's name is no proof of who they are, either.
 */
export const personSchema = z.strictObject({
  id,
  name: line,
  organizationIds: z.array(id).max(1_000),
});
export type ArchivedPerson = z.output<typeof personSchema>;

/**
 * A line of record/lines.jsonl that is of the archive's matters, or of the key of a sign-off in it: whole,
 * so that its hash can be computed anew (`chainedText` of app/domain/audit-event.ts).
 */
export const wholeLineSchema = z.strictObject({
  sequence: z.int().min(1),
  at: instant,
  type: word,
  actorId: id.nullable(),
  organizationId: id.nullable(),
  matterId: id.nullable(),
  documentId: id.nullable(),
  details: z.record(z.string().max(200), z.json()),
  /** Left out where the line has none. */
  rows: text.optional(),
  previousHash: hash,
  hash,
});
export type ArchivedLine = z.output<typeof wholeLineSchema>;

/**
 * Lines that are not in the archive, from one number to another: the hash before the first, and that of
 * the last. A hash of each would prove no more, and let one try out what somebody else did, and when.
 */
const hashedLinesSchema = z.strictObject({
  from: z.int().min(1),
  to: z.int().min(1),
  previousHash: hash,
  hash,
});

/** A line of record/lines.jsonl; they follow each other without gaps, from number 1. */
export const recordEntrySchema = z.union([wholeLineSchema, hashedLinesSchema]);
export type ArchivedRecordEntry = z.output<typeof recordEntrySchema>;
