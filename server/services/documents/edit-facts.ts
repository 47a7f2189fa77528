import type { Actor } from "../../../app/domain/actor";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { readFacts, writeFacts, type DraftFacts } from "../../../app/prose/facts";
import { factsForm, factsOfForm, type FactsBefore } from "../../../app/prose/facts-form";
import type { PrismaClient, Transaction } from "../../database";
import { appendEvent } from "../audit/append";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { documentFor } from "./load";

/**
 * Changes the facts that an open draft's page depends on. Refuses `stale` where somebody changed them
 * since the page was opened: two people never overwrite each other.
 */
export async function editFacts(
  { database, clock, ids, rooms }: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await documentFor(database.client, actor, "document.edit", documentId);
  if (!found.ok) return found;
  const form = readForm(factsForm, sent);
  if (!form.ok) return form;
  const edited = await database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the draft may have been submitted meanwhile, and its facts with it.
    const document = await documentFor(tx, actor, "document.edit", documentId);
    if (!document.ok) return document;
    const { row, facts } = document.value;
    const still = await stillMay(tx, actor, "document.edit", { document: facts });
    if (!still.ok) return still;
    if (row.factsRevision !== form.value.factsRevision) return refuse("stale");
    const before = await factsBefore(tx, row);
    const after = factsOfForm(form.value, before, ids);
    if (!after.ok) return after;
    const written = writeFacts(after.value);
    if (written === row.facts) return done();
    await tx.document.update({
      where: { id: documentId },
      data: { facts: written, factsRevision: { increment: 1 } },
    });
    await appendEvent(tx, clock(), {
      type: "document.facts-edited",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: changes(before.facts, after.value),
    });
    return done();
  });
  // The desks that are open show the facts in the text, and look again.
  if (edited.ok) rooms.statusChanged(documentId);
  return edited;
}

/** The facts as they stand, and the parties that the document may name. */
export async function factsBefore(
  client: PrismaClient | Transaction,
  row: { readonly matterId: string; readonly facts: string },
): Promise<FactsBefore> {
  const parties = await client.matterParty.findMany({
    where: { matterId: row.matterId },
    include: { organization: { select: { id: true, name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  return {
    facts: readFacts(row.facts),
    parties: parties.map(({ organization }) => organization),
  };
}

/** Each part of the facts that changed, as it stood and as it is. */
function changes(before: DraftFacts, after: DraftFacts) {
  const parts = Object.keys(after) as (keyof DraftFacts)[];
  const changed = parts.filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return {
    before: Object.fromEntries(changed.map((part) => [part, before[part]])),
    after: Object.fromEntries(changed.map((part) => [part, after[part]])),
  };
}
