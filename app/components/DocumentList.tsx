import { Link } from "@remix-run/react";
import type { DocumentSummary } from "../../server/services/views";
import { KIND_WORDS } from "./document-words";
import { Moment } from "./Moment";
import { OrganizationChip } from "./OrganizationChip";
import { Card } from "./Page";
import { StatusChip } from "./StatusChip";

interface ListedDocument extends DocumentSummary {
  readonly matter?: { readonly slug: string; readonly title: string };
}

/** Documents, one a row: title, kind, who edited it last, whose sign-off it needs, status. */
export function DocumentList({ documents }: { readonly documents: readonly ListedDocument[] }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {documents.map((document) => (
          <li key={document.id}>
            <DocumentRow document={document} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function DocumentRow({ document }: { document: ListedDocument }) {
  const { title, kind, status, editedAt, editedBy, matter, requiredOrganizations } = document;
  return (
    <div className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-4 hover:bg-wash">
      <div className="min-w-0 flex-1 basis-72">
        <Link
          to={`/documents/${document.id}`}
          className="font-medium after:absolute after:inset-0 hover:underline focus-visible:outline-offset-4"
        >
          {title}
        </Link>
        <p className="mt-0.5 text-sm text-ink-soft">
          {KIND_WORDS[kind]}
          {matter ? <> · {matter.title}</> : null}
        </p>
        <p className="mt-0.5 text-sm text-ink-soft">
          {editedBy ? (
            <>
              Edited by {editedBy.name}
              {editedBy.organization ? ` (${editedBy.organization.shortName})` : null},{" "}
            </>
          ) : (
            "Created "
          )}
          <Moment at={editedAt} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <span className="sr-only">Sign-off needed from</span>
        {requiredOrganizations.map((organization) => (
          <OrganizationChip key={organization.id} organization={organization} />
        ))}
        <StatusChip status={status} />
      </div>
    </div>
  );
}
