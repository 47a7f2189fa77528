import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type * as z from "zod";
import {
  blobPath,
  fileSchema,
  FILES_PATH,
  MANIFEST_PATH,
  manifestSchema,
  organizationSchema,
  ORGANIZATIONS_PATH,
  PEOPLE_PATH,
  personSchema,
  RECORD_PATH,
  recordEntrySchema,
  tablePath,
  type ArchiveManifest,
} from "#app/domain/archive/format.ts";
import {
  MATTER_TABLES,
  type ArchivedRow,
  type MatterTableName,
} from "#app/domain/archive/matter-tables.ts";
import { isArchiveName } from "#app/domain/archive/path.ts";
import { sha256 as hashOf } from "#server/digest.ts";
import { BRINGING } from "./limits.ts";
import { linesOf, textIn, valueIn } from "./lines.ts";
import type { OpenedArchive, OpenedFile } from "./opened.ts";
import { BringingRefused, NOTHING } from "./refused.ts";

/** An archive in its folder, with the SHA-256 of its manifest. */
export interface ArchiveInFolder extends OpenedArchive {
  readonly manifestSha256: string;
}

interface ListedFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Reads the manifest and the list of an archive that was unpacked into a folder of its own, where no
 * other file is, and checked by its script (check.ts). Throws BringingRefused where a row or line is not
 * of the format.
 */
export async function openFolder(folder: string): Promise<ArchiveInFolder> {
  const placeOf = (name: string) => path.join(folder, ...name.split("/"));
  const { manifest, manifestSha256 } = await manifestIn(placeOf(MANIFEST_PATH));
  const listed = new Map<string, ListedFile>();
  const ofLines = new Set<string>();
  for await (const { path: name, bytes, sha256 } of linesOf(
    placeOf(FILES_PATH),
    FILES_PATH,
    fileSchema,
  )) {
    if (!listed.has(sha256)) listed.set(sha256, { path: name, bytes });
    if (name.endsWith(".jsonl")) ofLines.add(name);
    if (listed.size > BRINGING.files) throw new BringingRefused(TOO_MANY_FILES);
  }
  const folders = new Set(manifest.matters.map((matter) => matter.folder));
  /** None where the archive has no such file; one that it has and that is gone fails. */
  async function* lines<T>(name: string, schema: z.ZodType<T>, most?: number): AsyncGenerator<T> {
    if (ofLines.has(name)) yield* linesOf(placeOf(name), name, schema, most);
  }

  return {
    manifest,
    manifestSha256,
    organizations: () => lines(ORGANIZATIONS_PATH, organizationSchema, BRINGING.lineBytes),
    people: () => lines(PEOPLE_PATH, personSchema, BRINGING.lineBytes),
    record: () => lines(RECORD_PATH, recordEntrySchema, BRINGING.lineBytes),
    rows<Name extends MatterTableName>(of: string, name: Name) {
      if (!folders.has(of)) throw new Error("a matter that the archive does not name");
      // Of the table of that name, which TypeScript does not follow.
      const schema = MATTER_TABLES[name] as unknown as z.ZodType<ArchivedRow<Name>>;
      return lines(tablePath(of, name), schema);
    },
    async bytes(of, column) {
      if ("base64" in column) return new Uint8Array(Buffer.from(column.base64, "base64"));
      const file = listed.get(column.blob);
      if (!file) throw new BringingRefused(missing(blobPath(of, column.blob)));
      if (file.bytes > BRINGING.columnBytes) throw new BringingRefused(TOO_LONG);
      const read = await readFile(placeOf(file.path));
      if (hashOf(read) !== column.blob) throw new BringingRefused(missing(file.path));
      return new Uint8Array(read.buffer, read.byteOffset, read.byteLength);
    },
    file(sha256): OpenedFile | null {
      const file = listed.get(sha256);
      if (!file) return null;
      const { bytes } = file;
      return { bytes, read: () => createReadStream(placeOf(file.path)) };
    },
  };
}

/** The manifest; each of its matters has a folder and an id of its own. */
async function manifestIn(
  place: string,
): Promise<{ readonly manifest: ArchiveManifest; readonly manifestSha256: string }> {
  const found = await stat(place).catch(() => null);
  if (!found) throw new BringingRefused(NO_ARCHIVE);
  if (found.size > BRINGING.manifestBytes) throw new BringingRefused(TOO_MUCH_NAMED);
  const bytes = await readFile(place);
  const text = textIn(bytes, MANIFEST_PATH);
  const manifest = valueIn(text, manifestSchema, `“${MANIFEST_PATH}”`);
  const { matters } = manifest;
  if (matters.length > BRINGING.matters) throw new BringingRefused(TOO_MANY_MATTERS);
  if (manifest.files.count > BRINGING.files) throw new BringingRefused(TOO_MANY_FILES);
  const ids = new Set(matters.map(({ id }) => id));
  const folders = new Set(matters.map(({ folder }) => folder.toLowerCase()));
  const areNamed = matters.every(({ folder }) => isArchiveName(folder));
  if (!areNamed || ids.size < matters.length || folders.size < matters.length) {
    throw new BringingRefused(`“${MANIFEST_PATH}” names a matter twice, or none. ${NOTHING}`);
  }
  return { manifest, manifestSha256: hashOf(bytes) };
}

export const NO_ARCHIVE = `There is no archive of Coalition Desk in this file: it has no “${MANIFEST_PATH}”. ${NOTHING}`;
const TOO_MUCH_NAMED = `What it lists of matters is longer than can be brought in at once. ${NOTHING} Take its matters along one by one.`;
const TOO_MANY_MATTERS = `It has more than ${BRINGING.matters} matters. ${NOTHING} Take them along one by one.`;
const TOO_MANY_FILES = `It has more than ${BRINGING.files} files. ${NOTHING} Take its matters along one by one.`;
const TOO_LONG = `A draft in it is longer than can be brought in. ${NOTHING}`;
const missing = (name: string) => `“${name}” is not in the archive. ${NOTHING}`;
