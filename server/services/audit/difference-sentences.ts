import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Verification } from "./verify-all.ts";

/** The findings of a verification, a sentence each with its place; the break of the chain first. */
export function differenceSentences(verified: Verification): string[] {
  const { chain, files, timestamps } = verified;
  return [
    ...(chain.intact ? [] : [`The record is broken at line ${chain.sequence}. ${chain.why}`]),
    ...verified.differences.map((one) => at(`Document ${one.documentId}`, one)),
    ...verified.docketDifferences.map((one) => at(`Docket ${one.docketId}`, one)),
    ...verified.agencyDifferences.map((one) => at(`Agency record of matter ${one.matterId}`, one)),
    ...verified.pageDifferences.map((one) => at(`Public page of matter ${one.matterId}`, one)),
    ...verified.rowDifferences.map((one) => at(`${one.table} ${one.row}`, one)),
    ...verified.sessionDifferences.map(({ userId, why }) => `Person ${userId} ${why}.`),
    ...(files?.differences ?? []).map(({ sha256, of, why }) => `File ${sha256}, ${of}: ${why}.`),
    ...(timestamps?.differences ?? []).map(({ line, why }) => `Line ${line}: ${why}.`),
  ];
}

function at(place: string, { line, why }: RecordMismatch): string {
  return `${place}${line === null ? "" : `, line ${line}`}: ${why}.`;
}
