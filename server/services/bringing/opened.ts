import type {
  ArchivedOrganization,
  ArchivedPerson,
  ArchivedRecordEntry,
  ArchiveManifest,
} from "#app/domain/archive/format.ts";
import type { ArchivedRow, MatterTableName } from "#app/domain/archive/matter-tables.ts";

/** A file of an archive, whose bytes were compared with its hash. */
export interface OpenedFile {
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * An archive that was unpacked and agrees with itself (A2). Each row and line was parsed by the schema of
 * the format and no more: what its columns hold is a stranger's. Rows are read anew with each call.
 */
export interface OpenedArchive {
  readonly manifest: ArchiveManifest;
  organizations(): AsyncIterable<ArchivedOrganization>;
  people(): AsyncIterable<ArchivedPerson>;
  record(): AsyncIterable<ArchivedRecordEntry>;
  rows<Name extends MatterTableName>(folder: string, name: Name): AsyncIterable<ArchivedRow<Name>>;
  /** The bytes of a column that has them in the row or beside it; throws where there are none. */
  bytes(folder: string, column: ArchivedBytes): Promise<Uint8Array>;
  /** The file of that SHA-256, wherever it stands; null where there is none. */
  file(sha256: string): OpenedFile | null;
}

/** A column of bytes, as the format has it. */
export type ArchivedBytes = ArchivedRow<"draft-bases">["bytes"];
