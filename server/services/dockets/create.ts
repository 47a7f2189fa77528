import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketOfCaption, type DocketCaption } from "#app/document/details/docket.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { docketForm, docketOfForm } from "#app/document/details/docket-form.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { factChanges } from "#server/services/documents/detail-changes.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { checkFilings } from "./load.ts";
import { writeDocket } from "./write.ts";

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
  const { documentId, factsRevision } = form.value;
  const docketId = ids();
  const created = await database.write(async (tx): Promise<Outcome<string[]>> => {
    // Again, inside: the organization may have left the matter meanwhile.
    const matter = await matterFor(tx, actor, "docket.create", slug);
    if (!matter.ok) return matter;
    const { row } = matter.value;
    const still = await reauthorize(tx, actor, "docket.create", { matter: matter.value.facts });
    if (!still.ok) return still;
    const enforces = await checkFilings(tx, row.id, form.value.enforces);
    if (!enforces.ok) return enforces;
    const taken =
      documentId === undefined
        ? null
        : await paperFor(tx, actor, row.id, { id: documentId, factsRevision });
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
    if (!taken) return done([]);
    await takeIn(tx, actor, at, { paper: taken.value, docketId, caption: facts.value });
    return done([taken.value.id]);
  });
  if (!created.ok) return created;
  for (const id of created.value) rooms.statusChanged(id);
  return done({ docketId });
}

type Paper = NonNullable<Awaited<ReturnType<Transaction["document"]["findUnique"]>>>;

/**
 * The draft, if it may be given to a new docket of that matter: it belongs to none. Refuses `stale`
 * where its caption is not the one that the page was filled in with.
 */
async function paperFor(
  tx: Transaction,
  actor: Actor,
  matterId: string,
  shown: { readonly id: string; readonly factsRevision: number | undefined },
): Promise<Outcome<Paper>> {
  const document = await documentFor(tx, actor, "document.edit", shown.id);
  if (!document.ok) return document;
  const { row, facts } = document.value;
  if (row.matterId !== matterId || readDetails(row.facts).caption === null)
    return refuse("not-found");
  if (row.docketId !== null || row.factsRevision !== shown.factsRevision) return refuse("stale");
  const still = await reauthorize(tx, actor, "document.edit", { document: facts });
  return still.ok ? done(row) : still;
}

/** Gives the draft its docket, whose caption it takes. */
async function takeIn(
  tx: Transaction,
  actor: Actor,
  at: Date,
  {
    paper,
    docketId,
    caption,
  }: { readonly paper: Paper; readonly docketId: string; readonly caption: DocketCaption },
): Promise<void> {
  const before = readDetails(paper.facts);
  const after = {
    ...before,
    caption: before.caption && { ...before.caption, ...docketOfCaption(caption) },
  };
  await tx.document.update({
    where: { id: paper.id },
    data: { docketId, facts: writeDetails(after), factsRevision: { increment: 1 } },
  });
  await appendEvent(tx, at, {
    type: "document.facts-edited",
    actorId: actor.userId,
    matterId: paper.matterId,
    documentId: paper.id,
    details: factChanges({ ...before, docketId: null }, { ...after, docketId }),
  });
}
