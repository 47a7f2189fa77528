import type { ReactNode } from "react";
import { atFiling } from "#app/domain/readiness.ts";
import { Notice } from "#app/ui/Notice.tsx";
import type { FilingChoices } from "#server/services/index.ts";
import { FindingName } from "./GoesOutWith.tsx";

/** Lists where the record contradicts the text that is to be filed, with what to do. */
export function RecordFindings({
  view: { document, findings },
  children,
}: {
  readonly view: Pick<FilingChoices, "document" | "findings">;
  readonly children: ReactNode;
}) {
  if (findings.length === 0) return null;
  const isHeld = findings.some((finding) => atFiling(finding) === "blocks");
  return (
    <Notice kind="problem">
      <p>The text no longer agrees with the record:</p>
      <ul className="mt-1 list-disc pl-5">
        {findings.map((finding, at) => (
          // One place may have the same finding twice; the list is never reordered.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${at}-${finding.check}`} className="break-words">
            <FindingName documentId={document.id} finding={finding} />
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {isHeld
          ? "It can’t go out as long as somebody speaks in it who left the matter: have a drafter reopen it, and take that out. A copy that was filed before they left can still be confirmed, with that day."
          : children}
      </p>
    </Notice>
  );
}
