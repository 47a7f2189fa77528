import type { LayoutProfile } from "#app/domain/document.ts";
import { PrintedLetterhead, type LetterheadDetails } from "./PrintedLetterhead.tsx";
import "#app/styles/redline.css";

/**
 * A read-only text on its sheet, with everything printed above it. `html` was rendered by
 * app/document and is safe.
 */
export function FrozenText({
  html,
  layout,
  label,
  letterhead = null,
}: {
  readonly html: string;
  readonly layout: LayoutProfile;
  readonly label: string;
  readonly letterhead?: LetterheadDetails | null;
}) {
  return (
    <article aria-label={label} className="sheet frozen" data-layout={layout}>
      {letterhead ? <PrintedLetterhead {...letterhead} /> : null}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}
