import {
  sourceIn,
  textInLanguage,
  type PageLanguage,
  type BilingualText,
} from "#app/domain/public-page/content.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import type { TimelineEntry } from "./entries.ts";

/** An entry of a timeline in words. */
interface TimelineLine {
  readonly date: string;
  readonly what: string;
  /** Its subject and its source, each a phrase. */
  readonly beside: readonly string[];
  readonly isInvented: boolean;
}

/**
 * The entries in that language. The title of a request or lawsuit stands at its first entry; later
 * ones name the number of that (L69), unless another has the same title.
 */
export function timelineLines(
  entries: readonly TimelineEntry[],
  language: PageLanguage,
): TimelineLine[] {
  const first = new Map<string, number>();
  const having = new Map<string, Set<string | null>>();
  for (const { about, aboutId } of entries) {
    if (about === null) continue;
    const title = textInLanguage(language, about);
    having.set(title, (having.get(title) ?? new Set()).add(aboutId));
  }
  return entries.map((entry, at) => {
    if (entry.about === null) return timelineLine(entry, language);
    const title = textInLanguage(language, entry.about);
    if ((having.get(title)?.size ?? 0) > 1) return timelineLine(entry, language);
    const said = first.get(title) ?? null;
    if (said === null) first.set(title, at + 1);
    return timelineLine(entry, language, said);
  });
}

/**
 * One entry in that language.
 * @param said the number of the entry that has the title already; null where this one has it.
 */
export function timelineLine(
  entry: TimelineEntry,
  language: PageLanguage,
  said: number | null = null,
): TimelineLine {
  const catalog = CATALOG[language];
  const from = catalog.day(entry.on);
  const date = entry.until === null ? from : catalog.between(from, catalog.day(entry.until));
  const about = said === null ? saidOf(entry.about, language) : [catalog.seeEntry(said)];
  const { isInvented } = entry;
  const { what, beside } = told(entry, language);
  return { date, what, beside: [...about, ...beside], isInvented };
}

function saidOf(text: BilingualText | null, language: PageLanguage): string[] {
  return text === null ? [] : [textInLanguage(language, text)];
}

function told(
  { what }: TimelineEntry,
  language: PageLanguage,
): { readonly what: string; readonly beside: readonly string[] } {
  const catalog = CATALOG[language];
  switch (what.kind) {
    case "milestone":
      return {
        what: textInLanguage(language, what.words),
        beside: [catalog.source(sourceIn(language, what))],
      };
    case "filed":
      return { what: catalog.papers[what.paper], beside: [] };
    case "agency":
      return {
        what: catalog.agencyEvent(what.event, what.of && textInLanguage(language, what.of)),
        beside: what.component === null ? [] : [what.component],
      };
    case "due":
      return { what: catalog.due, beside: what.component === null ? [] : [what.component] };
    case "suit":
      return { what: catalog.suitFiled, beside: [] };
    case "docket": {
      const number = what.number === null ? [] : [catalog.entry(what.number)];
      const text = what.text === null || what.text === "" ? [] : [what.text];
      const named = what.words
        ? textInLanguage(language, what.words)
        : catalog.docketEvent(what.event);
      return { what: named, beside: [...text, ...number] };
    }
  }
}
