import type { WordOrigin } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { originLabel } from "./return-sentences.ts";

/** "Made from version 3 of “Complaint”, on November 12 by Ana Example (Council)". */
export function WordOriginLine({ origin }: { readonly origin: WordOrigin }) {
  return (
    <>
      Made from {originLabel(origin)} of “{origin.document.title}”,{" "}
      <Timestamp at={origin.takenAt} />, by {personLabel(origin.takenBy, "somebody who has left")}
    </>
  );
}
