import type { LayoutProfile } from "~/domain/document";

/** A text that nobody can change, on its sheet. `html` is what app/prose drew: safe. */
export function FrozenText({
  html,
  layout,
  label,
}: {
  readonly html: string;
  readonly layout: LayoutProfile;
  readonly label: string;
}) {
  return (
    <article aria-label={label} className="sheet frozen" data-layout={layout}>
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}
