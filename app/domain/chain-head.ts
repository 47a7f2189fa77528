import type { ChainHead, KeptHead } from "./audit-event.ts";

/**
 * The hash in one piece or in groups of eight: certificates print it in groups so that a narrow
 * column can break it.
 */
const WRITTEN = /\b(?<sequence>\d{1,15}):\s?(?<hash>(?:[0-9a-f]{8}\s?){8})(?![0-9a-f])/gu;

/** A chain head as mails, files and certificates print it: the line's number and its hash. */
export function headText({ sequence, hash }: ChainHead): string {
  return `${sequence}:${hash}`;
}

/**
 * Finds the chain heads in a text, ignoring everything else in it: a line, a list of months, a
 * whole mail.
 */
export function headsIn(text: string): ChainHead[] {
  return [...text.matchAll(WRITTEN)].map(({ groups }) => ({
    sequence: Number(groups?.["sequence"]),
    hash: (groups?.["hash"] ?? "").replace(/\s/gu, ""),
  }));
}

/** A hash alone, as the page of the record shows one, in one piece or in groups; null for anything else. */
export function loneHeadIn(text: string): KeptHead | null {
  const hash = text.slice(0, 200).replaceAll(/\s/gu, "");
  return /^[0-9a-f]{64}$/u.test(hash) ? { sequence: null, hash } : null;
}
