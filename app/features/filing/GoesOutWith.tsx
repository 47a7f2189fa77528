import { capitalized } from "#app/domain/dates.ts";
import { Link } from "react-router";
import type { Finding } from "#app/domain/readiness.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { addressOf } from "#app/features/review/finding-address.ts";
import { OverriddenFindings } from "#app/features/review/OverriddenFindings.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { FilingChoices } from "#server/services/index.ts";

/**
 * All that was let stand in a paper before it goes out, with place, reason, person and day (L61): at
 * submit, of private data, and when the copy was made.
 */
export function GoesOutWith({ view }: { readonly view: FilingChoices }) {
  const { document, version, letStand, privateStands, copy, open } = view;
  const again = copy?.letStand ?? null;
  const { findings, decisions } = privateStands;
  if (letStand === null && findings.length === 0 && again === null) {
    return <p>Nothing was let stand: no prompt, no missing exhibit, nothing that looks private.</p>;
  }
  return (
    <div className="grid gap-6">
      {letStand ? (
        <div>
          <h3 className="mb-2 font-medium">When version {version.number} was submitted</h3>
          <OverriddenFindings documentId={document.id} version={version} letStand={letStand} />
        </div>
      ) : null}
      {findings.length > 0 ? (
        <div>
          <h3 className="mb-2 font-medium">Of private data</h3>
          <FindingNames documentId={document.id} findings={findings} />
          <ul className="mt-2 text-ink-soft">
            {decisions.map(({ by, at, reason }) => (
              <li key={at} className="break-words">
                {personLabel(by)}, <Timestamp at={at} />: “{reason}”
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {copy && again ? (
        <div>
          <h3 className="mb-2 font-medium">Again, when the filing copy was made</h3>
          <FindingNames documentId={document.id} findings={open} />
          <p className="mt-2 break-words text-ink-soft">
            {personLabel(copy.by)}, <Timestamp at={copy.at} />: “{again.reason}”
          </p>
        </div>
      ) : null}
    </div>
  );
}

function FindingNames({
  documentId,
  findings,
}: {
  readonly documentId: string;
  readonly findings: readonly Finding[];
}) {
  return (
    <ul className="list-disc pl-5">
      {findings.map((finding, at) => (
        // One place may have the same finding twice; the list is never reordered.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${at}-${finding.check}`} className="break-words">
          <FindingName documentId={documentId} finding={finding} />
        </li>
      ))}
    </ul>
  );
}

/** A finding with the way to its place. */
export function FindingName({
  documentId,
  finding: { words, place },
}: {
  readonly documentId: string;
  readonly finding: Finding;
}) {
  const to = addressOf(documentId, place);
  return (
    <>
      {capitalized(words)}.{" "}
      {to ? (
        <Link to={to} className="link">
          Go there
        </Link>
      ) : null}
    </>
  );
}
