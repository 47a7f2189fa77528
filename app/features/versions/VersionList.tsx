import { Link } from "react-router";
import type { VersionTag } from "#server/services/index.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Card } from "#app/ui/Page.tsx";
import { Hash } from "./Hash.tsx";

/** Labels for the version that the document is about just now. */
const CURRENT_LABELS: Readonly<Record<DocumentStatus, string>> = {
  draft: "",
  in_review: "Under review",
  approved: "Approved",
  filed: "Filed",
  superseded: "Filed, superseded",
  withdrawn: "Filed, withdrawn",
};

/** The versions of a document, the latest first. */
export function VersionList({
  documentId,
  versions,
  current,
  status,
}: {
  readonly documentId: string;
  readonly versions: readonly VersionTag[];
  /** The id of the version under review, approved or filed. */
  readonly current: string | null;
  readonly status: DocumentStatus;
}) {
  return (
    <Card>
      <ol className="divide-y divide-rule">
        {versions.map(({ id, number, name, hash, createdAt, createdBy }, index) => {
          const before = versions[index + 1];
          return (
            <li key={id} className="px-5 py-4">
              <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <p className="min-w-0">
                  <Link
                    to={`/documents/${documentId}/versions/${number}`}
                    className="link font-medium"
                  >
                    Version {number}
                  </Link>
                  {name ? <span> · {name}</span> : <span> · submitted for review</span>}
                  {id === current ? (
                    <strong className="ml-2 text-good">{CURRENT_LABELS[status]}</strong>
                  ) : null}
                </p>
                <p className="text-sm text-ink-soft">
                  {createdBy ? `${personLabel(createdBy)}, ` : ""}
                  <Timestamp at={createdAt} />
                </p>
              </div>
              <div className="mt-1 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
                {before ? (
                  <Link
                    to={`/documents/${documentId}/redline?from=${before.number}&to=${number}`}
                    className="link"
                  >
                    Changes since version {before.number}
                  </Link>
                ) : null}
                <a href={`/documents/${documentId}.pdf?version=${number}`} className="link">
                  PDF<span className="sr-only"> of version {number}</span> (not filed)
                </a>
                <Link to={`/documents/${documentId}/word?version=${number}`} className="link">
                  To Word<span className="sr-only">: version {number}</span>
                </Link>
                <Hash hash={hash} of={`SHA-256 of version ${number}`} />
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
