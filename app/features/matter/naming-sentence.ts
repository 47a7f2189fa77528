import { listed } from "#app/domain/listed.ts";
import type { NamingView } from "#server/services/index.ts";

/** The number of papers that one dialog names. */
const MAX_NAMED = 12;

/** The papers that name an organization that is about to leave, for the dialog that asks (L71). */
export function namingSentence(shortName: string, naming: NamingView | undefined): string {
  const { papers, voids, onPublicPage } = naming ?? { papers: [], voids: [], onPublicPage: false };
  const named = papers
    .slice(0, MAX_NAMED)
    .map(({ title, roles }) => `“${title}” (${listed(roles)})`);
  const more = papers.length - named.length;
  return [
    ...(voids.length === 0 ? [] : [voidedSentence(voids)]),
    ...(papers.length === 0
      ? []
      : [
          `These papers name ${shortName}, and can’t be submitted, signed or filed before that is taken out: ${[...named, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")}.`,
        ]),
    ...(onPublicPage ? [`The public page names ${shortName} until it is published anew.`] : []),
  ].join(" ");
}

function voidedSentence(titles: readonly string[]): string {
  const named = titles.slice(0, MAX_NAMED).map((title) => `“${title}”`);
  const more = titles.length - named.length;
  const all = listed([...named, ...(more > 0 ? [`${more} more`] : [])]);
  return titles.length === 1
    ? `The signatures of ${all} become void, and it is a draft again; whoever signed, wrote or was to file it is told.`
    : `The signatures of ${all} become void, and they are drafts again; whoever signed, wrote or was to file them is told.`;
}
