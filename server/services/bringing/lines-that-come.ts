import type { ArchivedLine } from "#app/domain/archive/format.ts";
import { isAuditEventType } from "#app/domain/audit-event.ts";
import { RECORD_ENTRIES } from "#app/domain/audit-record/index.ts";

/** The ids of an archive's files, and of the copies of its filings. */
interface FilesInArchive {
  readonly attached: ReadonlySet<string>;
  readonly copies: ReadonlySet<string>;
}

/** Whether lines of that type tell the parties of a matter. */
export function isOfParties(type: string): boolean {
  if (!isAuditEventType(type)) return false;
  const { readers } = RECORD_ENTRIES[type];
  return readers.some((one) => one === "parties" || one === "its-readers");
}

/** Whether a line of a matter comes in with it, as those do that tell its parties of what came along. */
export function isLineThatComes(
  { type, details }: Pick<ArchivedLine, "type" | "details">,
  { attached, copies }: FilesInArchive,
): boolean {
  if (!isOfParties(type)) return false;
  if (type === "attachment.read" || type === "attachment.removed") return false;
  if (type === "attachment.added") return attached.has(String(details["attachmentId"]));
  return !type.startsWith("document.filing-copy-") || copies.has(String(details["copyId"]));
}
