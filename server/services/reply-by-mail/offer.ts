import { counted } from "#app/domain/counted.ts";
/** Days for which answers to a letter are taken. */
export const REPLY_DAYS = 30;

/** How a letter about a thread can be answered. */
export interface ReplyOffer {
  readonly address: string;
  /** The one address from which answers are taken. */
  readonly from: string;
  /** The short name of the organization whose people alone read the thread; null for all parties. */
  readonly among: string | null;
  /** Guests of the document, who read what all parties read. */
  readonly guests: number;
}

/** Says who will read an answer before somebody writes one (M2). */
export function replySentence({ from, among, guests }: ReplyOffer): string {
  const also = guests === 0 ? "" : ` and by ${counted(guests, "guest")} of the document`;
  const readers = among === null ? `everybody of the matter’s parties${also}` : `${among} alone`;
  return `To answer in the conversation, reply to this e-mail from ${from} within ${REPLY_DAYS} days. What you write above the quoted text is then read there by ${readers}; quoted text, signatures and files are left out.`;
}
