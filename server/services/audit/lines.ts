import { canonicalDetails, type AuditLine } from "#app/domain/audit-event.ts";

/** A line as stored in the database. */
type LineRow = Omit<AuditLine, "details"> & { readonly details: string };

/** The line as the chain hashes it. */
export function lineOf(row: LineRow): AuditLine {
  return { ...row, details: detailsOf(row.details) };
}

/**
 * Details that `canonicalDetails` did not write were tampered with, and must not hash as if
 * unchanged.
 */
function detailsOf(column: string): AuditLine["details"] {
  try {
    const details = JSON.parse(column) as AuditLine["details"];
    if (canonicalDetails(details) === column) return details;
  } catch {
    // Falls through: invalid JSON was certainly tampered with.
  }
  return { changed: column };
}
