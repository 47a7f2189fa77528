import { NavLink } from "react-router";
import type { PaperTag } from "#server/services/index.ts";

/** One page on which a matter's details are edited. */
interface DetailsPart {
  readonly to: string;
  readonly label: string;
}

/**
 * Links between the pages that edit details: the matter's shared ones, each docket's, each draft's.
 */
export function DetailsParts({ parts }: { readonly parts: readonly DetailsPart[] }) {
  if (parts.length < 2) return null;
  return (
    <nav aria-label="Parts of parties, signers and addresses" className="mb-8">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {parts.map(({ to, label }) => (
          <li key={to} className="min-w-0">
            <NavLink
              to={to}
              end
              className="link aria-[current]:font-medium aria-[current]:no-underline"
            >
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The page of the details that all documents of a matter share. */
export function sharedPart(slug: string): DetailsPart {
  return { to: `/matters/${slug}/facts`, label: "All papers of the matter" };
}

export function docketPart(slug: string, docket: { readonly id: string; readonly name: string }) {
  return { to: `/matters/${slug}/dockets/${docket.id}/edit`, label: docket.name };
}

export function draftPart(draft: { readonly id: string; readonly title: string }): DetailsPart {
  return { to: `/documents/${draft.id}/facts`, label: draft.title };
}

/** Those of all drafts among the papers, for who may edit them. */
export function draftParts(papers: readonly PaperTag[], mayEdit: boolean): DetailsPart[] {
  return mayEdit ? papers.filter(({ status }) => status === "draft").map(draftPart) : [];
}
