import type { Actor } from "#app/domain/actor.ts";
import { checkDocketDays } from "#app/domain/docket-event/checks.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketOfCaption, type DocketCaption } from "#app/document/details/docket.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { docketForm, docketOfForm } from "#app/document/details/docket-form.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { command } from "#server/services/command.ts";
import { recordedChanges } from "#server/services/documents/detail-changes.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { matterTo } from "#server/services/matters/load.ts";
import { checkFilings } from "./load.ts";
import { writeDocket } from "./write.ts";

/** Creates a lawsuit of a matter; the draft from whose caption it is made then belongs to it. */
export const createDocket = command({
  on: matterTo("docket.create"),
  form: docketForm,
  prepare: ({ form }) => docketOfForm(form),
  async run({ tx, at, ids, actor, found: { row }, form, prepared: details }) {
    const possible = checkDocketDays(details, [], dateOfFilings(at));
    if (!possible.ok) return possible;
    const enforces = await checkFilings(tx, row.id, form.enforces);
    if (!enforces.ok) return enforces;
    const { documentId, factsRevision } = form;
    const taken =
      documentId === undefined
        ? null
        : await paperFor(tx, actor, row.id, { id: documentId, factsRevision });
    if (taken && !taken.ok) return taken;
    const docketId = ids();
    const written = await writeDocket(tx, at, {
      id: docketId,
      matterId: row.id,
      facts: details,
      enforces: enforces.value,
      actorId: actor.userId,
    });
    if (!written.ok) return written;
    if (taken)
      await assignToDocket(tx, actor, at, { paper: taken.value, docketId, caption: details });
    return done({ docketId });
  },
});

type Paper = NonNullable<Awaited<ReturnType<Transaction["document"]["findUnique"]>>>;

/**
 * The draft, if the actor, as read inside the transaction, may assign it to a new docket of that
 * matter: it has none. Refuses `stale` if its caption has changed since the page was loaded.
 */
async function paperFor(
  tx: Transaction,
  actor: Actor,
  matterId: string,
  shown: { readonly id: string; readonly factsRevision: number | undefined },
): Promise<Outcome<Paper>> {
  const document = await documentFor(tx, actor, "document.edit", shown.id);
  if (!document.ok) return document;
  const { row } = document.value;
  if (row.matterId !== matterId || readDetails(row.facts).caption === null)
    return refuse("not-found");
  if (row.docketId !== null || row.factsRevision !== shown.factsRevision) return refuse("stale");
  return done(row);
}

/** Assigns the draft to its docket; its caption then follows the docket. */
async function assignToDocket(
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
    details: recordedChanges({ ...before, docketId: null }, { ...after, docketId }),
  });
}
