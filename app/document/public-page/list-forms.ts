import * as z from "zod";
import { mergeFields } from "#app/document/details/form-base.ts";
import { line, paragraphs } from "#app/domain/forms/fields.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import { PAGE_LIMITS, type PageContent } from "#app/domain/public-page/content.ts";
import {
  allOrNone,
  bilingualText,
  entryId,
  needsEnglish,
  optionalAddress,
  optionalBilingualText,
  optionalDay,
  optionalLabel,
  optionalText,
  optionalPageLine,
} from "./form-fields.ts";

/** Gives a new entry of a list its id. */
export type NewId = () => string;

const STATISTIC = {
  figure: "Give the number.",
  statisticEn: "Say what the number counts.",
  source: "Say where the number is from.",
  asOf: "Enter the day as of which it is right.",
} as const;

const resource = z
  .object({
    id: entryId,
    labelEn: optionalLabel,
    labelEs: optionalLabel,
    titleEn: line("Give it a title.", PAGE_LIMITS.line),
    titleEs: optionalPageLine,
    textEn: paragraphs("Say what it is.", PAGE_LIMITS.paragraph),
    textEs: optionalText,
    link: optionalAddress,
    figure: optionalLabel,
    statisticEn: optionalPageLine,
    statisticEs: optionalPageLine,
    source: optionalPageLine,
    sourceEs: optionalPageLine,
    asOf: optionalDay,
  })
  .superRefine((form, context) => {
    needsEnglish(form, ["label", "statistic"], context);
    allOrNone(form, STATISTIC, context);
    if ((form.figure?.length ?? 0) > 30) {
      const message = "Use at most 30 characters.";
      context.addIssue({ code: "custom", path: ["figure"], message, input: form.figure });
    }
  });

/** Related resources (L45). */
export const resourcesForm = z.object({
  ...mergeFields,
  resources: z
    .array(resource)
    .max(PAGE_LIMITS.resources, `List at most ${PAGE_LIMITS.resources} resources.`)
    .default([]),
});
export type ResourcesForm = z.output<typeof resourcesForm>;
export type ResourcesInput = z.input<typeof resourcesForm>;

export function formOfResources({ resources }: PageContent) {
  return {
    resources: resources.map(({ id, label, title, text, link, statistic }) => ({
      id,
      labelEn: label?.en ?? "",
      labelEs: label?.es ?? "",
      titleEn: title.en,
      titleEs: title.es ?? "",
      textEn: text.en,
      textEs: text.es ?? "",
      link: link ?? "",
      figure: statistic?.figure ?? "",
      statisticEn: statistic?.label.en ?? "",
      statisticEs: statistic?.label.es ?? "",
      source: statistic?.source ?? "",
      sourceEs: statistic?.sourceEs ?? "",
      asOf: statistic?.asOf ?? "",
    })),
  };
}

export function resourcesOfForm(
  form: ResourcesForm,
  content: PageContent,
  newId: NewId,
): PageContent {
  const resources = form.resources.map((typed) => {
    const { figure, statisticEn, source, asOf } = typed;
    return {
      id: typed.id ?? newId(),
      label: optionalBilingualText(typed.labelEn, typed.labelEs),
      title: bilingualText(typed.titleEn, typed.titleEs),
      text: bilingualText(typed.textEn, typed.textEs),
      link: typed.link ?? null,
      statistic:
        figure && statisticEn && source && asOf
          ? {
              figure,
              label: bilingualText(statisticEn, typed.statisticEs),
              source,
              sourceEs: typed.sourceEs ?? null,
              asOf,
            }
          : null,
    };
  });
  return { ...content, resources };
}

/** Days of the narrative that no filing has, such as those of memoranda. */
export const milestonesForm = z.object({
  ...mergeFields,
  milestones: z
    .array(
      z.object({
        id: entryId,
        on: line("Enter the day on which it happened.", 20).refine(
          isIsoDate,
          "Enter a day that there is.",
        ),
        wordsEn: line("Say what happened.", PAGE_LIMITS.line),
        wordsEs: optionalPageLine,
        source: line("Say where one can read of it.", PAGE_LIMITS.line),
        sourceEs: optionalPageLine,
        link: optionalAddress,
      }),
    )
    .max(PAGE_LIMITS.milestones, `List at most ${PAGE_LIMITS.milestones} days.`)
    .default([]),
});
type MilestonesForm = z.output<typeof milestonesForm>;
export type MilestonesInput = z.input<typeof milestonesForm>;

export function formOfMilestones({ milestones }: PageContent) {
  return {
    milestones: milestones.map(({ id, on, words, source, sourceEs, link }) => ({
      id,
      on,
      wordsEn: words.en,
      wordsEs: words.es ?? "",
      source,
      sourceEs: sourceEs ?? "",
      link: link ?? "",
    })),
  };
}

export function milestonesOfForm(
  form: MilestonesForm,
  content: PageContent,
  newId: NewId,
): PageContent {
  const milestones = form.milestones
    .map(({ id, on, wordsEn, wordsEs, source, sourceEs, link }) => ({
      id: id ?? newId(),
      on,
      words: bilingualText(wordsEn, wordsEs),
      source,
      sourceEs: sourceEs ?? null,
      link: link ?? null,
    }))
    .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  return { ...content, milestones };
}
