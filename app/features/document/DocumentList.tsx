import { Link } from "react-router";
import type { DocumentStatus } from "#app/domain/document.ts";
import { writtenDay } from "#app/domain/dates.ts";
import type { DocumentSummary, OrganizationTag } from "#server/services/index.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Card } from "#app/ui/Page.tsx";
import { StatusChip } from "./StatusChip.tsx";

interface ListedDocument extends DocumentSummary {
  readonly matter?: { readonly slug: string; readonly title: string };
}

interface DocumentListProps {
  readonly documents: readonly ListedDocument[];
  /** Whether rows name their matter. */
  readonly namesMatter?: boolean;
  /** Whether rows say whose sign-off is needed. */
  readonly saysWhoSigns?: boolean;
}

/** Documents, one per row: title, last editor or filing, kind, status. */
export function DocumentList({
  documents,
  namesMatter = false,
  saysWhoSigns = false,
}: DocumentListProps) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {documents.map((document) => (
          <li
            key={document.id}
            className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-5 py-2.5 hover:bg-wash"
          >
            <div className="min-w-0 flex-1 basis-64">
              <Link
                to={`/documents/${document.id}`}
                className="font-medium after:absolute after:inset-0 hover:underline"
              >
                {document.title}
              </Link>
              <p className="text-sm text-ink-soft">
                {document.filed ? filedLabel(document.filed) : <LastEdit document={document} />}
                {document.matter ? null : ` · ${KINDS[document.kind].name}`}
                {namesMatter && document.matter ? ` · ${document.matter.title}` : null}
                {document.filed?.isBroughtIn ? " · filed elsewhere; nobody signed off here" : null}
                {document.filed && document.kind === "request" ? (
                  <>
                    {" · "}
                    <Link
                      to={`/documents/${document.id}/record`}
                      className="link relative z-10 inline-block py-0.5"
                    >
                      Agency record<span className="sr-only"> of {document.title}</span>
                    </Link>
                  </>
                ) : null}
              </p>
              {saysWhoSigns && !document.filed?.isBroughtIn ? (
                <div className="mt-1">
                  <SignOffs
                    label={SIGN_OFF_LABELS[document.status]}
                    organizations={document.requiredOrganizations}
                  />
                </div>
              ) : null}
            </div>
            <StatusChip status={document.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/**
 * The organizations that all of these documents require: where they do not differ, they are said once
 * above the list. Null where they do, and where none is required.
 */
export function commonSigners(
  documents: readonly DocumentSummary[],
): readonly OrganizationTag[] | null {
  const [first, ...others] = documents.filter(({ filed }) => !filed?.isBroughtIn);
  if (!first || first.requiredOrganizations.length === 0) return null;
  const idsOf = ({ requiredOrganizations }: DocumentSummary) =>
    requiredOrganizations.map(({ id }) => id).join(" ");
  return others.every((other) => idsOf(other) === idsOf(first))
    ? first.requiredOrganizations
    : null;
}

/** "Filed September 9, 2021 · 2021-ICFO-12345 · due October 7, 2021". */
function filedLabel(filed: NonNullable<DocumentSummary["filed"]>): string {
  const { on, number, confirmation, due } = filed;
  const known = number ?? (confirmation === null ? null : `confirmation ${confirmation}`);
  return [
    `Filed ${writtenDay(on)}`,
    ...(known === null ? [] : [known]),
    ...(due === null ? [] : [`due ${writtenDay(due)}`]),
  ].join(" · ");
}

function LastEdit({ document: { editedAt, editedBy } }: { document: ListedDocument }) {
  if (!editedBy) {
    return (
      <>
        Created <Timestamp at={editedAt} />
      </>
    );
  }
  return (
    <>
      Edited by {personLabel(editedBy)}, <Timestamp at={editedAt} />
    </>
  );
}

/** The label above the organizations that a document requires or required. */
const SIGN_OFF_LABELS: Readonly<Record<DocumentStatus, string>> = {
  draft: "Sign-off needed from",
  in_review: "Sign-off asked of",
  approved: "Signed off by",
  filed: "Signed off by",
  superseded: "Signed off by",
  withdrawn: "Signed off by",
};

/** Organizations behind the words that say why they stand there. */
export function SignOffs({
  label,
  organizations,
}: {
  readonly label: string;
  readonly organizations: readonly OrganizationTag[];
}) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <p className="text-sm text-ink-soft">{label}</p>
      {organizations.map((organization) => (
        <OrganizationChip key={organization.id} organization={organization} />
      ))}
    </div>
  );
}
