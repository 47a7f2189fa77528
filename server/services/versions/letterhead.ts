import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { LetterheadView } from "./views.ts";

/** The details that are printed above a letter's text. */
export function letterheadOf({
  layoutProfile,
  facts: { letter, organizations },
}: {
  readonly layoutProfile: LayoutProfile;
  readonly facts: Pick<DocumentDetails, "letter" | "organizations">;
}): LetterheadView {
  return layoutProfile === "letter" && letter ? { letter, organizations } : null;
}
