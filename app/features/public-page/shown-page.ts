import type { PublishedPage } from "#app/domain/public-page/published.ts";
import type { PageUpdate } from "#server/services/index.ts";

/** A page with when it was published: what is stored, or in a preview would be. */
export interface ShownPage {
  readonly slug: string;
  readonly page: PublishedPage;
  /** Null in a preview of what was never public. */
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  readonly updates: readonly PageUpdate[];
}
