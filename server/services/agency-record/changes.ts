import { z } from "zod";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { ClockAnswer } from "./clock-answer.ts";
import type { ClockChange, RelyingPaper } from "./views.ts";

const answer = z
  .object({
    earliest: z.string().nullable(),
    latest: z.string().nullable(),
    appealUntil: z.string().nullable(),
    exhaustion: z.string(),
  })
  .nullable() satisfies z.ZodType<ClockAnswer | null>;
const changed = z.object({ clock: z.object({ before: answer, after: answer }) });

/** The changes of a request's clock, from the audit record; latest first (L16). */
export async function changesOf(
  client: PrismaClient,
  documentId: string,
  partyIds: ReadonlySet<string>,
): Promise<ClockChange[]> {
  const lines = await client.auditEvent.findMany({
    where: { documentId, type: { in: ["agency-record.recorded", "agency-record.corrected"] } },
    orderBy: { sequence: "desc" },
    select: { at: true, actorId: true, details: true },
  });
  const people = await personTags(
    client,
    lines.flatMap(({ actorId }) => actorId ?? []),
    partyIds,
  );
  return lines.flatMap(({ at, actorId, details }) => {
    const read = changed.safeParse(JSON.parse(details));
    if (!read.success) return [];
    const { before, after } = read.data.clock;
    return [{ at: at.toISOString(), by: people.get(actorId ?? "") ?? null, before, after }];
  });
}

/**
 * The documents that were submitted or filed before the clock's result last changed, and may rely
 * on the earlier one (L16): complaints that enforce the request or no recorded suit, and appeals of
 * its matter.
 */
export async function relyingPapers(
  client: PrismaClient | Transaction,
  { documentId, matterId }: { readonly documentId: string; readonly matterId: string },
  changes: readonly ClockChange[],
): Promise<RelyingPaper[]> {
  const [last] = changes;
  if (!last) return [];
  const rows = await client.document.findMany({
    where: {
      matterId,
      kind: { in: ["complaint", "appeal"] },
      status: { in: ["in_review", "approved", "filed"] },
      OR: [{ docketId: null }, { docket: { enforces: { some: { documentId } } } }],
    },
    select: {
      id: true,
      title: true,
      kind: true,
      status: true,
      statusAt: true,
      filing: { select: { at: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ id, title, kind, status, statusAt, filing }) => {
    const fixedAt = (filing?.at ?? statusAt).toISOString();
    if (fixedAt >= last.at) return [];
    return [
      {
        id,
        title,
        // Only the services write these columns, from the domain's closed sets.
        kind: kind as DocumentKind,
        status: status as DocumentStatus,
        fixedAt,
        changedAt: last.at,
      },
    ];
  });
}
