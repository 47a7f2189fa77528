import type { Actor } from "../../../app/domain/actor";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { readFacts } from "../../../app/prose/facts";
import { docketForm, docketOfForm } from "../../../app/prose/docket-form";
import type { Transaction } from "../../database";
import { appendEvent } from "../audit/append";
import { documentFor } from "../documents/load";
import { mergeDrafts } from "../documents/merge";
import { readForm } from "../form";
import { matterFor } from "../matters/load";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { checkFilings } from "./load";
import { writeDocket } from "./write";

/** A new lawsuit of a matter; the draft whose caption it is made of belongs to it from then on. */
export async function createDocket(
  { database, clock, ids, rooms }: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<{ docketId: string }>> {
  const found = await matterFor(database.client, actor, "docket.create", slug);
  if (!found.ok) return found;
  const form = readForm(docketForm, sent);
  if (!form.ok) return form;
  const facts = docketOfForm(form.value);
  if (!facts.ok) return facts;
  const { documentId } = form.value;
  const docketId = ids();
  const created = await database.write(async (tx): Promise<Outcome<string[]>> => {
    // Again, inside: the organization may have left the matter meanwhile.
    const matter = await matterFor(tx, actor, "docket.create", slug);
    if (!matter.ok) return matter;
    const { row } = matter.value;
    const still = await stillMay(tx, actor, "docket.create", { matter: matter.value.facts });
    if (!still.ok) return still;
    const enforces = await checkFilings(tx, row.id, form.value.enforces);
    if (!enforces.ok) return enforces;
    const taken = documentId === undefined ? null : await paperFor(tx, actor, row.id, documentId);
    if (taken && !taken.ok) return taken;
    const at = clock();
    const written = await writeDocket(tx, at, {
      id: docketId,
      matterId: row.id,
      facts: facts.value,
      enforces: enforces.value,
      actorId: actor.userId,
    });
    if (!written.ok) return written;
    if (documentId === undefined) return done([]);
    await takeIn(tx, actor, at, { documentId, docketId, matterId: row.id });
    return done([documentId]);
  });
  if (!created.ok) return created;
  for (const id of created.value) rooms.statusChanged(id);
  return done({ docketId });
}

/** Whether the draft may be given to a new docket of that matter: it belongs to none. */
async function paperFor(
  tx: Transaction,
  actor: Actor,
  matterId: string,
  documentId: string,
): Promise<Outcome<void>> {
  const document = await documentFor(tx, actor, "document.edit", documentId);
  if (!document.ok) return document;
  const { row, facts } = document.value;
  if (row.matterId !== matterId || readFacts(row.facts).caption === null)
    return refuse("not-found");
  if (row.docketId !== null) return refuse("stale");
  const still = await stillMay(tx, actor, "document.edit", { document: facts });
  return still.ok ? done() : still;
}

/** Gives the draft its docket. */
async function takeIn(
  tx: Transaction,
  actor: Actor,
  at: Date,
  {
    documentId,
    docketId,
    matterId,
  }: Readonly<Record<"documentId" | "docketId" | "matterId", string>>,
): Promise<void> {
  await tx.document.update({
    where: { id: documentId },
    data: { docketId, factsRevision: { increment: 1 } },
  });
  await appendEvent(tx, at, {
    type: "document.facts-edited",
    actorId: actor.userId,
    matterId,
    documentId,
    details: { before: { docketId: null }, after: { docketId } },
  });
  await mergeDrafts(tx, { id: documentId });
}
