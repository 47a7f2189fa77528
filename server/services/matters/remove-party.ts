import type { Actor } from "../../../app/domain/actor";
import { partyForm } from "../../../app/domain/forms/matter";
import { transition } from "../../../app/domain/lifecycle";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import type { Transaction } from "../../database";
import { appendEvent } from "../audit/append";
import { draftStateOf, FOR_STATE, writeRequired } from "../documents/state";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { matterFor } from "./load";

/**
 * Ends an organization's part in a matter: its people get "not found" from then on, their open
 * sockets close within a second (R5), and drafts no longer ask for its sign-off. Refuses to remove
 * the lead.
 */
export async function removeParty(
  { database, clock, rooms }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.change-parties", slug);
  if (!found.ok) return found;
  const form = readForm(partyForm, sent);
  if (!form.ok) return form;
  const { organizationId } = form.value;
  const { id: matterId } = found.value.row;
  const removed = await database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the lead's administrator or the party may have been removed by another.
    const matter = await matterFor(tx, actor, "matter.change-parties", slug);
    if (!matter.ok) return matter;
    const { facts } = matter.value;
    const still = await stillMay(tx, actor, "matter.change-parties", { matter: facts });
    if (!still.ok) return still;
    if (organizationId === facts.leadOrganizationId) return refuse("lead-stays");
    if (!facts.partyIds.has(organizationId)) return refuse("not-party");
    const now = clock();
    await tx.matterParty.delete({
      where: { matterId_organizationId: { matterId, organizationId } },
    });
    await releaseDrafts(tx, matterId, { organizationId, by: actor.userId, at: now });
    await appendEvent(tx, now, {
      type: "matter.party-removed",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: {},
    });
    return done();
  });
  if (removed.ok) rooms.revoke({ matterId });
  return removed;
}

/** Takes the party off the required organizations of the matter's drafts. */
async function releaseDrafts(
  tx: Transaction,
  matterId: string,
  removal: { readonly organizationId: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const rows = await tx.document.findMany({
    where: {
      matterId,
      status: "draft",
      requirements: { some: { organizationId: removal.organizationId } },
    },
    include: FOR_STATE,
  });
  for (const row of rows) {
    const next = transition(draftStateOf(row), { type: "remove-party", ...removal });
    if (!next.ok) throw new Error(`a party could not leave document ${row.id}`);
    await writeRequired(tx, row.id, next.value.required);
    await appendEvent(tx, removal.at, {
      type: "document.required-organizations-set",
      actorId: removal.by,
      matterId,
      documentId: row.id,
      details: { organizationIds: next.value.required.map((required) => required.organizationId) },
    });
  }
}
