import { Link } from "react-router";
import type { ReactNode } from "react";
import type { DocumentStatus } from "#app/domain/document.ts";
import { writtenDay } from "#app/domain/dates.ts";
import type { DocumentSummary, OrganizationTag } from "#server/services/index.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { personInWords } from "#app/features/organization/person-words.ts";
import { Card } from "#app/ui/Page.tsx";
import { StatusChip } from "./StatusChip.tsx";

interface ListedDocument extends DocumentSummary {
  readonly matter?: { readonly slug: string; readonly title: string };
}

interface DocumentListProps {
  readonly documents: readonly ListedDocument[];
  /**
   * Whether rows show the status and open sign-offs, or only the sign-offs, below a heading with
   * the status.
   */
  readonly tells: "status" | "sign-offs";
  /** Whether rows name their matter. */
  readonly namesMatter?: boolean;
  /** Above the rows: what holds of each of them. */
  readonly heading?: ReactNode;
}

/** Documents, one per row: title, kind, last editor. What is the same in each row stands above them. */
export function DocumentList({
  documents,
  tells,
  namesMatter = false,
  heading,
}: DocumentListProps) {
  const common = tells === "sign-offs" ? sameOrganizations(documents) : null;
  return (
    <>
      {heading || common ? (
        <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1">
          {heading}
          {common ? <SignOffs status={common.status} organizations={common.organizations} /> : null}
        </div>
      ) : null}
      <Card>
        <ul className="divide-y divide-rule">
          {documents.map((document) => (
            <li
              key={document.id}
              className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-5 py-3 hover:bg-wash"
            >
              <div className="min-w-0 flex-1 basis-64">
                <Link
                  to={`/documents/${document.id}`}
                  className="font-medium after:absolute after:inset-0 hover:underline"
                >
                  {document.title}
                </Link>
                <p className="mt-0.5 text-sm text-ink-soft">
                  {document.filed ? filedInWords(document.filed) : <LastEdit document={document} />}
                  {document.matter ? null : ` · ${KINDS[document.kind].name}`}
                  {namesMatter && document.matter ? ` · ${document.matter.title}` : null}
                  {document.filed && document.kind === "request" ? (
                    <Link
                      to={`/documents/${document.id}/record`}
                      className="link relative z-10 ml-3 inline-block py-0.5"
                    >
                      Record<span className="sr-only"> of {document.title}</span>
                    </Link>
                  ) : null}
                </p>
              </div>
              {tells === "status" ? (
                <StatusChip status={document.status} />
              ) : document.filed?.isBroughtIn ? (
                <p className="text-sm text-ink-soft">Filed elsewhere; nobody signed off here</p>
              ) : common ? null : (
                <SignOffs status={document.status} organizations={document.requiredOrganizations} />
              )}
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

/** The organizations that all of these documents require, where they do not differ; null otherwise. */
function sameOrganizations(documents: readonly ListedDocument[]) {
  const [first, ...others] = documents.filter(({ filed }) => !filed?.isBroughtIn);
  if (!first || first.requiredOrganizations.length === 0) return null;
  const idsOf = ({ status, requiredOrganizations }: ListedDocument) =>
    [status, ...requiredOrganizations.map(({ id }) => id)].join(" ");
  return others.every((other) => idsOf(other) === idsOf(first))
    ? { status: first.status, organizations: first.requiredOrganizations }
    : null;
}

/** "Filed September 9, 2021 · 2021-ICFO-12345 · due October 7, 2021". */
function filedInWords(filed: NonNullable<DocumentSummary["filed"]>): string {
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
      Edited by {personInWords(editedBy)}, <Timestamp at={editedAt} />
    </>
  );
}

/** The label above the organizations that a document requires or required. */
const SIGN_OFF_WORDS: Readonly<Record<DocumentStatus, string>> = {
  draft: "Sign-off needed from",
  in_review: "Sign-off asked of",
  approved: "Signed off by",
  filed: "Signed off by",
  superseded: "Signed off by",
  withdrawn: "Signed off by",
};

function SignOffs({
  status,
  organizations,
}: {
  status: DocumentStatus;
  organizations: readonly OrganizationTag[];
}) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <p className="text-sm text-ink-soft">{SIGN_OFF_WORDS[status]}</p>
      {organizations.map((organization) => (
        <OrganizationChip key={organization.id} organization={organization} />
      ))}
    </div>
  );
}
