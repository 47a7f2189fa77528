import { DAY_MS } from "#app/domain/durations.ts";
import { AUDIT_EVENT_TYPES } from "#app/domain/audit-event.ts";
import { RECORD_CIRCLES, type RecordCircle } from "#app/domain/audit-record/entry.ts";
import type { RecordFilter } from "#app/domain/audit-record/filter.ts";
import { RECORD_ENTRIES } from "#app/domain/audit-record/index.ts";
import { ALL_ALONE, OF_BROUGHT, type RecordReader } from "#app/domain/audit-record/readers.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/** A condition on lines of the record. */
export type LinesWhere = NonNullable<
  NonNullable<Parameters<PrismaClient["auditEvent"]["findMany"]>[0]>["where"]
>;

/**
 * The lines that somebody may read, in the query itself: what may not be read is neither fetched nor
 * counted. It says what `mayReadLine` says, which is asked again of each line that was found.
 */
export function readableLines(reader: RecordReader): LinesWhere {
  return {
    OR: RECORD_CIRCLES.map((circle) => ({
      AND: [
        { type: { in: typesOf(circle) } },
        WITHIN[circle](reader),
        OF_BROUGHT.includes(circle) ? {} : NOT_BROUGHT,
      ],
    })),
  };
}

function typesOf(circle: RecordCircle): string[] {
  return AUDIT_EVENT_TYPES.filter((type) => RECORD_ENTRIES[type].readers.includes(circle));
}

const among = (ids: ReadonlySet<string>) => ({ in: [...ids] });

const WITHIN: Readonly<Record<RecordCircle, (reader: RecordReader) => LinesWhere>> = {
  workspace: (reader) => (reader.isWorkspaceAdministrator ? {} : { sequence: { in: [] } }),
  organization: (reader) => ({ organizationId: among(reader.organizationIds) }),
  administrators: (reader) => ({ organizationId: among(reader.administeredIds) }),
  "their-administrators": (reader) => ({ actorId: among(reader.administeredPeople) }),
  // Details are canonical JSON: a name of its own stands there so, and a quoted one with backslashes.
  person: ({ userId }) => ({
    OR: [
      { details: { contains: `"userId":${JSON.stringify(userId)}` } },
      { actorId: userId, NOT: { details: { contains: '"userId":"' } } },
    ],
  }),
  parties: (reader) => ({ matterId: among(reader.matterIds) }),
  watchers: (reader) => ({ matterId: among(reader.watchedMatterIds) }),
  "its-readers": (reader) => ({
    matterId: among(reader.matterIds),
    OR: [
      { actorId: reader.userId },
      ...ALL_ALONE.map((name) => ({ details: { contains: `"${name}":` } })),
    ],
  }),
};

/** The lines that a reader asks for, besides whose they are. */
export function filteredLines(
  { person, document, kind, from, to, until }: RecordFilter,
  matterId: string | null,
): LinesWhere {
  return {
    AND: [
      matterId === null ? {} : { matterId },
      person === null ? {} : { actorId: person },
      document === null ? {} : { documentId: document },
      kind === null
        ? {}
        : { type: { in: AUDIT_EVENT_TYPES.filter((type) => RECORD_ENTRIES[type].kind === kind) } },
      from === null ? {} : { at: { gte: midnight(from) } },
      to === null ? {} : { at: { lt: new Date(midnight(to).getTime() + DAY_MS) } },
      until === null ? {} : { at: { lte: new Date(until) } },
    ],
  };
}

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
