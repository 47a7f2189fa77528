/** A clause as it reads; `html` was rendered by app/document, and is safe. */
export function ClausePreview({ html, label }: { readonly html: string; readonly label: string }) {
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached by keys
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border border-rule p-1"
    >
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  );
}
