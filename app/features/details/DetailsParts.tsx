import { NavLink } from "react-router";
import { usePageFrame } from "#app/framework/page-frame.ts";

/** One page on which a matter's details are edited. */
interface DetailsPart {
  readonly to: string;
  readonly label: string;
  /** Of a draft, which drafters alone edit. */
  readonly forDrafters?: boolean;
}

/**
 * Links between the pages that edit details: the matter's shared ones, each docket's, each draft's.
 */
export function DetailsParts({ parts: all }: { readonly parts: readonly DetailsPart[] }) {
  const isDrafter = usePageFrame()?.person?.isDrafter ?? false;
  const parts = all.filter(({ forDrafters = false }) => isDrafter || !forDrafters);
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
  return { to: `/documents/${draft.id}/facts`, label: draft.title, forDrafters: true };
}
