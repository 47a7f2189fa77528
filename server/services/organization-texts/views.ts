import type { DocumentKind } from "#app/domain/document.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** A text that an organization keeps, as lists show it. */
export interface KeptTextSummary {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** Its last author, by name; null for somebody who is not known any more. */
  readonly changedBy: string | null;
  readonly changedAt: Instant;
}

/** The kind of document that it is the beginning of. */
interface TemplateSummary extends KeptTextSummary {
  readonly kind: DocumentKind;
}

/** All that an organization keeps, or what of it holds the words of a query. */
export interface OrganizationTextsView {
  readonly organization: OrganizationTag;
  readonly query: string;
  readonly templates: readonly TemplateSummary[];
  readonly clauses: readonly KeptTextSummary[];
  /** How much there is without a query. */
  readonly total: number;
  readonly mayKeep: boolean;
}

/** One of them with its text. */
export interface KeptTextView extends KeptTextSummary {
  readonly organization: OrganizationTag;
  /** Of a template. */
  readonly kind: DocumentKind | null;
  readonly revision: number;
  readonly createdBy: string | null;
  readonly createdAt: Instant;
  readonly html: string;
  readonly mayKeep: boolean;
}

/** A clause as the desk offers it. */
interface OfferedClause extends KeptTextSummary {
  readonly organizationId: string;
}

/** The clauses of the reader's own organizations among a matter's parties. */
export interface ClauseLibraryView {
  readonly organizations: readonly (Pick<OrganizationTag, "id" | "shortName"> & {
    readonly mayKeep: boolean;
  })[];
  readonly clauses: readonly OfferedClause[];
}

/** A clause to be put into a draft. */
export interface ClauseContent {
  readonly prose: ProseJSON;
  /** How it reads. */
  readonly html: string;
}

/** Questions before a document's text is kept as a template. */
export interface KeepTemplateView {
  readonly document: { readonly id: string; readonly title: string; readonly kind: DocumentKind };
  readonly matter: { readonly slug: string; readonly title: string };
  /** The version that is kept; null for the draft. */
  readonly version: number | null;
  /** The organizations that the reader keeps texts for. */
  readonly organizations: readonly OrganizationTag[];
  /** The names that stay behind unless they are asked for. */
  readonly people: readonly string[];
}
