import type { Instant } from "#server/services/instant.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";

/** A version by its number. */
export interface VersionTag {
  readonly id: string;
  readonly number: number;
  /** SHA-256 of its canonical form, in hexadecimal. */
  readonly hash: string;
  /** The name a drafter gave it; null for a submitted version. */
  readonly name: string | null;
  readonly createdAt: Instant;
  readonly createdBy: PersonTag | null;
}

/** The Prisma selection for naming a version, without its content. */
export const FOR_TAG = {
  id: true,
  number: true,
  hash: true,
  name: true,
  createdAt: true,
  createdById: true,
} as const;

interface VersionTagRow {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
  readonly name: string | null;
  readonly createdAt: Date;
  readonly createdById: string;
}

/** The versions of a document by id, the oldest first. */
export async function versionTags(
  client: PrismaClient,
  documentId: string,
  partyIds: ReadonlySet<string>,
): Promise<Map<string, VersionTag>> {
  const rows = await client.version.findMany({
    where: { documentId },
    select: FOR_TAG,
    orderBy: { number: "asc" },
  });
  const people = await personTags(
    client,
    rows.map(({ createdById }) => createdById),
    partyIds,
  );
  return new Map(rows.map((row) => [row.id, versionTag(row, people)]));
}

export function versionTag(row: VersionTagRow, people: ReadonlyMap<string, PersonTag>): VersionTag {
  const { id, number, hash, name, createdAt, createdById } = row;
  return {
    id,
    number,
    hash,
    name,
    createdAt: createdAt.toISOString(),
    createdBy: people.get(createdById) ?? null,
  };
}
