/** Days for which answers to a letter are taken. */
export const REPLY_DAYS = 30;

/** How a letter about a thread can be answered. */
export interface ReplyOffer {
  readonly address: string;
  /** The one address from which answers are taken. */
  readonly from: string;
  /** The short name of the organization whose people alone read the thread; null for all parties. */
  readonly among: string | null;
}

/** Says who will read an answer before somebody writes one (M2). */
export function replyInWords({ from, among }: ReplyOffer): string {
  const readers = among === null ? "everybody of the matter’s parties" : `${among} alone`;
  return `To answer in the thread, reply to this e-mail from ${from} within ${REPLY_DAYS} days. What you write above the quoted text is then read there by ${readers}; quoted text, signatures and files are left out.`;
}
