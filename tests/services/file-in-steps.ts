import type { Actor } from "#app/domain/actor.ts";
import type { z } from "zod";
import type { confirmFilingForm, MakeFilingCopyForm } from "#app/domain/forms/filing.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Services } from "#server/services/index.ts";

/** What is asked at the three steps of filing; the zone is the capital's where none is named. */
export type FilingInput = Pick<
  MakeFilingCopyForm,
  "versionId" | "hash" | "method" | "certified" | "signatures"
> &
  Pick<
    z.output<typeof confirmFilingForm>,
    "filedOn" | "addressee" | "confirmation" | "caseNumber"
  > &
  Partial<Pick<MakeFilingCopyForm, "zone" | "exhibits" | "attestedById" | "reason" | "seen">>;

type Needed = { readonly filings: Pick<Services["filings"], "makeCopy" | "takeCopy" | "confirm"> };

/** Makes the filing copy of the approved version. */
export function makeCopy({ filings }: Needed, actor: Actor, documentId: string, form: FilingInput) {
  const { versionId, hash, method, certified, signatures, filedOn: printedOn } = form;
  const { zone = "America/New_York", exhibits = "inside", attestedById, reason, seen } = form;
  const chosen = { printedOn, zone, method, exhibits, certified, signatures, attestedById };
  return filings.makeCopy(actor, documentId, { versionId, hash, ...chosen, reason, seen });
}

/** Confirms that the copy was filed. */
export function confirm(
  { filings }: Needed,
  actor: Actor,
  documentId: string,
  { copyId, ...form }: FilingInput & { readonly copyId: string },
) {
  const { filedOn, addressee, confirmation, caseNumber, zone = "America/New_York" } = form;
  const confirmed = { copyId, filedOn, zone, addressee, confirmation, caseNumber };
  return filings.confirm(actor, documentId, confirmed);
}

/** Files the approved version as staff do: makes the copy, takes it away, confirms it (L21). */
export async function fileInSteps(
  services: Needed,
  actor: Actor,
  documentId: string,
  form: FilingInput,
): Promise<Outcome<{ pdfHash: string }>> {
  const made = await makeCopy(services, actor, documentId, form);
  if (!made.ok) return made;
  const { copyId } = made.value;
  const taken = await services.filings.takeCopy(actor, documentId, copyId);
  if (!taken.ok) return taken;
  return confirm(services, actor, documentId, { ...form, copyId });
}
