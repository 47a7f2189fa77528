import * as z from "zod";
import { PAGE_PARTS } from "#app/domain/public-page/published.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { BROUGHT } from "#server/services/audit/brought.ts";
import type { Instant } from "#server/services/instant.ts";

const updateText = z.object({
  kind: z.enum(["first", "update", "correction"]),
  en: z.string().nullable(),
  es: z.string().nullable(),
  /** The parts that differ from the previous publication. */
  parts: z.array(z.enum(PAGE_PARTS)),
});

/** The published note on an update. */
export type UpdateText = z.output<typeof updateText>;

export interface PageUpdate extends UpdateText {
  readonly id: string;
  readonly at: Instant;
}

/** The number of updates that a page shows, latest first. */
const MAX_SHOWN = 100;

/**
 * The publications of a page that were made here, latest first, and the first of them: the public reads
 * nothing as published by this workspace that an archive says was published elsewhere.
 */
export async function updatesHere(
  client: PrismaClient,
  matterId: string,
): Promise<{ readonly updates: readonly PageUpdate[]; readonly first: Instant | null }> {
  const brought = await client.auditEvent.findMany({
    where: { matterId, type: "matter.published", ...BROUGHT },
    select: { details: true },
  });
  if (brought.length === 0) return { updates: await updatesOf(client, matterId), first: null };
  const elsewhere = brought.flatMap(({ details }) => {
    const { update } = JSON.parse(details) as { readonly update?: unknown };
    return typeof update === "string" ? [update] : [];
  });
  const here = { matterId, id: { notIn: elsewhere } };
  const first = await client.publicUpdate.findFirst({
    where: here,
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { at: true },
  });
  return { updates: await updatesIn(client, here), first: first?.at.toISOString() ?? null };
}

/** The publications of a page, latest first. */
export async function updatesOf(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<PageUpdate[]> {
  return updatesIn(client, { matterId });
}

async function updatesIn(
  client: PrismaClient | Transaction,
  where: { readonly matterId: string; readonly id?: { readonly notIn: string[] } },
): Promise<PageUpdate[]> {
  const rows = await client.publicUpdate.findMany({
    where,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MAX_SHOWN,
    select: { id: true, at: true, words: true },
  });
  return rows.map(({ id, at, words }) => ({
    id,
    at: at.toISOString(),
    ...updateText.parse(JSON.parse(words)),
  }));
}
