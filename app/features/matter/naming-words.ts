import { listed } from "#app/domain/listed.ts";
import type { NamingView } from "#server/services/index.ts";

/** The number of papers that one dialog names. */
const MAX_NAMED = 12;

/** The papers that name an organization that is about to leave, for the dialog that asks (L71). */
export function namingInWords(shortName: string, naming: NamingView | undefined): string {
  const { papers, onPublicPage } = naming ?? { papers: [], onPublicPage: false };
  const named = papers
    .slice(0, MAX_NAMED)
    .map(({ title, roles }) => `“${title}” (${listed(roles)})`);
  const more = papers.length - named.length;
  return [
    ...(papers.length === 0
      ? []
      : [
          `These papers name ${shortName}, and can’t be submitted, signed or filed before that is taken out: ${[...named, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")}.`,
        ]),
    ...(onPublicPage ? [`The public page names ${shortName} until it is published anew.`] : []),
  ].join(" ");
}
