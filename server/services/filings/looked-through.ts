import { storedScan, unreadSentences, type AttachmentScan } from "#app/domain/attachment.ts";
import type { BringInForm } from "#app/domain/forms/bring-in.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";

/**
 * Findings of a program in a PDF that is brought in, and what it could not read, a sentence each; what it
 * found twice at one place once.
 */
export function foundIn({ data, unread }: AttachmentScan): string[] {
  const found = data.map(
    ({ kind, shown, place }) => `What looks like ${PRIVATE_DATA[kind].name}, ${shown}, ${place}.`,
  );
  return [...new Set([...found, ...unreadSentences(unread)])];
}

/** Finds private data in the words that were typed: they are shown and printed as the paper's own. */
export async function foundInTyped(
  { title, addressee, confirmation, numbers, items }: BringInForm,
  watched: readonly string[],
): Promise<AttachmentScan["data"]> {
  const { privateDataIn } = await import("#app/domain/private-data.ts");
  const passages = [
    { place: "in the title that was typed", text: title },
    { place: "in the addressee that was typed", text: addressee },
    { place: "in the confirmation number that was typed", text: confirmation ?? "" },
    { place: "in the numbers that were typed", text: numbers ?? "" },
    { place: "in the items that were typed", text: items ?? "" },
  ];
  return privateDataIn(passages, watched).map(({ place, kind, shown }) => ({
    place: place ?? "",
    kind,
    shown,
  }));
}

/**
 * Tells what was found in a filing that was brought in, as its row has it, and why it may stand. Nothing is
 * found in what was made here: its text was looked through.
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
