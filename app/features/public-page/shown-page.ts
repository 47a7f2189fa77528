import type { PublishedPage } from "#app/domain/public-page/published.ts";
import type { PageUpdate } from "#server/services/index.ts";

/** A page with its date of publication: stored, or as a preview. */
export interface ShownPage {
  readonly slug: string;
  readonly page: PublishedPage;
  /** Null in the preview of a page that was never public. */
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  readonly updates: readonly PageUpdate[];
  /** The ids of files that the page names and that are no longer handed out. */
  readonly withdrawnFiles: readonly string[];
}
