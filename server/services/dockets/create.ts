import type { Actor } from "../../../app/domain/actor";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
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
    return takeIn(tx, actor, at, { documentId, docketId, matterId: row.id });
  });
  if (!created.ok) return created;
  for (const id of created.value) rooms.statusChanged(id);
  return done({ docketId });
}

/** Gives a draft that belongs to no docket its docket. */
async function takeIn(
  tx: Transaction,
  actor: Actor,
  at: Date,
  {
    documentId,
    docketId,
    matterId,
  }: Readonly<Record<"documentId" | "docketId" | "matterId", string>>,
): Promise<Outcome<string[]>> {
  const document = await documentFor(tx, actor, "document.edit", documentId);
  if (!document.ok) return document;
  if (document.value.row.matterId !== matterId) return refuse("not-found");
  if (document.value.row.docketId !== null) return refuse("stale");
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
  return done([documentId]);
}
