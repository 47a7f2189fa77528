import type { PrismaClient } from "../../database";

/** A time-stamping authority's signature on a head of the record. */
export interface StoredTimestamp {
  readonly sequence: number;
  readonly hash: string;
  /** The time that the authority states. */
  readonly at: Date;
  readonly authority: string;
}

/** The first one of a head that holds that line; null where there is none. */
export function firstTimestampFrom(
  client: PrismaClient,
  line: number,
): Promise<StoredTimestamp | null> {
  return client.headTimestamp.findFirst({
    where: { sequence: { gte: line } },
    orderBy: { sequence: "asc" },
    select: { sequence: true, hash: true, at: true, authority: true },
  });
}
