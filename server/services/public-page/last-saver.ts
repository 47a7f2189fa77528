import type { Actor } from "#app/domain/actor.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Savers } from "#server/services/merge-form.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { MatterPage } from "./load.ts";

/** The number of audit lines to search. */
const MAX_LINES = 50;

/**
 * The person who last saved that part of a page, for each of its fields: the audit record has only
 * a hash of the content, and so names the editor by part.
 */
export async function lastSaver(
  tx: Transaction,
  {
    actor,
    found: { row, subject },
    part,
  }: { readonly actor: Actor; readonly found: MatterPage; readonly part: string },
  fields: Parameters<Savers>[0],
): Promise<ReadonlyMap<string, string>> {
  const lines = await tx.auditEvent.findMany({
    where: { matterId: row.id, type: "matter.page-edited" },
    orderBy: { sequence: "desc" },
    take: MAX_LINES,
    select: { actorId: true, details: true },
  });
  const last = lines.find(
    ({ details }) => (JSON.parse(details) as { part?: unknown }).part === part,
  );
  if (!last?.actorId) return new Map();
  const who =
    last.actorId === actor.userId
      ? "You"
      : (await personTags(tx, [last.actorId], subject.partyIds)).get(last.actorId)?.name;
  return new Map(who === undefined ? [] : fields.map(({ field }) => [field, who]));
}
