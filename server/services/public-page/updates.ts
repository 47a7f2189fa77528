import * as z from "zod";
import { PAGE_PARTS } from "#app/domain/public-page/published.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Instant } from "#server/services/instant.ts";

const updateWords = z.object({
  kind: z.enum(["first", "update", "correction"]),
  en: z.string().nullable(),
  es: z.string().nullable(),
  /** The parts that differ from the previous publication. */
  parts: z.array(z.enum(PAGE_PARTS)),
});

/** The published note on an update. */
export type UpdateWords = z.output<typeof updateWords>;

export interface PageUpdate extends UpdateWords {
  readonly id: string;
  readonly at: Instant;
}

/** The number of updates that a page shows, latest first. */
const MAX_SHOWN = 100;

/** The publications of a page, latest first. */
export async function updatesOf(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<PageUpdate[]> {
  const rows = await client.publicUpdate.findMany({
    where: { matterId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MAX_SHOWN,
    select: { id: true, at: true, words: true },
  });
  return rows.map(({ id, at, words }) => ({
    id,
    at: at.toISOString(),
    ...updateWords.parse(JSON.parse(words)),
  }));
}
