import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { subjectOfDocument, type LoadedDocument } from "./load.ts";
import type { Instant } from "#server/services/instant.ts";
import type { DocumentKind, DocumentStatus, LayoutProfile } from "#app/domain/document.ts";

/** A document as other pages name it. */
export interface DocumentTag {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  readonly statusAt: Instant;
  readonly layoutProfile: LayoutProfile;
  /** Whether it was filed before it came here, and so never was a draft nor approved (L59). */
  readonly isBroughtIn: boolean;
  /** Whether the reader may edit it now: nobody else is led to its details. */
  readonly mayEdit: boolean;
  readonly matter: { readonly slug: string; readonly title: string };
}

/** A document that uses details edited elsewhere. */
export interface PaperTag {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
}

export function documentTag(actor: Actor, row: LoadedDocument["row"]): DocumentTag {
  const { id, title, statusAt, matter } = row;
  return {
    id,
    title,
    // Only services write the columns, from the domain's closed sets.
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    statusAt: statusAt.toISOString(),
    layoutProfile: row.layoutProfile as LayoutProfile,
    isBroughtIn: row.filing?.origin === "elsewhere",
    mayEdit: may(actor, "document.edit", { document: subjectOfDocument(row) }).ok,
    matter: { slug: matter.slug, title: matter.title },
  };
}
