import type { WordOrigin } from "#server/services/index.ts";
import { personInWords } from "#app/features/organization/person-words.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { originInWords } from "./word-words.ts";

/** "Made from version 3 of “Complaint”, on November 12 by Ana Example (Council)". */
export function WordOriginLine({ origin }: { readonly origin: WordOrigin }) {
  return (
    <>
      Made from {originInWords(origin)} of “{origin.document.title}”,{" "}
      <Timestamp at={origin.takenAt} />, by {personInWords(origin.takenBy, "somebody who has left")}
    </>
  );
}
