import type { Actor } from "#app/domain/actor.ts";
import type { z } from "zod";
import type { confirmFilingForm, MakeFilingCopyForm } from "#app/domain/forms/filing.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Services } from "#server/services/index.ts";

/** Input of the three steps of filing; the zone is the capital's where none is named. */
export type FilingInput = Pick<
  MakeFilingCopyForm,
  "versionId" | "hash" | "method" | "certified" | "signatures"
> &
  Pick<
    z.output<typeof confirmFilingForm>,
    "filedOn" | "addressee" | "confirmation" | "caseNumber"
  > &
  Partial<
    Pick<MakeFilingCopyForm, "zone" | "exhibits" | "attestedById" | "reason" | "seen" | "stands">
  >;

type Needed = { readonly filings: Pick<Services["filings"], "makeCopy" | "takeCopy" | "confirm"> };
type Choosing = { readonly filings: Pick<Services["filings"], "choices"> };

/** Makes the filing copy of the approved version. */
export function makeCopy({ filings }: Needed, actor: Actor, documentId: string, form: FilingInput) {
  const { versionId, hash, method, certified, signatures, filedOn: printedOn } = form;
  const { zone = "America/New_York", exhibits = "inside", attestedById, reason, seen } = form;
  const { stands = [] } = form;
  const chosen = { printedOn, zone, method, exhibits, certified, signatures, attestedById };
  return filings.makeCopy(actor, documentId, { versionId, hash, ...chosen, reason, seen, stands });
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

/** The fields that staff send who let all stand that is open in the approved text (L61). */
export async function lettingAllStand(
  { filings }: Choosing,
  actor: Actor,
  documentId: string,
): Promise<Pick<FilingInput, "stands" | "seen" | "reason">> {
  const choices = await filings.choices(actor, documentId);
  if (!choices.ok || choices.value.open.length === 0) return {};
  const { open, seen } = choices.value;
  return { stands: open.map(({ key }) => key), seen, reason: "It goes out so." };
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
