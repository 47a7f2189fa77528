import { storedScan, unreadInWords, type AttachmentScan } from "#app/domain/attachment.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";

/** What a program found in a PDF that is brought in, or could not read of it, a sentence each. */
export function foundIn({ data, unread }: AttachmentScan): string[] {
  return [
    ...data.map(
      ({ kind, shown, place }) => `What looks like ${PRIVATE_DATA[kind].name}, ${shown}, ${place}.`,
    ),
    ...unreadInWords(unread),
  ];
}

/**
 * The same of a filing that was brought in, as its row has it, and why it may stand. Nothing is found
 * in what was made here: its text was looked through.
 */
export function lookedThrough(scan: string | null): {
  readonly found: readonly string[];
  readonly reason: string | null;
} {
  if (scan === null) return { found: [], reason: null };
  // Only this program writes it, in this shape.
  const { reason = null } = JSON.parse(scan) as { reason?: string | null };
  return { found: foundIn(storedScan(scan, "application/pdf")), reason };
}
