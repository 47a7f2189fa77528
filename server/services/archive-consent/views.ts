import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** An organization's consent to archives of the workspace, for its administrators. */
export interface ArchiveConsentView {
  readonly organization: OrganizationTag;
  /** Null where it did not consent; the name is null where the person's account is gone. */
  readonly given: { readonly by: string | null; readonly at: Instant } | null;
}
