import { wordsIn, type PageLanguage } from "./content.ts";
import type { PublishedPage } from "./published.ts";
import { CATALOG } from "./words/languages.ts";

/** The size of a picture for sharing, in pixels: what the services that show it ask for. */
export const PICTURE = { width: 1200, height: 630 } as const;

/** The words on the picture that stands for a page where it is shared (L69). */
export interface PictureWords {
  readonly title: string;
  /** "2 requests · 6 items · 1 lawsuit". */
  readonly counts: string;
  readonly organizations: string;
  readonly asOf: string;
}

/** As many names as one line holds; the others are counted. */
const NAMES = 4;

/** The matter in a few words: title, what is asked and came of it, parties, day. */
export function pictureWords(page: PublishedPage, language: PageLanguage): PictureWords {
  const words = CATALOG[language];
  const items = page.filings.flatMap((filing) => filing.items.flatMap(({ filed }) => filed));
  const answered = items.filter(({ outcomes }) => outcomes.some(isAnswer)).length;
  const names = page.organizations.map(({ name }) => name);
  const others = names.length - NAMES;
  const shown = others > 1 ? [...names.slice(0, NAMES), words.others(others)] : names;
  return {
    title: wordsIn(language, page.title),
    counts: [
      ...(page.filings.length > 0 ? [words.requests(page.filings.length)] : []),
      ...(items.length > 0 ? [words.itemsAnswered(items.length, answered)] : []),
      ...(page.suits.length > 0 ? [words.lawsuits(page.suits.length)] : []),
    ].join(" · "),
    organizations: words.and(shown),
    asOf: words.statusOn(words.day(page.asOf)),
  };
}

function isAnswer({ outcome }: { readonly outcome: string }): boolean {
  return outcome !== "pending";
}

/** What the picture shows, for those who don't see it. */
export function pictureInWords(page: PublishedPage, language: PageLanguage): string {
  const { title, counts, organizations, asOf } = pictureWords(page, language);
  return [title, counts, organizations, asOf].filter((part) => part !== "").join(". ");
}
