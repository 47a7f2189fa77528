import type { LetterheadView } from "../record-views";
import type { VersionContent } from "./content";

/** What is printed above the text from its facts, where it is a letter. */
export function letterheadOf({
  layoutProfile,
  facts: { letter, organizations },
}: Pick<VersionContent, "facts" | "layoutProfile">): LetterheadView {
  return layoutProfile === "letter" && letter ? { letter, organizations } : null;
}
