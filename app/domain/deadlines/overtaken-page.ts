import { shortDate } from "#app/domain/dates.ts";
import type { PagePart } from "#app/domain/public-page/published.ts";
import { ENGLISH } from "#app/domain/public-page/texts/english.ts";
import type { Deadline } from "./deadline.ts";

/** A public page that says something else than the record does by now, for who may publish it. */
export interface OvertakenPage {
  readonly matter: Deadline["matter"];
  /** The page's title. */
  readonly title: string;
  /** The parts that differ, at least one. */
  readonly parts: readonly PagePart[];
  /** ISO day of its last publication. */
  readonly publicSince: string;
}

/** An entry of the list of waiting tasks. */
export function entryOfOvertaken({ matter, title, parts, publicSince }: OvertakenPage) {
  const named = ENGLISH.and(parts.map((part) => ENGLISH.parts[part]));
  return {
    key: `overtaken:${matter.slug}`,
    what: "Look at the public page: the record says something else now",
    about: title,
    matter,
    path: `/matters/${matter.slug}/public`,
    due: null,
    since: null,
    why: `Public as of ${shortDate(publicSince)}. What differs: ${named}.`,
    source: null,
    isInvented: false,
  };
}
