import type { LetterheadView } from "./views.ts";
import type { StoredContent } from "./content.ts";

/** What is printed above the text from its facts, where it is a letter. */
export function letterheadOf({
  layoutProfile,
  facts: { letter, organizations },
}: Pick<StoredContent, "facts" | "layoutProfile">): LetterheadView {
  return layoutProfile === "letter" && letter ? { letter, organizations } : null;
}
