import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { factsOfMatter, WITH_PARTIES } from "./load.ts";
import { releaseDocuments } from "./release-documents.ts";

/**
 * Takes an organization out of a matter by its own wish: its people get "not found" from then on,
 * their open sockets close within a second (R5), and a review that needs its sign-off is void, as
 * where the lead removes it. What it signed before stays on the record. The lead is refused with
 * `lead-stays` until it has handed over.
 */
export async function leaveMatter(
  { database, clock, ids, rooms }: Resources,
  actor: Actor,
  organizationId: string,
  matterId: string,
): Promise<Outcome<void>> {
  const found = await leavable(database.client, actor, organizationId, matterId);
  if (!found.ok) return found;
  const left = await database.write(async (tx): Promise<Outcome<readonly string[]>> => {
    // Again, inside: it may just have been removed, or been made the lead.
    const again = await leavable(tx, actor, organizationId, matterId);
    if (!again.ok) return again;
    const matter = again.value;
    const still = await reauthorize(tx, actor, "matter.leave", { matter, organizationId });
    if (!still.ok) return still;
    if (matter.leadOrganizationId === organizationId) {
      return refuse(
        "lead-stays",
        "The lead organization can't leave its own matter. Nothing was changed; hand over the lead to another party first.",
      );
    }
    const now = clock();
    await tx.matterParty.delete({
      where: { matterId_organizationId: { matterId, organizationId } },
    });
    const returned = await releaseDocuments(tx, ids, matterId, {
      organizationId,
      by: actor.userId,
      at: now,
    });
    await appendEvent(tx, now, {
      type: "matter.party-left",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: {},
    });
    return done(returned);
  });
  if (!left.ok) return left;
  rooms.revoke({ matterId });
  for (const documentId of left.value) rooms.statusChanged(documentId);
  return done();
}

async function leavable(
  client: PrismaClient | Transaction,
  actor: Actor,
  organizationId: string,
  matterId: string,
) {
  const row = await client.matter.findUnique({ where: { id: matterId }, include: WITH_PARTIES });
  if (!row) return refuse("not-found");
  const matter = factsOfMatter(row);
  const permitted = may(actor, "matter.leave", { matter, organizationId });
  return permitted.ok ? done(matter) : permitted;
}
