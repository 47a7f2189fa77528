/** The comments that are being written beside the text, by whoever shows them: each says whether it has words. */
export const WRITTEN_BESIDE = new Set<() => boolean>();

/** Whether a comment has words that are not sent. */
export function isUnsent(): boolean {
  return [...WRITTEN_BESIDE].some((hasWords) => hasWords());
}
