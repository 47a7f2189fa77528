import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";
import type { DocumentTag } from "#server/services/record-views.ts";

interface TagRow {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly status: string;
  readonly statusAt: Date;
  readonly layoutProfile: string;
  readonly matter: { readonly slug: string; readonly title: string };
}

/** A document as the pages around it name it. */
export function documentTag(row: TagRow): DocumentTag {
  const { id, title, statusAt, matter } = row;
  return {
    id,
    title,
    // The columns are written by the services alone, from the domain's closed sets.
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    statusAt: statusAt.toISOString(),
    layoutProfile: row.layoutProfile as LayoutProfile,
    matter: { slug: matter.slug, title: matter.title },
  };
}
