import { captionData } from "#app/document/nodes/caption.ts";
import { blocksOf } from "#app/document/rendering/typst/blocks.ts";
import { letterData } from "#app/document/rendering/typst/letter.ts";
import type { BlockData, ExhibitData, PageData } from "#app/document/rendering/typst/page-data.ts";
import { referencesOf } from "#app/document/rendering/typst/references.ts";
import { MAY_BREAK } from "#app/document/rendering/typst/printable-text.ts";
import type { GlyphGuard } from "./glyph-guard.ts";
import { markingText } from "./input.ts";
import type { TypesetInput } from "./input.ts";

/**
 * Computes and numbers everything that the templates need. Throws a TypesetError.
 * @param exhibits the exhibits after the text.
 */
export function pagesOf(
  input: TypesetInput,
  print: GlyphGuard,
  exhibits: readonly ExhibitData[] = [],
): PageData {
  const { prose, facts: details, filing, marking } = input;
  const references = referencesOf(prose, input.numberHeadings ?? false);
  // The gaps of a draft or version are printed with their names; a filed document has none.
  const located = input.preview === true;
  const context = { located, details, filing, references, print, gapsAllowed: marking !== null };
  const caption = captionData(details, context, input.layoutProfile);
  const [language = "en", region] = input.language.split("-");
  return {
    title: print(input.title, { in: "facts", what: "title" }).replaceAll(MAY_BREAK, ""),
    language,
    region: region ?? null,
    marking: marking === null ? null : markingText(marking),
    letter: letterData(details, context),
    caption,
    located,
    blocks: attested(blocksOf(prose.content, context), filing?.attestation ?? null, print),
    exhibits,
  };
}

/** The blocks with the attestation after the last signatures (L26). */
function attested(
  blocks: readonly BlockData[],
  words: string | null,
  print: GlyphGuard,
): readonly BlockData[] {
  if (words === null) return blocks;
  const last = blocks.findLastIndex(({ k }) => k === "signatures");
  const at = last < 0 ? blocks.length : last + 1;
  const run = print(words, { in: "facts", what: "signers" });
  const body: BlockData = { k: "body", r: [run], broken: false };
  return [...blocks.slice(0, at), body, ...blocks.slice(at)];
}
