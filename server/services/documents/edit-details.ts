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
  type DetailsBefore,
  type DetailsForm,
  type FilledDetailsForm,
} from "#app/document/details/details-form.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import type { DetailSources } from "#app/document/details/merged-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { detailsOfDocket } from "#server/services/dockets/load.ts";
import { deleteIfEmpty } from "#server/services/dockets/write.ts";
import { mergeSent } from "#server/services/merge-form.ts";
import { whoSaved } from "#server/services/who-saved.ts";
import { recordedChanges } from "./detail-changes.ts";
import { documentTo } from "./load.ts";
import { loadSources } from "./merge.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/**
 * Changes the details that belong to an open draft itself, field by field: what somebody else saved
 * since the page was opened is kept. Refuses `conflict` where both changed the same field. Details
 * edited elsewhere, as in its docket or its exhibits, keep their current values.
 */
export const editDetails = command({
  on: documentTo("document.edit"),
  form: detailsForm,
  async run({ tx, at, actor, found: { row }, form: sent, record }) {
    const documentId = row.id;
    const before = await detailsBefore(tx, row);
    const recorded = await loadSources(tx, documentId);
    const filled = filledForm(before, row, recorded);
    const merged = await mergeSent(sent, filled.form, (fields) =>
      whoSaved(tx, actor, { ...OWN_DETAILS, matterId: row.matterId, documentId }, fields),
    );
    if (!merged.ok) return merged;
    const { form, asSent } = merged.value;
    const place = await placeOf(tx, row, before.facts, form);
    if (!place.ok) return place;
    const { toAgency, docketId, docket } = place.value;
    const sources = { ...recorded, toAgency, docket };
    const after = asSent(detailsOfForm(form, before, sources));
    if (!after.ok) return after;
    const written = writeDetails(after.value);
    const moved = docketId !== row.docketId || toAgency !== row.toAgency;
    const saved = done({ matterSlug: row.matter.slug, docketId });
    if (written === row.facts && !moved) return saved;
    await tx.document.update({
      where: { id: documentId },
      data: { facts: written, toAgency, docketId, factsRevision: { increment: 1 } },
    });
    await record({
      type: "document.facts-edited",
      details: recordedChanges(
        { ...before.facts, docketId: row.docketId, toAgency: row.toAgency },
        { ...after.value, docketId, toAgency },
      ),
    });
    if (row.docketId !== null && row.docketId !== docketId) {
      await deleteIfEmpty(tx, at, row.docketId, actor.userId);
    }
    return saved;
  },
});

const OWN_DETAILS = { type: "document.facts-edited" } as const;

/** The lawsuit and the addressee of the document; refuses a docket of another matter. */
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
  return done({ toAgency, docketId: docket.id, docket: detailsOfDocket(docket) });
}

interface FilledPage {
  readonly form: FilledDetailsForm;
  readonly base: string;
}

/** The current initial values of the form for a draft's own details, and its base. */
export function filledForm(
  before: DetailsBefore,
  { toAgency, docketId }: { readonly toAgency: boolean; readonly docketId: string | null },
  { shared }: DetailSources,
): FilledPage {
  const form = formOfDetails(before, { toAgency, docketId, agency: shared.addressee });
  return { form, base: baseOf(form) };
}

/** The current details, and the parties that the document may name. */
export async function detailsBefore(
  client: PrismaClient | Transaction,
  row: { readonly matterId: string; readonly facts: string },
): Promise<DetailsBefore> {
  const parties = await client.matterParty.findMany({
    where: { matterId: row.matterId, ...OF_HERE },
    include: { organization: { select: { id: true, name: true, city: true } } },
    orderBy: { position: "asc" },
  });
  return {
    facts: readDetails(row.facts),
    parties: parties.map(({ organization }) => organization),
  };
}
