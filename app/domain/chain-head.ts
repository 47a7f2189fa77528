import type { ChainHead } from "./audit-event.ts";

/** In groups or in one piece: certificates print a hash so that a narrow column can break it. */
const WRITTEN = /\b(?<sequence>\d{1,15}):\s?(?<hash>(?:[0-9a-f]{8}\s?){8})(?![0-9a-f])/gu;

/** A head as it is written in mails, files and on certificates: the line's number and its hash. */
export function headInWords({ sequence, hash }: ChainHead): string {
  return `${sequence}:${hash}`;
}

/** The heads that a text holds, in whatever else it says: a line, a list of months, a whole mail. */
export function headsIn(text: string): ChainHead[] {
  return [...text.matchAll(WRITTEN)].map(({ groups }) => ({
    sequence: Number(groups?.["sequence"]),
    hash: (groups?.["hash"] ?? "").replace(/\s/gu, ""),
  }));
}
