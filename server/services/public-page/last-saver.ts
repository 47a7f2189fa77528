import type { Actor } from "#app/domain/actor.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Savers } from "#server/services/merge-form.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { MatterPage } from "./load.ts";

/** How many lines of the record are looked through. */
const LINES = 50;

/**
 * Who saved that part of a page last, for each of the fields: the record keeps a hash of what they wrote,
 * and so tells who it was by the part alone.
 */
export async function lastSaver(
  tx: Transaction,
  {
    actor,
    found: { row, facts },
    part,
  }: { readonly actor: Actor; readonly found: MatterPage; readonly part: string },
  fields: Parameters<Savers>[0],
): Promise<ReadonlyMap<string, string>> {
  const lines = await tx.auditEvent.findMany({
    where: { matterId: row.id, type: "matter.page-edited" },
    orderBy: { sequence: "desc" },
    take: LINES,
    select: { actorId: true, details: true },
  });
  const last = lines.find(
    ({ details }) => (JSON.parse(details) as { part?: unknown }).part === part,
  );
  if (!last?.actorId) return new Map();
  const who =
    last.actorId === actor.userId
      ? "You"
      : (await personTags(tx, [last.actorId], facts.partyIds)).get(last.actorId)?.name;
  return new Map(who === undefined ? [] : fields.map(({ field }) => [field, who]));
}
