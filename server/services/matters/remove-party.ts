import type { Actor } from "../../../app/domain/actor";
import { partyForm } from "../../../app/domain/forms/matter";
import { transition } from "../../../app/domain/lifecycle";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import type { Transaction } from "../../database";
import { appendEvent, type NewEvent } from "../audit/append";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { loadState } from "../reviews/state";
import { stepRows, writeState } from "../reviews/write-state";
import { stillMay } from "../still-may";
import { matterFor } from "./load";

/**
 * Ends an organization's part in a matter: its people get "not found" from then on, their open
 * sockets close within a second (R5), no document asks for its sign-off any more, and a review that
 * did is void. Refuses to remove the lead.
 */
export async function removeParty(
  { database, clock, ids, rooms }: Resources,
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
  const removed = await database.write(async (tx): Promise<Outcome<readonly string[]>> => {
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
    const removal = { organizationId, by: actor.userId, at: now };
    const returned = await releaseDocuments(tx, ids, matterId, removal);
    await appendEvent(tx, now, {
      type: "matter.party-removed",
      actorId: actor.userId,
      matterId,
      organizationId,
      details: {},
    });
    return done(returned);
  });
  if (!removed.ok) return removed;
  rooms.revoke({ matterId });
  for (const documentId of removed.value) rooms.statusChanged(documentId);
  return done();
}

/**
 * Takes the party off the required organizations of the matter's documents. A review or an approval
 * that asked for it is void; what is filed stays as it was filed. Answers the documents whose status
 * changed.
 */
async function releaseDocuments(
  tx: Transaction,
  ids: () => string,
  matterId: string,
  removal: { readonly organizationId: string; readonly by: string; readonly at: Date },
): Promise<string[]> {
  const { organizationId, by, at } = removal;
  const rows = await tx.document.findMany({
    where: { matterId, requirements: { some: { organizationId } } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const changed: string[] = [];
  for (const { id: documentId } of rows) {
    const before = await loadState(tx, documentId);
    const next = before && transition(before, { type: "remove-party", ...removal });
    if (!before || !next?.ok) throw new Error(`a party could not leave document ${documentId}`);
    const after = next.value;
    if (after === before) continue;
    const rows = stepRows(ids);
    const record = (event: Pick<NewEvent, "type" | "details">) =>
      appendEvent(tx, at, { ...event, actorId: by, matterId, documentId });
    let recordedAs: number | null = null;
    if (after.status !== before.status && "version" in before) {
      changed.push(documentId);
      const { versionId, hash } = before.version;
      const { returnId } = rows;
      recordedAs = await record({
        type: "document.review-voided",
        details: { because: "party-removed", organizationId, versionId, hash, returnId },
      });
    }
    const set = await record({
      type: "document.required-organizations-set",
      details: { organizationIds: after.required.map((required) => required.organizationId) },
    });
    await writeState(tx, at, { before, after, by, rows, recordedAs: recordedAs ?? set });
  }
  return changed;
}
