import * as z from "zod";
import { mergeFields } from "#app/document/details/form-base.ts";
import { id, line, paragraphs } from "#app/domain/forms/fields.ts";
import {
  PAGE_LIMITS,
  type LitigationCard,
  type PageContent,
  type PageDocument,
  type PageSummary,
} from "#app/domain/public-page/content.ts";
import {
  bilingualText,
  entryId,
  needsEnglish,
  optionalAddress,
  optionalBilingualText,
  optionalLabel,
  optionalText,
  optionalPageLine,
} from "./form-fields.ts";
import type { NewId } from "./list-forms.ts";

/** Forms for the page's parts from the record: a request, a lawsuit, the offered files. */

export const summaryForm = z
  .object({
    ...mergeFields,
    headingEn: line("Say what the request is about.", PAGE_LIMITS.line),
    headingEs: optionalPageLine,
    leadInEn: optionalPageLine,
    leadInEs: optionalPageLine,
    items: z
      .array(
        z.object({
          id: entryId,
          wordsEn: paragraphs("Say in plain words what it asks for.", PAGE_LIMITS.paragraph),
          wordsEs: optionalText,
          itemIds: z
            .array(id("Choose from the items shown."))
            .max(PAGE_LIMITS.items, "Choose from the items shown.")
            .default([])
            .refine(
              (chosen) => chosen.length > 0,
              "Say which items of the filed request this summarizes.",
            ),
        }),
      )
      .max(PAGE_LIMITS.items, `List at most ${PAGE_LIMITS.items} items.`)
      .default([]),
  })
  .superRefine((form, context) => needsEnglish(form, ["leadIn"], context));
export type SummaryForm = z.output<typeof summaryForm>;
export type SummaryInput = z.input<typeof summaryForm>;

/**
 * The form's initial values; for a request that is not on the page yet, with one entry for each
 * item.
 */
export function formOfSummary(
  summary: PageSummary | undefined,
  filed: { readonly items: readonly { readonly id: string; readonly words: string }[] },
) {
  if (!summary) {
    const items = filed.items.map((item) => {
      const wordsEn = item.words.slice(0, PAGE_LIMITS.paragraph);
      return { id: item.id, wordsEn, wordsEs: "", itemIds: [item.id] };
    });
    return { headingEn: "", headingEs: "", leadInEn: "", leadInEs: "", items };
  }
  return {
    headingEn: summary.heading.en,
    headingEs: summary.heading.es ?? "",
    leadInEn: summary.leadIn?.en ?? "",
    leadInEs: summary.leadIn?.es ?? "",
    items: summary.items.map((item) => ({
      id: item.id,
      wordsEn: item.words.en,
      wordsEs: item.words.es ?? "",
      itemIds: [...item.itemIds],
    })),
  };
}

export function summaryOfForm(
  form: SummaryForm,
  content: PageContent,
  documentId: string,
  newId: NewId,
): PageContent {
  const summary: PageSummary = {
    documentId,
    heading: bilingualText(form.headingEn, form.headingEs),
    leadIn: optionalBilingualText(form.leadInEn, form.leadInEs),
    items: form.items.map((item) => ({
      id: item.id ?? newId(),
      words: bilingualText(item.wordsEn, item.wordsEs),
      itemIds: item.itemIds,
    })),
  };
  return { ...content, summaries: put(content.summaries, summary, "documentId") };
}

export const cardForm = z
  .object({
    ...mergeFields,
    labelEn: optionalLabel,
    labelEs: optionalLabel,
    titleEn: line("Give the card a title.", PAGE_LIMITS.line),
    titleEs: optionalPageLine,
    summaryEn: paragraphs("Say what the lawsuit is about.", PAGE_LIMITS.paragraph),
    summaryEs: optionalText,
    link: optionalAddress,
    footnoteEn: optionalText,
    footnoteEs: optionalText,
  })
  .superRefine((form, context) => needsEnglish(form, ["label", "footnote"], context));
export type CardForm = z.output<typeof cardForm>;

export function formOfCard(card: LitigationCard | undefined) {
  return {
    labelEn: card?.label?.en ?? "",
    labelEs: card?.label?.es ?? "",
    titleEn: card?.title.en ?? "",
    titleEs: card?.title.es ?? "",
    summaryEn: card?.summary.en ?? "",
    summaryEs: card?.summary.es ?? "",
    link: card?.link ?? "",
    footnoteEn: card?.footnote?.en ?? "",
    footnoteEs: card?.footnote?.es ?? "",
  };
}

export function cardOfForm(form: CardForm, content: PageContent, docketId: string): PageContent {
  const card: LitigationCard = {
    docketId,
    label: optionalBilingualText(form.labelEn, form.labelEs),
    title: bilingualText(form.titleEn, form.titleEs),
    summary: bilingualText(form.summaryEn, form.summaryEs),
    link: form.link ?? null,
    footnote: optionalBilingualText(form.footnoteEn, form.footnoteEs),
  };
  return { ...content, litigation: put(content.litigation, card, "docketId") };
}

export const offerForm = z.object({
  ...mergeFields,
  files: z
    .array(
      z
        .object({
          /** `filed:` or `attachment:` and the id. */
          id: line("Load the page again.", 80),
          isOffered: z.boolean().default(false),
          labelEn: optionalPageLine,
          labelEs: optionalPageLine,
        })
        .superRefine(({ isOffered, labelEn }, context) => {
          if (!isOffered || labelEn !== undefined) return;
          const message = "Say what the file is.";
          context.addIssue({ code: "custom", path: ["labelEn"], message, input: labelEn });
        }),
    )
    .max(PAGE_LIMITS.documents, `Offer at most ${PAGE_LIMITS.documents} files.`)
    .default([]),
});
export type OfferForm = z.output<typeof offerForm>;

/** A file that can be offered, as the form names it. */
export interface OfferCandidate {
  readonly kind: PageDocument["kind"];
  readonly id: string;
  /** Its default name. */
  readonly name: string;
  /**
   * The title that its parties gave it, to tell papers of one kind and day apart; null for
   * attachments.
   */
  readonly title: string | null;
  /** Whether it was made up for the demonstration. */
  readonly isInvented: boolean;
}

export function formOfOffer({ documents }: PageContent, candidates: readonly OfferCandidate[]) {
  return {
    files: candidates.slice(0, PAGE_LIMITS.documents).map(({ kind, id: own, name }) => {
      const offered = documents.find((one) => one.kind === kind && one.id === own);
      return {
        id: `${kind}:${own}`,
        isOffered: offered !== undefined,
        labelEn: offered?.label.en ?? name,
        labelEs: offered?.label.es ?? "",
      };
    }),
  };
}

export function offerOfForm(form: OfferForm, content: PageContent): PageContent {
  const documents = form.files.flatMap(({ id: key, isOffered, labelEn, labelEs }) => {
    const kind = key.startsWith("filed:") ? ("filed" as const) : ("attachment" as const);
    const own = key.slice(kind.length + 1);
    return isOffered && labelEn ? [{ kind, id: own, label: bilingualText(labelEn, labelEs) }] : [];
  });
  return { ...content, documents };
}

/** Replaces the entry with that key, or appends it. */
function put<T extends Readonly<Record<K, string>>, K extends string>(
  all: readonly T[],
  one: T,
  key: K,
): T[] {
  const at = all.findIndex((other) => other[key] === one[key]);
  return at < 0 ? [...all, one] : all.with(at, one);
}
