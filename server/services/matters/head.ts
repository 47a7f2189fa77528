import { organizationTag } from "#server/services/organizations/tag.ts";
import { shownAgency } from "./agency.ts";
import type { LoadedMatter } from "./load.ts";
import type { MatterHead } from "./views.ts";

/** The beginning of a matter's view, for people and for programs. */
export function matterHead(
  row: LoadedMatter["row"],
  lead: Parameters<typeof organizationTag>[0],
): MatterHead {
  const { id, slug, title, narrative, createdAt } = row;
  return {
    id,
    slug,
    title,
    narrative,
    agency: shownAgency(row),
    createdAt: createdAt.toISOString(),
    lead: organizationTag(lead),
  };
}
