import type { LetterheadView } from "./views.ts";
import type { StoredContent } from "./content.ts";

/** What is printed above a letter's text from its details. */
export function letterheadOf({
  layoutProfile,
  facts: { letter, organizations },
}: Pick<StoredContent, "facts" | "layoutProfile">): LetterheadView {
  return layoutProfile === "letter" && letter ? { letter, organizations } : null;
}
