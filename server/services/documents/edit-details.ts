import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DocketCaption } from "#app/document/details/docket.ts";
import {
  readDetails,
  writeDetails,
  type DocumentDetails,
} from "#app/document/details/document-details.ts";
import {
  detailsForm,
  detailsOfForm,
  formOfDetails,
  ownOf,
  type DetailsBefore,
  type DetailsForm,
  type FilledDetailsForm,
} from "#app/document/details/details-form.ts";
import type { DetailSources } from "#app/document/details/merged-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { factsOfDocket } from "#server/services/dockets/load.ts";
import { deleteIfEmpty } from "#server/services/dockets/write.ts";
import { fingerprint } from "#server/services/fingerprint.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { factChanges } from "./detail-changes.ts";
import { documentFor } from "./load.ts";
import { loadSources } from "./merge.ts";

/**
 * Changes the facts that an open draft has of its own. Refuses `stale` where somebody changed one of
 * them since the page was opened: two people never overwrite each other. What changed elsewhere, as in
 * its docket or its exhibits, stays as it is now.
 */
export async function editFacts(
  { database, clock, rooms }: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await documentFor(database.client, actor, "document.edit", documentId);
  if (!found.ok) return found;
  const form = readForm(detailsForm, sent);
  if (!form.ok) return form;
  const edited = await database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the draft may have been submitted meanwhile, and its facts with it.
    const document = await documentFor(tx, actor, "document.edit", documentId);
    if (!document.ok) return document;
    const { row, facts } = document.value;
    const still = await reauthorize(tx, actor, "document.edit", { document: facts });
    if (!still.ok) return still;
    const before = await factsBefore(tx, row);
    const recorded = await loadSources(tx, documentId);
    const { filledIn } = filledForm(before, row, recorded);
    if (filledIn !== form.value.filledIn) return refuse("stale");
    const place = await placeOf(tx, row, before.facts, form.value);
    if (!place.ok) return place;
    const { toAgency, docketId, docket } = place.value;
    const sources = { ...recorded, toAgency, docket };
    const after = detailsOfForm(form.value, before, sources);
    if (!after.ok) return after;
    const written = writeDetails(after.value);
    const moved = docketId !== row.docketId || toAgency !== row.toAgency;
    if (written === row.facts && !moved) return done();
    await tx.document.update({
      where: { id: documentId },
      data: { facts: written, toAgency, docketId, factsRevision: { increment: 1 } },
    });
    const at = clock();
    await appendEvent(tx, at, {
      type: "document.facts-edited",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: factChanges(
        { ...before.facts, docketId: row.docketId, toAgency: row.toAgency },
        { ...after.value, docketId, toAgency },
      ),
    });
    if (row.docketId !== null && row.docketId !== docketId) {
      await deleteIfEmpty(tx, at, row.docketId, actor.userId);
    }
    return done();
  });
  // The desks that are open show the facts in the text, and look again.
  if (edited.ok) rooms.statusChanged(documentId);
  return edited;
}

/** What the paper belongs to and where it goes; refuses a docket of another matter. */
async function placeOf(
  tx: Transaction,
  row: { readonly matterId: string; readonly toAgency: boolean },
  { caption }: DocumentDetails,
  form: DetailsForm,
): Promise<Outcome<{ toAgency: boolean; docketId: string | null; docket: DocketCaption | null }>> {
  const toAgency = form.letter?.toAgency ?? row.toAgency;
  if (form.docketId === undefined || caption === null) {
    return done({ toAgency, docketId: null, docket: null });
  }
  const docket = await tx.docket.findUnique({ where: { id: form.docketId } });
  if (docket?.matterId !== row.matterId) {
    return refuse("bad-input", undefined, { docketId: "Choose from the dockets shown." });
  }
  return done({ toAgency, docketId: docket.id, docket: factsOfDocket(docket) });
}

/** The form of a draft's own facts as a page is filled in with it now, and the fingerprint of that. */
export function filledForm(
  before: DetailsBefore,
  { toAgency, docketId }: { readonly toAgency: boolean; readonly docketId: string | null },
  { shared }: DetailSources,
): { readonly form: FilledDetailsForm; readonly filledIn: string } {
  const form = formOfDetails(before, { toAgency, docketId, agency: shared.addressee });
  return { form, filledIn: fingerprint(ownOf(form)) };
}

/** The facts as they stand, and the parties that the document may name. */
export async function factsBefore(
  client: PrismaClient | Transaction,
  row: { readonly matterId: string; readonly facts: string },
): Promise<DetailsBefore> {
  const parties = await client.matterParty.findMany({
    where: { matterId: row.matterId },
    include: { organization: { select: { id: true, name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  return {
    facts: readDetails(row.facts),
    parties: parties.map(({ organization }) => organization),
  };
}
