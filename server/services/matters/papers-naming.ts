import { publishedPage } from "#app/domain/public-page/published.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { placesNaming, type PaperRole } from "#app/document/readiness/left-matter.ts";
import type { PrismaClient } from "#server/database/index.ts";

/** A paper or page that names an organization of a matter, and would have to be mended if it left (L71). */
export interface NamingView {
  /** Papers that are not filed, by title. */
  readonly papers: readonly { readonly title: string; readonly roles: readonly PaperRole[] }[];
  /** The titles of those whose review or approval needs its sign-off, and becomes void (M30). */
  readonly voids: readonly string[];
  /** Whether the published page names it. */
  readonly onPublicPage: boolean;
}

/** The unfiled papers and public pages of the matters that name each of these organizations. */
export async function papersNaming(
  client: PrismaClient,
  of: { readonly matterIds: readonly string[]; readonly organizationIds: readonly string[] },
): Promise<(matterId: string, organizationId: string) => NamingView> {
  const matterId = { in: [...of.matterIds] };
  const [organizations, documents, pages] = await Promise.all([
    client.organization.findMany({
      where: { id: { in: [...of.organizationIds] } },
      select: { id: true, name: true, shortName: true },
    }),
    client.document.findMany({
      where: { matterId, status: { in: ["draft", "in_review", "approved"] } },
      select: {
        matterId: true,
        title: true,
        facts: true,
        status: true,
        requirements: { select: { organizationId: true } },
      },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    }),
    client.publicPage.findMany({
      where: { matterId, status: "published" },
      select: { matterId: true, published: true },
    }),
  ]);
  const papers = documents.map(({ facts, ...paper }) => ({
    ...paper,
    details: readDetails(facts),
  }));
  const named = pages.map(({ published, ...page }) => ({
    ...page,
    names: published === null ? [] : publishedPage.parse(JSON.parse(published)).organizations,
  }));
  return (inMatter, organizationId) => {
    const organization = organizations.find(({ id }) => id === organizationId);
    if (!organization) return { papers: [], voids: [], onPublicPage: false };
    return {
      papers: papers.flatMap(({ matterId: own, title, details }) => {
        if (own !== inMatter) return [];
        const roles = [...new Set(placesNaming(organization, details).map(({ role }) => role))];
        return roles.length > 0 ? [{ title, roles }] : [];
      }),
      voids: papers.flatMap(({ matterId: own, title, status, requirements }) =>
        own === inMatter &&
        status !== "draft" &&
        requirements.some((required) => required.organizationId === organizationId)
          ? [title]
          : [],
      ),
      onPublicPage: named.some(
        ({ matterId: own, names }) =>
          own === inMatter && names.some(({ name }) => name === organization.name),
      ),
    };
  };
}
