import { personLabel } from "#app/features/organization/person-label.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { ReviewView } from "#server/services/index.ts";
import { Findings } from "./Findings.tsx";

/** The findings let stand when a version was submitted: each place, why, by whom and when (L61). */
export function OverriddenFindings({
  documentId,
  version,
  letStand: { findings, more, reason },
}: {
  readonly documentId: string;
  readonly version: ReviewView["version"];
  readonly letStand: NonNullable<ReviewView["letStand"]>;
}) {
  return (
    <>
      <Findings documentId={documentId} findings={findings} more={more} />
      <p className="mt-3 break-words text-ink-soft">
        {personLabel(version.createdBy, "A drafter")}, <Timestamp at={version.createdAt} />: “
        {reason}”
      </p>
    </>
  );
}
