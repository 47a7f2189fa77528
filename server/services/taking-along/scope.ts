import type { Actor } from "#app/domain/actor.ts";
import type { RecordReader } from "#app/domain/audit-record/readers.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { LeftOutList } from "./left-out.ts";

/** One matter as it goes into an archive: what its reader may read, as it stood when it was begun. */
export interface MatterScope {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** The name of its folder. */
  readonly folder: string;
  readonly subject: MatterSubject;
  /** Whoever takes it along; for a workspace, somebody who reads what all parties do. */
  readonly reader: Actor;
  /** Organizations whose own threads go along. */
  readonly threadsOf: readonly string[];
  readonly record: RecordReader;
  readonly documentIds: readonly string[];
  readonly docketIds: readonly string[];
  readonly leftOut: LeftOutList;
  /** Whom rows and lines name, of this matter and of those before. */
  readonly named: NamedIds;
}

/** The threads of it that its reader may see, of the documents that are in it (M2). */
export function visibleIn({
  documentIds,
  threadsOf,
}: Pick<MatterScope, "documentIds" | "threadsOf">): Prisma.ThreadWhereInput {
  return {
    document: { id: { in: [...documentIds] } },
    OR: [{ organizationId: null }, { organizationId: { in: [...threadsOf] } }],
  };
}

/** People and organizations that are named somewhere in an archive. */
export class NamedIds {
  readonly people = new Set<string>();
  readonly organizations = new Set<string>();

  /** Notes whom a row names, by its columns. */
  note(row: object): void {
    for (const [column, value] of Object.entries(row)) {
      if (typeof value !== "string") continue;
      if (PEOPLE.has(column)) this.people.add(value);
      else if (ORGANIZATIONS.has(column)) this.organizations.add(value);
    }
  }
}

/** Columns and details that hold a person's id; `attestedById` is a signer's of a paper. */
const PEOPLE = new Set([
  "actorId",
  "archivedById",
  "askedById",
  "authorId",
  "byId",
  "createdById",
  "decidedById",
  "endedById",
  "filedById",
  "givenById",
  "madeById",
  "overtakenById",
  "readById",
  "recordedById",
  "reopenedById",
  "resolvedById",
  "uploadedById",
  "userId",
]);
const ORGANIZATIONS = new Set(["organizationId", "leadOrganizationId", "from", "to", "via"]);
