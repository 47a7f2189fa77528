import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "./document-details.ts";
import { COURT_STYLE } from "./court-style.ts";

/**
 * The details of a paper that gets another court's layout: the court's district follows, as long as
 * nobody has written another one than the layout's own. Everything else stays as it is recorded.
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
  return { ...details, caption: { ...caption, district: COURT_STYLE[to].district, division: null } };
}
