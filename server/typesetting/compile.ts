import { blocksOf } from "./blocks.ts";
import { captionOf, letterOf } from "./fact-blocks.ts";
import type { GlyphGuard } from "./glyph-guard.ts";
import { markingText } from "./input.ts";
import type { TypesetInput } from "./input.ts";
import type { ExhibitData, PageData } from "./page-data.ts";
import { referencesOf } from "./references.ts";
import { MAY_BREAK } from "./words.ts";

/**
 * Everything that the templates need, worked out and numbered. Throws a PageFault.
 * @param exhibits what follows the text.
 */
export function pagesOf(
  input: TypesetInput,
  ink: GlyphGuard,
  exhibits: readonly ExhibitData[] = [],
): PageData {
  const { prose, facts, filing, marking, createdAt } = input;
  const references = referencesOf(prose, input.numberHeadings ?? false);
  // A draft or a version is set with its gaps named; what is filed has none.
  const context = { facts, filing, references, ink, gapsAllowed: marking !== null, room: null };
  const caption = captionOf(facts, context);
  const [language = "en", region] = input.language.split("-");
  return {
    title: ink(input.title, { in: "facts", what: "title" }).replaceAll(MAY_BREAK, ""),
    language,
    region: region ?? null,
    date: {
      year: createdAt.getUTCFullYear(),
      month: createdAt.getUTCMonth() + 1,
      day: createdAt.getUTCDate(),
    },
    marking: marking === null ? null : markingText(marking),
    letter: letterOf(facts, context),
    caption,
    blocks: blocksOf(prose.content, context),
    exhibits,
  };
}
