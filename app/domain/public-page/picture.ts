import type { ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import { textInLanguage, type PageLanguage } from "./content.ts";
import type { PublishedPage } from "./published.ts";
import { CATALOG } from "./texts/languages.ts";

/** The size of a picture for sharing, in pixels: what the services that show it ask for. */
export const PICTURE = { width: 1200, height: 630 } as const;

/** The words on the picture that stands for a page where it is shared (L69). */
export interface PictureTexts {
  readonly title: string;
  /** "2 requests · 6 items · 1 lawsuit". */
  readonly counts: string;
  readonly organizations: string;
  readonly asOf: string;
}

/** As many names as one line holds; the others are counted. */
const NAMES = 4;

/** The matter in a few words: title, what is asked and came of it, parties, day. */
export function pictureTexts(page: PublishedPage, language: PageLanguage): PictureTexts {
  const catalog = CATALOG[language];
  const requests = page.filings.filter(
    ({ kind, state }) => kind === "request" && state === "stands",
  );
  // Two passages of the page may tell of the same item.
  const items = new Map(
    requests.flatMap(({ documentId, items: told }) =>
      told.flatMap(({ filed }) =>
        filed.map((item) => [`${documentId} ${item.label}`, item] as const),
      ),
    ),
  );
  const answered = [...items.values()].filter(({ outcomes }) => outcomes.some(isAnswer)).length;
  const names = page.organizations.map(({ name }) => name);
  const others = names.length - NAMES;
  const shown = others > 1 ? [...names.slice(0, NAMES), catalog.others(others)] : names;
  return {
    title: textInLanguage(language, page.title),
    counts: [
      ...(requests.length > 0 ? [catalog.requests(requests.length)] : []),
      ...(items.size > 0 ? [catalog.itemsAnswered(items.size, answered)] : []),
      ...(page.suits.length > 0 ? [catalog.lawsuits(page.suits.length)] : []),
    ].join(" · "),
    organizations: catalog.and(shown),
    asOf: catalog.statusOn(catalog.day(page.asOf)),
  };
}

/** Outcomes by which nobody has answered yet, or nobody will be. */
const NO_ANSWER: ReadonlySet<ItemOutcomeKind> = new Set([
  "pending",
  "referred",
  "consulted",
  "withdrawn",
]);

function isAnswer({ outcome }: { readonly outcome: ItemOutcomeKind }): boolean {
  return !NO_ANSWER.has(outcome);
}

/** Tells what the picture shows, for those who don't see it. */
export function pictureAltText(page: PublishedPage, language: PageLanguage): string {
  const { title, counts, organizations, asOf } = pictureTexts(page, language);
  return [title, counts, organizations, asOf].filter((part) => part !== "").join(". ");
}
