import { thousands } from "#app/domain/thousands.ts";
import * as z from "zod";
import { mergeFields } from "#app/document/details/form-base.ts";
import { line, optionalLine, optionalParagraphs, paragraphs } from "#app/domain/forms/fields.ts";
import { PAGE_LIMITS, type PageContent } from "#app/domain/public-page/content.ts";
import { isSlug, SLUG_LIMIT } from "#app/domain/slug.ts";
import {
  allOrNone,
  bilingualText,
  needsEnglish,
  optionalAddress,
  optionalBilingualText,
  optionalDay,
  optionalLabel,
  optionalText,
  optionalPageLine,
} from "./form-fields.ts";

/** All paragraphs together, in characters. */
const NARRATIVE = PAGE_LIMITS.paragraph * 10;

const CALL = {
  callTitleEn: "Give it a title.",
  callTextEn: "Say what it asks for.",
  callButtonEn: "Say what the link is called.",
  callLink: "Say where it leads.",
} as const;

/** The page's content outside its lists: title, address, narrative, call to action. */
export const pageForm = z
  .object({
    ...mergeFields,
    titleEn: line("Enter the page’s title.", PAGE_LIMITS.title),
    titleEs: optionalLine(PAGE_LIMITS.title),
    slug: line("Enter the page’s address.", SLUG_LIMIT).refine(
      isSlug,
      "Use small letters, digits and single hyphens.",
    ),
    firstPublishedOn: optionalDay,
    noticeEn: optionalText,
    noticeEs: optionalText,
    narrativeEn: paragraphs("Say what the matter is about.", NARRATIVE),
    narrativeEs: optionalParagraphs(NARRATIVE),
    showTimeline: z.boolean().default(false),
    callTitleEn: optionalPageLine,
    callTitleEs: optionalPageLine,
    callTextEn: optionalText,
    callTextEs: optionalText,
    callButtonEn: optionalLabel,
    callButtonEs: optionalLabel,
    callLink: optionalAddress,
  })
  .superRefine((form, context) => {
    needsEnglish(form, ["notice", "callTitle", "callText", "callButton"], context);
    allOrNone(form, CALL, context);
    for (const name of ["narrativeEn", "narrativeEs"] as const) {
      const message = tooLong(form[name]);
      if (message !== null) {
        context.addIssue({ code: "custom", path: [name], message, input: form[name] });
      }
    }
  });
export type PageForm = z.output<typeof pageForm>;

function tooLong(text: string | undefined): string | null {
  const parts = paragraphsIn(text);
  if (parts.length > PAGE_LIMITS.paragraphs) {
    return `Use at most ${PAGE_LIMITS.paragraphs} paragraphs.`;
  }
  const most = thousands(PAGE_LIMITS.paragraph);
  return parts.some(({ length }) => length > PAGE_LIMITS.paragraph)
    ? `One paragraph is longer than ${most} characters: divide it by a blank line.`
    : null;
}

/** Splits text into paragraphs at blank lines. */
function paragraphsIn(text: string | undefined): string[] {
  return (text ?? "").split(/\n\s*\n/u).flatMap((paragraph) => paragraph.trim() || []);
}

/** The form as it is filled in. */
export function formOfPage(content: PageContent, slug: string) {
  const { title, notice, narrative, firstPublishedOn, showTimeline, callToAction: call } = content;
  return {
    titleEn: title.en,
    titleEs: title.es ?? "",
    slug,
    firstPublishedOn: firstPublishedOn ?? "",
    noticeEn: notice?.en ?? "",
    noticeEs: notice?.es ?? "",
    narrativeEn: narrative.en.join("\n\n"),
    narrativeEs: narrative.es.join("\n\n"),
    showTimeline,
    callTitleEn: call?.title.en ?? "",
    callTitleEs: call?.title.es ?? "",
    callTextEn: call?.text.en ?? "",
    callTextEs: call?.text.es ?? "",
    callButtonEn: call?.button.en ?? "",
    callButtonEs: call?.button.es ?? "",
    callLink: call?.link ?? "",
  };
}

/** The content with the form's values; lists are unchanged. */
export function pageOfForm(form: PageForm, content: PageContent): PageContent {
  const { callTitleEn, callTextEn, callButtonEn, callLink } = form;
  const hasCall = callTitleEn && callTextEn && callButtonEn && callLink;
  return {
    ...content,
    title: bilingualText(form.titleEn, form.titleEs),
    notice: optionalBilingualText(form.noticeEn, form.noticeEs),
    narrative: { en: paragraphsIn(form.narrativeEn), es: paragraphsIn(form.narrativeEs) },
    firstPublishedOn: form.firstPublishedOn ?? null,
    showTimeline: form.showTimeline,
    callToAction: hasCall
      ? {
          title: bilingualText(callTitleEn, form.callTitleEs),
          text: bilingualText(callTextEn, form.callTextEs),
          button: bilingualText(callButtonEn, form.callButtonEs),
          link: callLink,
        }
      : null,
  };
}
