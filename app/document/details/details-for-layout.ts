import { courtOf, type LayoutProfile } from "#app/domain/layout.ts";
import type { DocumentDetails } from "./document-details.ts";

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
  const [before, after] = [courtOf(from), courtOf(to)];
  if (caption === null || after === null || caption.district !== before?.name) return details;
  // A division belongs to its district.
  return { ...details, caption: { ...caption, district: after.name, division: null } };
}
