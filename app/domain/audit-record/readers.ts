import type { AuditLine } from "#app/domain/audit-event.ts";
import { isAuditEventType, isBroughtLine } from "#app/domain/audit-event.ts";
import type { RecordCircle } from "./entry.ts";
import { RECORD_ENTRIES } from "./index.ts";

/** All that decides which lines of the record somebody may read; empty sets for an outsider. */
export interface RecordReader {
  readonly userId: string;
  readonly isWorkspaceAdministrator: boolean;
  /** Organizations whose people they are. */
  readonly organizationIds: ReadonlySet<string>;
  /** Organizations that they administer, and who belongs to those now. */
  readonly administeredIds: ReadonlySet<string>;
  readonly administeredPeople: ReadonlySet<string>;
  /** Matters that they may see, and those of whose names to watch for they may know. */
  readonly matterIds: ReadonlySet<string>;
  readonly watchedMatterIds: ReadonlySet<string>;
}

/** Fields that decide readers. */
type ReadLine = Pick<AuditLine, "type" | "actorId" | "organizationId" | "matterId" | "details">;

/**
 * Whether somebody may read a line of the record: the one place that decides it. A type that this build
 * doesn't know is read by nobody.
 */
export function mayReadLine(reader: RecordReader, line: ReadLine): boolean {
  if (!isAuditEventType(line.type)) return false;
  const isBrought = isBroughtLine(line);
  return RECORD_ENTRIES[line.type].readers.some(
    (circle) => (!isBrought || OF_BROUGHT.includes(circle)) && STANDS_IN[circle](reader, line),
  );
}

/**
 * The readers of a line that came with an archive: those of its matter. Whoever makes one up writes into it
 * whatever they like, and nobody is told by it of what would be of their account or organization.
 */
export const OF_BROUGHT: readonly RecordCircle[] = ["parties", "its-readers"];

const STANDS_IN: Readonly<Record<RecordCircle, (reader: RecordReader, line: ReadLine) => boolean>> =
  {
    workspace: (reader) => reader.isWorkspaceAdministrator,
    organization: (reader, { organizationId }) => isAmong(reader.organizationIds, organizationId),
    administrators: (reader, { organizationId }) => isAmong(reader.administeredIds, organizationId),
    "their-administrators": (reader, { actorId }) => isAmong(reader.administeredPeople, actorId),
    person: (reader, line) => personOf(line) === reader.userId,
    parties: (reader, { matterId }) => isAmong(reader.matterIds, matterId),
    watchers: (reader, { matterId }) => isAmong(reader.watchedMatterIds, matterId),
    "its-readers": (reader, line) =>
      isAmong(reader.matterIds, line.matterId) &&
      (isForAll(line) || line.actorId === reader.userId),
  };

function isAmong(ids: ReadonlySet<string>, id: string | null): boolean {
  return id !== null && ids.has(id);
}

/** Whom a line about somebody's account is about: whoever acted, unless it names another. */
export function personOf({ actorId, details }: Pick<ReadLine, "actorId" | "details">) {
  const { userId } = details;
  return typeof userId === "string" ? userId : actorId;
}

/**
 * Whether all parties see what a line about a Word file is about. What one organization's people alone see
 * leaves a line without counts, which would otherwise tell the others that there was something.
 */
export function isForAll({ details }: Pick<ReadLine, "details">): boolean {
  return Object.keys(details).some((name) => ALL_ALONE.includes(name));
}

/** Details that such a line has for all parties alone. */
export const ALL_ALONE: readonly string[] = ["isAll", "suggestions", "comments"];
