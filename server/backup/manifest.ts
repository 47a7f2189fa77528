import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { BackupProblem } from "./problem.ts";

/** Increased when an older release could no longer read what this one writes. */
export const FORMAT = 1;
/** Of a backup that only lists the files of a bucket, which releases without buckets can't read. */
export const FORMAT_LISTING = 2;

export const MANIFEST_FILE = "manifest.json";

/** The suffix of a backup while it is written; a complete one is renamed. */
export const UNFINISHED = ".unfinished";

/** A relative path inside the backup, which can't escape it, whoever wrote the manifest. */
const innerPath = z
  .string()
  .max(1_000)
  .refine(
    (text) =>
      text.length > 0 &&
      !text.includes("\\") &&
      !text.includes("\0") &&
      text.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
  );

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const fileSchema = z.object({
  path: innerPath,
  bytes: z.number().int().nonnegative(),
  sha256,
});

const manifestSchema = z.object({
  format: z.union([z.literal(FORMAT), z.literal(FORMAT_LISTING)]),
  /** The release that made it. */
  release: z.string(),
  takenAt: z.iso.datetime(),
  provider: z.enum(["sqlite", "postgresql"]),
  /** The major version of PostgreSQL, such as 17; null for SQLite. */
  serverVersion: z.number().int().nullable(),
  /**
   * The version of the pg_dump that wrote it, whose files no older pg_restore reads; null for
   * SQLite.
   */
  dumpVersion: z.number().int().nullable(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** The head of the audit record. */
  record: z.object({ sequence: z.number().int().nonnegative(), hash: sha256 }),
  documents: z.number().int().nonnegative(),
  database: fileSchema,
  /** All other files of DATA_DIR; `path` is relative to it, and to "files" in the backup. */
  files: z.array(fileSchema),
  /** The hashes of files that the backup does not hold, because they stay in their bucket. */
  listed: z.array(sha256).optional(),
});

/** The content of a backup, with the hash of each file. */
export type Manifest = z.output<typeof manifestSchema>;
export type BackedUpFile = z.output<typeof fileSchema>;

/**
 * Reads the manifest of a backup. Refuses with a sentence what is no backup, is unfinished, or was
 * made by a release whose backups this one can't read.
 */
export function readManifest(folder: string): Manifest {
  if (path.resolve(folder).endsWith(UNFINISHED)) {
    throw new BackupProblem(
      `${folder} was never finished: the backup was interrupted. Take one whose name doesn't end in "${UNFINISHED}".`,
    );
  }
  let text: string;
  try {
    text = readFileSync(path.join(folder, MANIFEST_FILE), "utf8");
  } catch {
    throw new BackupProblem(
      `${folder} is no backup: it has no ${MANIFEST_FILE}. Name the folder that the backup command printed, such as backups/coalition-desk-20260105T090000Z.`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw damagedManifest(folder);
  }
  const format = (content as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > FORMAT_LISTING) {
    throw new BackupProblem(
      `This backup was made by a newer release, whose backups this one can't read. Install that release, or a later one, and restore it there.`,
    );
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw damagedManifest(folder);
  return parsed.data;
}

function damagedManifest(folder: string): BackupProblem {
  return new BackupProblem(
    `The list of what is in this backup, ${path.join(folder, MANIFEST_FILE)}, is damaged. Take another backup.`,
  );
}
