import { canonicalDetails, type AuditLine } from "#app/domain/audit-event.ts";

/** A line as the database holds it. */
export type LineRow = Omit<AuditLine, "details"> & { readonly details: string };

/** The line as the chain reads it. */
export function lineOf(row: LineRow): AuditLine {
  return { ...row, details: detailsOf(row.details) };
}

/** Details that are not what `canonicalDetails` writes were changed, and must not hash as if not. */
function detailsOf(column: string): AuditLine["details"] {
  try {
    const details = JSON.parse(column) as AuditLine["details"];
    if (canonicalDetails(details) === column) return details;
  } catch {
    // Falls through: text that is no JSON was certainly changed.
  }
  return { changed: column };
}
