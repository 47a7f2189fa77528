import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "./document-details.ts";
import { COURT_STYLE } from "./court-style.ts";

/**
 * The details of a document whose layout changes to another court's: the district follows, unless
 * somebody wrote another one than the old layout's own. Everything else stays as recorded.
 */
export function detailsForLayout(
  details: DocumentDetails,
  from: LayoutProfile,
  to: LayoutProfile,
): DocumentDetails {
  const { caption } = details;
  if (caption === null || from === "letter" || to === "letter") return details;
  if (caption.district !== COURT_STYLE[from].district) return details;
  // A division belongs to its district.
  return {
    ...details,
    caption: { ...caption, district: COURT_STYLE[to].district, division: null },
  };
}
