import * as z from "zod";
import { id, line as needed, optionalId, optionalLine } from "#app/domain/forms/fields.ts";
import { mergeFields } from "./form-base.ts";
import { detailsOfParty, partiesForm, formOfParty, sentencesOf } from "./form-fields.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DocketDetails } from "./docket.ts";
import { captionDetails } from "./document-details.ts";

/** The most filings that one lawsuit may enforce. */
const ENFORCED = 200;

const day = z
  .string()
  .trim()
  .transform((typed) => (typed === "" ? undefined : typed))
  .pipe(z.iso.date("Enter a day that there is.").optional())
  .optional();

/** Create or edit a lawsuit. */
export const docketForm = z.object({
  ...mergeFields,
  /**
   * For a new lawsuit: the draft whose caption it is made from, and which belongs to it from then
   * on.
   */
  documentId: optionalId("Load the page again."),
  /** The revision of that draft's details that the page showed. */
  factsRevision: z.number({ error: "Load the page again." }).int().optional(),
  court: needed("Enter the court’s name.", 200),
  district: needed("Enter the district.", 200),
  division: optionalLine(200),
  judge: optionalLine(200),
  caseNumber: optionalLine(80),
  plaintiffs: partiesForm,
  defendants: partiesForm,
  filedOn: day,
  servedOn: day,
  answerDueOn: day,
  /** The ids of the filings that it enforces. */
  enforces: z
    .array(id("Choose from the filings shown."))
    .max(ENFORCED, `Choose at most ${ENFORCED} filings.`)
    .default([]),
});
export type DocketForm = z.output<typeof docketForm>;
export type DocketInput = z.input<typeof docketForm>;

const captionPart = captionDetails.pick({
  court: true,
  district: true,
  division: true,
  plaintiffs: true,
  defendants: true,
  caseNumber: true,
});

/** The lawsuit that results from a form. Refuses `bad-input` with a sentence by field. */
export function docketOfForm(form: DocketForm): Outcome<DocketDetails> {
  const read = captionPart.safeParse({
    court: form.court,
    district: form.district,
    division: form.division ?? null,
    caseNumber: form.caseNumber ?? null,
    plaintiffs: form.plaintiffs.map(detailsOfParty),
    defendants: form.defendants.map(detailsOfParty),
  });
  if (!read.success) return refuse("bad-input", undefined, sentencesOf(read.error));
  return done({
    ...read.data,
    judge: form.judge ?? null,
    filedOn: form.filedOn ?? null,
    servedOn: form.servedOn ?? null,
    answerDueOn: form.answerDueOn ?? null,
  });
}

/**
 * Gives parties ids for the merge: parties have none of their own, so the name and its occurrence
 * count identify them within a page.
 */
function withIds<Party extends { readonly name: string }>(parties: readonly Party[]) {
  return parties.map((party, index) => {
    const same = parties.slice(0, index).filter(({ name }) => name === party.name).length;
    return { id: same === 0 ? party.name : `${party.name} (${same + 1})`, ...party };
  });
}

/** The form's initial values for a lawsuit. */
export function formOfDocket(details: DocketDetails, enforces: readonly string[]) {
  return {
    court: details.court,
    district: details.district,
    division: details.division ?? "",
    judge: details.judge ?? "",
    caseNumber: details.caseNumber ?? "",
    plaintiffs: withIds(details.plaintiffs.map(formOfParty)),
    defendants: withIds(details.defendants.map(formOfParty)),
    filedOn: details.filedOn ?? "",
    servedOn: details.servedOn ?? "",
    answerDueOn: details.answerDueOn ?? "",
    enforces: [...enforces],
  };
}
